package osprey.kernel.file;

import osprey.engine.Copier;

/// A symbolic link, symlink(7): a path that stands in for itself.
public final class SymbolicLink extends Inode {
  private final String target;

  SymbolicLink(FileSystem fileSystem, String target, int owner, int group, long now) {
    super(fileSystem, 0777, owner, group, now);
    this.target = target;
  }

  private SymbolicLink(SymbolicLink from, Copier copier) {
    super(from, copier);
    target = from.target;
  }

  public String target() {
    return target;
  }

  @Override
  public int type() {
    return FileMode.LINK;
  }

  @Override
  long size() {
    return target.length();
  }

  @Override
  public SymbolicLink copy(Copier copier) {
    return new SymbolicLink(this, copier);
  }
}
