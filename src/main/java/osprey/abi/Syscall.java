package osprey.abi;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// System calls, syscalls(2), with their x86-64 numbers and how strace shows their arguments.
///
/// Numbers from {@link #OWN} on are Osprey's. `thread_*` stand for what a C library does around
/// clone(2); the synchronising calls act atomically on the object's words in user memory, as the
/// library's code and futex(2) together do on Linux, and cost a system call only when they wait or
/// wake.
public enum Syscall {
  READ(0, Argument.FD, Argument.BUFFER_OUT, Argument.SIZE),
  WRITE(1, Argument.FD, Argument.BUFFER_IN, Argument.SIZE),
  OPEN(2, Argument.PATH, Argument.OPEN_FLAGS, Argument.MODE),
  CLOSE(3, Argument.FD),
  STAT(4, Argument.PATH, Argument.POINTER),
  FSTAT(5, Argument.FD, Argument.POINTER),
  LSTAT(6, Argument.PATH, Argument.POINTER),
  POLL(7, Argument.POINTER, Argument.INT, Argument.INT),
  LSEEK(8, Argument.FD, Argument.LONG, Argument.INT),
  MMAP(9, Argument.POINTER, Argument.SIZE, Argument.PROT, Argument.HEX, Argument.FD, Argument.LONG),
  MPROTECT(10, Argument.POINTER, Argument.SIZE, Argument.PROT),
  MUNMAP(11, Argument.POINTER, Argument.SIZE),
  BRK(12, Argument.POINTER),
  RT_SIGACTION(13, Argument.SIGNAL, Argument.POINTER, Argument.POINTER),
  RT_SIGPROCMASK(14, Argument.INT, Argument.POINTER, Argument.POINTER),
  RT_SIGRETURN(15),
  IOCTL(16, Argument.FD, Argument.HEX, Argument.POINTER),
  PREAD64(17, Argument.FD, Argument.BUFFER_OUT, Argument.SIZE, Argument.LONG),
  PWRITE64(18, Argument.FD, Argument.BUFFER_IN, Argument.SIZE, Argument.LONG),
  READV(19, Argument.FD, Argument.POINTER, Argument.INT),
  WRITEV(20, Argument.FD, Argument.POINTER, Argument.INT),
  ACCESS(21, Argument.PATH, Argument.INT),
  PIPE(22, Argument.POINTER),
  SELECT(23, Argument.INT, Argument.POINTER, Argument.POINTER, Argument.POINTER, Argument.POINTER),
  SCHED_YIELD(24),
  MSYNC(26, Argument.POINTER, Argument.SIZE, Argument.INT),
  MADVISE(28, Argument.POINTER, Argument.SIZE, Argument.INT),
  SHMGET(29, Argument.INT, Argument.SIZE, Argument.HEX),
  SHMAT(30, Argument.INT, Argument.POINTER, Argument.HEX),
  SHMCTL(31, Argument.INT, Argument.INT, Argument.POINTER),
  DUP(32, Argument.FD),
  DUP2(33, Argument.FD, Argument.FD),
  PAUSE(34),
  NANOSLEEP(35, Argument.POINTER, Argument.POINTER),
  GETITIMER(36, Argument.INT, Argument.POINTER),
  ALARM(37, Argument.INT),
  SETITIMER(38, Argument.INT, Argument.POINTER, Argument.POINTER),
  GETPID(39),
  SENDFILE(40, Argument.FD, Argument.FD, Argument.POINTER, Argument.SIZE),
  SOCKET(41, Argument.INT, Argument.INT, Argument.INT),
  CONNECT(42, Argument.FD, Argument.POINTER, Argument.INT),
  ACCEPT(43, Argument.FD, Argument.POINTER, Argument.POINTER),
  SENDTO(
      44,
      Argument.FD,
      Argument.BUFFER_IN,
      Argument.SIZE,
      Argument.HEX,
      Argument.POINTER,
      Argument.INT),
  RECVFROM(
      45,
      Argument.FD,
      Argument.BUFFER_OUT,
      Argument.SIZE,
      Argument.HEX,
      Argument.POINTER,
      Argument.POINTER),
  SENDMSG(46, Argument.FD, Argument.POINTER, Argument.HEX),
  RECVMSG(47, Argument.FD, Argument.POINTER, Argument.HEX),
  SHUTDOWN(48, Argument.FD, Argument.INT),
  BIND(49, Argument.FD, Argument.POINTER, Argument.INT),
  LISTEN(50, Argument.FD, Argument.INT),
  GETSOCKNAME(51, Argument.FD, Argument.POINTER, Argument.POINTER),
  GETPEERNAME(52, Argument.FD, Argument.POINTER, Argument.POINTER),
  SOCKETPAIR(53, Argument.INT, Argument.INT, Argument.INT, Argument.POINTER),
  SETSOCKOPT(54, Argument.FD, Argument.INT, Argument.INT, Argument.POINTER, Argument.INT),
  GETSOCKOPT(55, Argument.FD, Argument.INT, Argument.INT, Argument.POINTER, Argument.POINTER),
  FORK(57),
  VFORK(58),
  EXECVE(59, Argument.PATH, Argument.POINTER, Argument.POINTER),
  EXIT(60, Argument.INT),
  WAIT4(61, Argument.INT, Argument.POINTER, Argument.INT, Argument.POINTER),
  KILL(62, Argument.INT, Argument.SIGNAL),
  UNAME(63, Argument.POINTER),
  SEMGET(64, Argument.INT, Argument.INT, Argument.HEX),
  SEMOP(65, Argument.INT, Argument.POINTER, Argument.SIZE),
  SEMCTL(66, Argument.INT, Argument.INT, Argument.INT, Argument.POINTER),
  SHMDT(67, Argument.POINTER),
  MSGGET(68, Argument.INT, Argument.HEX),
  MSGSND(69, Argument.INT, Argument.POINTER, Argument.SIZE, Argument.HEX),
  MSGRCV(70, Argument.INT, Argument.POINTER, Argument.SIZE, Argument.LONG, Argument.HEX),
  MSGCTL(71, Argument.INT, Argument.INT, Argument.POINTER),
  FCNTL(72, Argument.FD, Argument.INT, Argument.LONG),
  FLOCK(73, Argument.FD, Argument.INT),
  FSYNC(74, Argument.FD),
  FDATASYNC(75, Argument.FD),
  TRUNCATE(76, Argument.PATH, Argument.LONG),
  FTRUNCATE(77, Argument.FD, Argument.LONG),
  GETCWD(79, Argument.POINTER, Argument.SIZE),
  CHDIR(80, Argument.PATH),
  FCHDIR(81, Argument.FD),
  RENAME(82, Argument.PATH, Argument.PATH),
  MKDIR(83, Argument.PATH, Argument.MODE),
  RMDIR(84, Argument.PATH),
  CREAT(85, Argument.PATH, Argument.MODE),
  LINK(86, Argument.PATH, Argument.PATH),
  UNLINK(87, Argument.PATH),
  SYMLINK(88, Argument.PATH, Argument.PATH),
  READLINK(89, Argument.PATH, Argument.POINTER, Argument.SIZE),
  CHMOD(90, Argument.PATH, Argument.MODE),
  FCHMOD(91, Argument.FD, Argument.MODE),
  CHOWN(92, Argument.PATH, Argument.INT, Argument.INT),
  FCHOWN(93, Argument.FD, Argument.INT, Argument.INT),
  UMASK(95, Argument.MODE),
  GETTIMEOFDAY(96, Argument.POINTER, Argument.POINTER),
  GETRLIMIT(97, Argument.INT, Argument.POINTER),
  GETRUSAGE(98, Argument.INT, Argument.POINTER),
  TIMES(100, Argument.POINTER),
  GETUID(102),
  GETGID(104),
  SETUID(105, Argument.INT),
  SETGID(106, Argument.INT),
  GETEUID(107),
  GETEGID(108),
  SETPGID(109, Argument.INT, Argument.INT),
  GETPPID(110),
  GETPGRP(111),
  SETSID(112),
  SETREUID(113, Argument.INT, Argument.INT),
  SETRESUID(117, Argument.INT, Argument.INT, Argument.INT),
  GETPGID(121, Argument.INT),
  GETSID(124, Argument.INT),
  RT_SIGPENDING(127, Argument.POINTER),
  RT_SIGTIMEDWAIT(128, Argument.POINTER, Argument.POINTER, Argument.POINTER),
  RT_SIGQUEUEINFO(129, Argument.INT, Argument.SIGNAL, Argument.POINTER),
  RT_SIGSUSPEND(130, Argument.POINTER),
  SIGALTSTACK(131, Argument.POINTER, Argument.POINTER),
  MKNOD(133, Argument.PATH, Argument.MODE, Argument.LONG),
  GETPRIORITY(140, Argument.INT, Argument.INT),
  SETPRIORITY(141, Argument.INT, Argument.INT, Argument.INT),
  SCHED_SETPARAM(142, Argument.INT, Argument.POINTER),
  SCHED_GETPARAM(143, Argument.INT, Argument.POINTER),
  SCHED_SETSCHEDULER(144, Argument.INT, Argument.INT, Argument.POINTER),
  SCHED_GETSCHEDULER(145, Argument.INT),
  SCHED_GET_PRIORITY_MAX(146, Argument.INT),
  SCHED_GET_PRIORITY_MIN(147, Argument.INT),
  SCHED_RR_GET_INTERVAL(148, Argument.INT, Argument.POINTER),
  SETRLIMIT(160, Argument.INT, Argument.POINTER),
  SYNC(162),
  GETTID(186),
  TKILL(200, Argument.INT, Argument.SIGNAL),
  TIME(201, Argument.POINTER),
  FUTEX(
      202,
      Argument.POINTER,
      Argument.INT,
      Argument.INT,
      Argument.POINTER,
      Argument.POINTER,
      Argument.INT),
  SCHED_SETAFFINITY(203, Argument.INT, Argument.SIZE, Argument.POINTER),
  SCHED_GETAFFINITY(204, Argument.INT, Argument.SIZE, Argument.POINTER),
  EPOLL_CREATE(213, Argument.INT),
  GETDENTS64(217, Argument.FD, Argument.POINTER, Argument.SIZE),
  SEMTIMEDOP(220, Argument.INT, Argument.POINTER, Argument.SIZE, Argument.POINTER),
  TIMER_CREATE(222, Argument.INT, Argument.POINTER, Argument.POINTER),
  TIMER_SETTIME(223, Argument.INT, Argument.INT, Argument.POINTER, Argument.POINTER),
  TIMER_GETTIME(224, Argument.INT, Argument.POINTER),
  TIMER_GETOVERRUN(225, Argument.INT),
  TIMER_DELETE(226, Argument.INT),
  CLOCK_SETTIME(227, Argument.INT, Argument.POINTER),
  CLOCK_GETTIME(228, Argument.INT, Argument.POINTER),
  CLOCK_GETRES(229, Argument.INT, Argument.POINTER),
  CLOCK_NANOSLEEP(230, Argument.INT, Argument.INT, Argument.POINTER, Argument.POINTER),
  EXIT_GROUP(231, Argument.INT),
  EPOLL_WAIT(232, Argument.FD, Argument.POINTER, Argument.INT, Argument.INT),
  EPOLL_CTL(233, Argument.FD, Argument.INT, Argument.FD, Argument.POINTER),
  TGKILL(234, Argument.INT, Argument.INT, Argument.SIGNAL),
  UTIMES(235, Argument.PATH, Argument.POINTER),
  MQ_OPEN(240, Argument.PATH, Argument.OPEN_FLAGS, Argument.MODE, Argument.POINTER),
  MQ_UNLINK(241, Argument.PATH),
  MQ_TIMEDSEND(242, Argument.FD, Argument.BUFFER_IN, Argument.SIZE, Argument.INT, Argument.POINTER),
  MQ_TIMEDRECEIVE(
      243, Argument.FD, Argument.BUFFER_OUT, Argument.SIZE, Argument.POINTER, Argument.POINTER),
  MQ_NOTIFY(244, Argument.FD, Argument.POINTER),
  MQ_GETSETATTR(245, Argument.FD, Argument.POINTER, Argument.POINTER),
  WAITID(247, Argument.INT, Argument.INT, Argument.POINTER, Argument.INT, Argument.POINTER),
  OPENAT(257, Argument.INT, Argument.PATH, Argument.OPEN_FLAGS, Argument.MODE),
  MKDIRAT(258, Argument.INT, Argument.PATH, Argument.MODE),
  MKNODAT(259, Argument.INT, Argument.PATH, Argument.MODE, Argument.LONG),
  FSTATAT(262, Argument.INT, Argument.PATH, Argument.POINTER, Argument.INT),
  UNLINKAT(263, Argument.INT, Argument.PATH, Argument.INT),
  PSELECT6(
      270,
      Argument.INT,
      Argument.POINTER,
      Argument.POINTER,
      Argument.POINTER,
      Argument.POINTER,
      Argument.POINTER),
  PPOLL(271, Argument.POINTER, Argument.INT, Argument.POINTER, Argument.POINTER, Argument.INT),
  SPLICE(
      275,
      Argument.FD,
      Argument.POINTER,
      Argument.FD,
      Argument.POINTER,
      Argument.SIZE,
      Argument.HEX),
  TEE(276, Argument.FD, Argument.FD, Argument.SIZE, Argument.HEX),
  EPOLL_PWAIT(281, Argument.FD, Argument.POINTER, Argument.INT, Argument.INT, Argument.POINTER),
  TIMERFD_CREATE(283, Argument.INT, Argument.HEX),
  TIMERFD_SETTIME(286, Argument.FD, Argument.INT, Argument.POINTER, Argument.POINTER),
  TIMERFD_GETTIME(287, Argument.FD, Argument.POINTER),
  ACCEPT4(288, Argument.FD, Argument.POINTER, Argument.POINTER, Argument.HEX),
  SIGNALFD4(289, Argument.FD, Argument.POINTER, Argument.SIZE, Argument.HEX),
  EVENTFD2(290, Argument.INT, Argument.HEX),
  EPOLL_CREATE1(291, Argument.HEX),
  DUP3(292, Argument.FD, Argument.FD, Argument.OPEN_FLAGS),
  PIPE2(293, Argument.POINTER, Argument.OPEN_FLAGS),
  GETCPU(309, Argument.POINTER, Argument.POINTER, Argument.POINTER),
  GETRANDOM(318, Argument.POINTER, Argument.SIZE, Argument.HEX),
  MEMFD_CREATE(319, Argument.PATH, Argument.HEX),

