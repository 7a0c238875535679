package osprey.kernel.file;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;

/// The name of a FIFO, fifo(7). The pipe behind it exists only while somebody has it open.
public final class FifoNode extends Inode {
  private @Nullable NodeAttachment pipe;

  FifoNode(FileSystem fileSystem, int permissions, int owner, int group, long now) {
    super(fileSystem, permissions, owner, group, now);
  }

  private FifoNode(FifoNode from, Copier copier) {
    super(from, copier);
    pipe = copier.copyOrNull(from.pipe);
  }

  @Override
  public int type() {
    return FileMode.FIFO;
  }

  public @Nullable NodeAttachment pipe() {
    return pipe;
  }

  public void attach(@Nullable NodeAttachment newPipe) {
    pipe = newPipe;
  }

  @Override
  public FifoNode copy(Copier copier) {
    return new FifoNode(this, copier);
  }
}
