package osprey.kernel.mem;

import java.util.Arrays;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.machine.FrameSource;
import osprey.machine.Ram;

/// Memory without a name that several processes map: MAP_SHARED|MAP_ANONYMOUS, a System V segment.
/// Zero at first; lives as long as somebody maps or holds it.
public final class SharedAnonymous implements FrameSource, Copyable<SharedAnonymous> {
  private final Ram ram;
  private final String name;
  private final int[] frames;
  private int references;

  public SharedAnonymous(Ram ram, long pages, String name) {
    this.ram = ram;
    this.name = name;
    frames = new int[Math.toIntExact(pages)];
    Arrays.fill(frames, -1);
  }

  private SharedAnonymous(SharedAnonymous from, Copier copier) {
    copier.register(from, this);
    ram = copier.known(from.ram);
    name = from.name;
    frames = from.frames.clone();
    references = from.references;
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
      frames[page] = frame;
    }
    return frames[page];
  }

  @Override
  public void mapped() {
    references++;
  }

  @Override
  public void unmapped() {
    if (--references == 0) {
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
  public SharedAnonymous copy(Copier copier) {
    return new SharedAnonymous(this, copier);
  }
}