  // Osprey's own.
  THREAD_CREATE(1000, Argument.POINTER, Argument.POINTER, Argument.SIZE, Argument.HEX),
  THREAD_EXIT(1001, Argument.POINTER),
  THREAD_JOIN(1002, Argument.INT, Argument.POINTER, Argument.POINTER, Argument.INT),
  THREAD_DETACH(1003, Argument.INT),
  THREAD_CANCEL(1004, Argument.INT),
  THREAD_CANCEL_STATE(1005, Argument.INT, Argument.INT),
  THREAD_NAME(1007, Argument.INT, Argument.PATH),
  THREAD_STACK(1006, Argument.INT, Argument.POINTER, Argument.POINTER),
  MUTEX_LOCK(1010, Argument.POINTER),
  MUTEX_TRYLOCK(1011, Argument.POINTER),
  MUTEX_UNLOCK(1012, Argument.POINTER),
  MUTEX_TIMEDLOCK(1013, Argument.POINTER, Argument.POINTER, Argument.INT),
  COND_WAIT(1020, Argument.POINTER, Argument.POINTER),
  COND_TIMEDWAIT(1021, Argument.POINTER, Argument.POINTER, Argument.POINTER, Argument.INT),
  COND_SIGNAL(1022, Argument.POINTER),
  COND_BROADCAST(1023, Argument.POINTER),
  SEM_WAIT(1030, Argument.POINTER),
  SEM_TRYWAIT(1031, Argument.POINTER),
  SEM_TIMEDWAIT(1032, Argument.POINTER, Argument.POINTER, Argument.INT),
  SEM_POST(1033, Argument.POINTER),
  RWLOCK_RDLOCK(1040, Argument.POINTER),
  RWLOCK_TRYRDLOCK(1041, Argument.POINTER),
  RWLOCK_TIMEDRDLOCK(1042, Argument.POINTER, Argument.POINTER, Argument.INT),
  RWLOCK_WRLOCK(1043, Argument.POINTER),
  RWLOCK_TRYWRLOCK(1044, Argument.POINTER),
  RWLOCK_TIMEDWRLOCK(1045, Argument.POINTER, Argument.POINTER, Argument.INT),
  RWLOCK_UNLOCK(1046, Argument.POINTER),
  BARRIER_WAIT(1050, Argument.POINTER),
  RESOLVE(1060, Argument.PATH, Argument.POINTER),
  COMPUTE(1070, Argument.LONG),
  DEVICE_IO(1071, Argument.PATH, Argument.LONG),
  TRACE_MARK(1072, Argument.PATH),
  NAME_REGION(1073, Argument.POINTER, Argument.SIZE, Argument.PATH),
  STDIO_DIAGNOSTIC(1074, Argument.PATH),
  SANDBOX(1075, Argument.PATH),
  CREATE_NAMED_PIPE(1080, Argument.PATH, Argument.POINTER),
  CREATE_FILE(1081, Argument.PATH, Argument.HEX, Argument.INT),
  CONNECT_NAMED_PIPE(1082, Argument.FD),
  DISCONNECT_NAMED_PIPE(1083, Argument.FD),
  READ_FILE(1084, Argument.FD, Argument.BUFFER_OUT, Argument.SIZE),
  WRITE_FILE(1085, Argument.FD, Argument.BUFFER_IN, Argument.SIZE),
  PEEK_NAMED_PIPE(1086, Argument.FD, Argument.BUFFER_OUT, Argument.SIZE, Argument.POINTER),
  TRANSACT_NAMED_PIPE(
      1087, Argument.FD, Argument.BUFFER_IN, Argument.SIZE, Argument.POINTER, Argument.SIZE),
  WAIT_NAMED_PIPE(1088, Argument.PATH, Argument.INT),
  FLUSH_FILE_BUFFERS(1089, Argument.FD),
  SET_NAMED_PIPE_HANDLE_STATE(1090, Argument.FD, Argument.HEX),
  GET_NAMED_PIPE_STATE(1091, Argument.FD, Argument.POINTER);

