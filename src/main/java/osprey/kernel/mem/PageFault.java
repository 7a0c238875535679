package osprey.kernel.mem;

/// What became of an access that the page table did not allow.
public enum PageFault {
  /// The first touch of a page: a zeroed frame.
  DEMAND(true),
  /// The first touch of a page of a file or a program's image.
  FILE(true),
  /// The first store to a page that others map as well: a copy was made.
  COPY_ON_WRITE(true),
  /// The page was there already, only the entry had to be adjusted.
  MINOR(true),
  /// Nothing is mapped there: SIGSEGV, SEGV_MAPERR.
  UNMAPPED(false),
  /// The mapping forbids it: SIGSEGV, SEGV_ACCERR.
  FORBIDDEN(false),
  /// Beyond the last page of the mapped object: SIGBUS.
  BEYOND_END(false),
  /// No frame is left: the process is killed.
  OUT_OF_MEMORY(false);

  private final boolean resolved;

  PageFault(boolean resolved) {
    this.resolved = resolved;
  }

  public boolean isResolved() {
    return resolved;
  }
}
