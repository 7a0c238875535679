package osprey.kernel.mem;

import java.util.Arrays;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.machine.FrameSource;
import osprey.machine.PageTable;
import osprey.machine.Ram;

/// One part of a program's image (its code, constants or data) as it lies in memory. All processes
/// that run the program share its frames until they write.
public final class ProgramSource implements FrameSource, Copyable<ProgramSource> {
  private final Ram ram;
  private final String name;
  private final byte[] contents;
  private final int[] frames;
  private int mappings;

  ProgramSource(Ram ram, String name, byte[] contents) {
    this.ram = ram;
    this.name = name;
    this.contents = contents;
    frames = new int[(contents.length + Ram.FRAME_BYTES - 1) >>> PageTable.PAGE_SHIFT];
    Arrays.fill(frames, -1);
  }

  private ProgramSource(ProgramSource from, Copier copier) {
    copier.register(from, this);
    ram = copier.known(from.ram);
    name = from.name;
    contents = from.contents;
    frames = from.frames.clone();
    mappings = from.mappings;
  }

  @Override
  public int frame(long pageIndex) {
    if (pageIndex >= frames.length) {
      return BEYOND_END;
    }
    int page = (int) pageIndex;
    if (frames[page] < 0) {
      int frame = ram.allocate();
      if (frame < 0) {
        return NO_MEMORY;
      }
      int start = page << PageTable.PAGE_SHIFT;
      ram.write(frame, 0, contents, start, Math.min(Ram.FRAME_BYTES, contents.length - start));
      frames[page] = frame;
    }
    return frames[page];
  }

  @Override
  public void mapped() {
    mappings++;
  }

  @Override
  public void unmapped() {
    if (--mappings == 0) {
      for (int i = 0; i < frames.length; i++) {
        if (frames[i] >= 0) {
          ram.release(frames[i]);
          frames[i] = -1;
        }
      }
    }
  }

  @Override
  public String mapName() {
    return name;
  }

  @Override
  public ProgramSource copy(Copier copier) {
    return new ProgramSource(this, copier);
  }
}
