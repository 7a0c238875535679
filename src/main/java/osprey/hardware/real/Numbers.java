package osprey.hardware.real;

/// Numbers of Linux on x86-64 that the machinery itself needs; {@link osprey.abi.Syscall} has those
/// of programs.
final class Numbers {
  static final int READ = 0;
  static final int WRITE = 1;
  static final int CLOSE = 3;
  static final int POLL = 7;
  static final int MMAP = 9;
  static final int RT_SIGACTION = 13;
  static final int IOCTL = 16;
  static final int PREAD64 = 17;
  static final int SOCKET = 41;
  static final int RECVFROM = 45;
  static final int SENDMSG = 46;
  static final int RECVMSG = 47;
  static final int SOCKETPAIR = 53;
  static final int SETSOCKOPT = 54;
  static final int WAIT4 = 61;
  static final int KILL = 62;
  static final int FTRUNCATE = 77;
  static final int CHDIR = 80;
  static final int MKDIR = 83;
  static final int SYMLINK = 88;
  static final int CHMOD = 90;
  static final int UMASK = 95;
  static final int PRCTL = 157;
  static final int CHROOT = 161;
  static final int SETRLIMIT = 160;
  static final int MOUNT = 165;
  static final int TGKILL = 234;
  static final int OPENAT = 257;
  static final int UNSHARE = 272;
  static final int DUP3 = 292;
  static final int PRLIMIT64 = 302;
  static final int MEMFD_CREATE = 319;
  static final int EXECVEAT = 322;
  static final int CLOSE_RANGE = 436;

  static final int CLOEXEC = 02000000;

  private Numbers() {}
}
