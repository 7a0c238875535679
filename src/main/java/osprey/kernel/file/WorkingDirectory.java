package osprey.kernel.file;

import osprey.engine.Copier;
import osprey.engine.Copyable;

/// A process's current directory, chdir(2). Holds the directory, which may lose its name meanwhile.
public final class WorkingDirectory implements Copyable<WorkingDirectory> {
  private Directory directory;

  public WorkingDirectory(Directory directory) {
    this.directory = directory;
    directory.retain();
  }

  private WorkingDirectory(WorkingDirectory from, Copier copier) {
    copier.register(from, this);
    directory = copier.copy(from.directory);
  }

  public Directory directory() {
    return directory;
  }

  public void change(Directory to) {
    to.retain();
    directory.release();
    directory = to;
  }

  /// A child's working directory.
  public WorkingDirectory inherited() {
    return new WorkingDirectory(directory);
  }

  /// The process is gone.
  public void release() {
    directory.release();
  }

  @Override
  public WorkingDirectory copy(Copier copier) {
    return new WorkingDirectory(this, copier);
  }
}
