package osprey.kernel.mem;

/// A system call was given an address that the caller may not use: the call fails with EFAULT.
/// Thrown by {@link UserMemory}, caught at one place, the dispatcher of system calls.
public final class BadAddress extends RuntimeException {
  private final long address;

  BadAddress(long address) {
    super("bad address 0x" + Long.toHexString(address), null, false, false);
    this.address = address;
  }

  public long address() {
    return address;
  }
}
