package osprey.kernel.core;

import java.util.BitSet;
import osprey.abi.Syscall;

/// The calls at which a deferred cancellation is acted on, pthreads(7) "Cancellation points".
final class CancellationPoints {
  private static final BitSet NUMBERS = numbers();

  private CancellationPoints() {}

  static boolean contains(int number) {
    return NUMBERS.get(number);
  }

  private static BitSet numbers() {
    BitSet set = new BitSet();
    for (Syscall call :
        new Syscall[] {
          Syscall.READ,
          Syscall.WRITE,
          Syscall.OPEN,
          Syscall.OPENAT,
          Syscall.CLOSE,
          Syscall.READV,
          Syscall.WRITEV,
          Syscall.PREAD64,
          Syscall.PWRITE64,
          Syscall.POLL,
          Syscall.PPOLL,
          Syscall.SELECT,
          Syscall.PSELECT6,
          Syscall.EPOLL_WAIT,
          Syscall.EPOLL_PWAIT,
          Syscall.PAUSE,
          Syscall.NANOSLEEP,
          Syscall.CLOCK_NANOSLEEP,
          Syscall.WAIT4,
          Syscall.WAITID,
          Syscall.ACCEPT,
          Syscall.ACCEPT4,
          Syscall.CONNECT,
          Syscall.SENDTO,
          Syscall.SENDMSG,
          Syscall.RECVFROM,
          Syscall.RECVMSG,
          Syscall.MSGSND,
          Syscall.MSGRCV,
          Syscall.MQ_TIMEDSEND,
          Syscall.MQ_TIMEDRECEIVE,
          Syscall.FSYNC,
          Syscall.FDATASYNC,
          Syscall.MSYNC,
          Syscall.RT_SIGSUSPEND,
          Syscall.RT_SIGTIMEDWAIT,
          Syscall.FLOCK,
          Syscall.COND_WAIT,
          Syscall.COND_TIMEDWAIT,
          Syscall.SEM_WAIT,
          Syscall.SEM_TIMEDWAIT,
          Syscall.THREAD_JOIN
        }) {
      set.set(call.number());
    }
    return set;
  }
}
