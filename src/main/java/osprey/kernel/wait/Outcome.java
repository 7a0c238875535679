package osprey.kernel.wait;

import osprey.abi.Errno;
import osprey.abi.Signal;

/// What an operation on a kernel object answers. Kernel objects never sleep: they say that the
/// caller must wait, and one place in the kernel parks, wakes and goes on.
public sealed interface Outcome {
  /// @param signal number of a signal that the calling thread is sent besides (SIGPIPE), 0 for none
  record Done(long value, int signal) implements Outcome {}

  record Failed(Errno errno, int signal) implements Outcome {}

  record Blocked(Wait terms) implements Outcome {}

  /// The call does not return: the task has exited or its registers were replaced (exec,
  /// sigreturn).
  record Gone() implements Outcome {}

  Outcome ZERO = new Done(0, 0);
  Outcome GONE = new Gone();

  static Outcome done(long value) {
    return value == 0 ? ZERO : new Done(value, 0);
  }

  static Outcome failed(Errno errno) {
    return new Failed(errno, 0);
  }

  /// Fails with EPIPE and sends SIGPIPE.
  static Outcome brokenPipe() {
    return new Failed(Errno.EPIPE, Signal.SIGPIPE.number());
  }

  static Outcome blocked(Wait wait) {
    return new Blocked(wait);
  }

  /// Wait on one queue as an exclusive waiter, then try the whole call again.
  static Outcome retryAfter(WaitQueue queue) {
    return new Blocked(Wait.on(queue));
  }
}