  /// How an argument is shown.
  public enum Argument {
    FD,
    INT,
    LONG,
    SIZE,
    HEX,
    POINTER,
    /// A NUL-terminated string in user memory.
    PATH,
    /// Bytes going in, as many as the next argument says.
    BUFFER_IN,
    /// Bytes coming out, as many as the result says.
    BUFFER_OUT,
    SIGNAL,
    OPEN_FLAGS,
    MODE,
    PROT
  }

  /// The first of Osprey's own numbers.
  public static final int OWN = 1000;

  private static final int NUMBER_MAX = 1099;
  private static final @Nullable Syscall[] BY_NUMBER = byNumber();

  private final int number;
  private final ImmutableList<Argument> arguments;

  Syscall(int number, Argument... arguments) {
    this.number = number;
    this.arguments = ImmutableList.copyOf(arguments);
  }

  public int number() {
    return number;
  }

  public List<Argument> arguments() {
    return arguments;
  }

  /// As strace and the manual spell it.
  public String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  public static @Nullable Syscall of(int number) {
    return number < 0 || number > NUMBER_MAX ? null : BY_NUMBER[number];
  }

  private static @Nullable Syscall[] byNumber() {
    @Nullable Syscall[] table = new @Nullable Syscall[NUMBER_MAX + 1];
    for (Syscall call : values()) {
      table[call.number] = call;
    }
    return table;
  }
}
