package osprey.kernel.syscall;

import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Syscall;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.SystemCalls;
import osprey.kernel.mem.BadAddress;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;

/// All system calls and who answers them. The switch has no default: a new constant in {@link
/// Syscall} does not compile until it stands here.
public final class SyscallTable implements SystemCalls {
  @Override
  public Outcome perform(Kernel kernel, Task task, int number, @Nullable Progress progress) {
    Syscall which = Syscall.of(number);
    if (which == null) {
      return unsupported();
    }
    try {
      Call call = new Call(kernel, task, progress);
      if (!task.process().sandbox.isNone()) {
        Errno refusal = SandboxGate.refusal(which, call);
        if (refusal != null) {
          return Outcome.failed(refusal);
        }
      }
      if (kernel.remoteFiles().hasMounts()) {
        Outcome elsewhere = RemoteCalls.perform(which, call);
        if (elsewhere != null) {
          return elsewhere;
        }
      }
      return perform(which, call);
    } catch (BadAddress bad) {
      return Outcome.failed(Errno.EFAULT);
    }
  }

  private static Outcome unsupported() {
    return Outcome.failed(Errno.ENOSYS);
  }

  private static Outcome perform(Syscall which, Call call) {
    return switch (which) {
      case READ -> DescriptorCalls.read(call);
      case WRITE -> DescriptorCalls.write(call);
      case OPEN -> OpenCalls.open(call);
      case CLOSE -> DescriptorCalls.close(call);
      case STAT -> PathCalls.status(call);
      case FSTAT -> DescriptorCalls.status(call);
      case LSTAT -> PathCalls.linkStatus(call);
      case POLL -> PollCalls.poll(call);
      case LSEEK -> DescriptorCalls.seek(call);
      case MMAP -> MemoryCalls.mmap(call);
      case MPROTECT -> MemoryCalls.mprotect(call);
      case MUNMAP -> MemoryCalls.munmap(call);
      case BRK -> MemoryCalls.brk(call);
      case RT_SIGACTION -> SignalCalls.action(call);
      case RT_SIGPROCMASK -> SignalCalls.mask(call);
      case IOCTL -> ControlCalls.ioctl(call);
      case PREAD64 -> DescriptorCalls.readAt(call);
      case PWRITE64 -> DescriptorCalls.writeAt(call);
      case READV -> DescriptorCalls.readVector(call);
      case WRITEV -> DescriptorCalls.writeVector(call);
      case ACCESS -> PathCalls.access(call);
      case PIPE -> PipeCalls.pipe(call);
      case SELECT -> PollCalls.select(call);
      case SCHED_YIELD -> SchedulingCalls.yieldProcessor(call);
      case MSYNC -> MemoryCalls.msync(call);
      case MADVISE -> MemoryCalls.madvise(call);
      case DUP -> DescriptorCalls.duplicate(call);
      case DUP2 -> DescriptorCalls.duplicateTo(call);
      case PAUSE -> SignalCalls.pause(call);
      case NANOSLEEP -> TimeCalls.sleep(call);
      case GETITIMER -> SignalCalls.getTimer(call);
      case ALARM -> SignalCalls.alarm(call);
      case SETITIMER -> SignalCalls.setTimer(call);
      case GETPID -> Outcome.done(call.process().id());
      case SENDFILE -> PipeCalls.sendFile(call);
      case FORK -> ProcessCalls.fork(call);
      case VFORK -> ProcessCalls.fork(call);
      case EXECVE -> ProcessCalls.execute(call);
      case EXIT -> ProcessCalls.exitThread(call);
      case WAIT4 -> ProcessCalls.wait4(call);
      case KILL -> SignalCalls.kill(call);
      case UNAME -> IdentityCalls.uname(call);
      case FCNTL -> ControlCalls.fcntl(call);
      case FLOCK -> LockCalls.flock(call);
      case FSYNC -> DescriptorCalls.synchronize(call);
      case FDATASYNC -> DescriptorCalls.synchronize(call);
      case TRUNCATE -> PathCalls.truncate(call);
      case FTRUNCATE -> DescriptorCalls.truncate(call);
      case GETCWD -> PathCalls.workingDirectory(call);
      case CHDIR -> PathCalls.changeDirectory(call);
      case FCHDIR -> DescriptorCalls.changeDirectory(call);
      case RENAME -> PathCalls.rename(call);
      case MKDIR -> PathCalls.makeDirectory(call);
      case RMDIR -> PathCalls.removeDirectory(call);
      case CREAT -> OpenCalls.create(call);
      case LINK -> PathCalls.link(call);
      case UNLINK -> PathCalls.unlink(call);
      case SYMLINK -> PathCalls.makeLink(call);
      case READLINK -> PathCalls.readLink(call);
      case CHMOD -> PathCalls.changeMode(call);
      case FCHMOD -> DescriptorCalls.changeMode(call);
      case CHOWN -> PathCalls.changeOwner(call);
      case FCHOWN -> DescriptorCalls.changeOwner(call);
      case UMASK -> PathCalls.changeMask(call);
      case GETTIMEOFDAY -> TimeCalls.timeOfDay(call);
      case GETRLIMIT -> ProcessCalls.getLimit(call);
      case GETRUSAGE -> ProcessCalls.usage(call);
      case TIMES -> ProcessCalls.times(call);
      case GETUID -> Outcome.done(call.process().credentials.uid());
      case GETGID -> Outcome.done(call.process().credentials.gid());
      case SETUID -> IdentityCalls.setUser(call);
      case SETGID -> IdentityCalls.setGroup(call);
      case GETEUID -> Outcome.done(call.process().credentials.effectiveUid());
      case GETEGID -> Outcome.done(call.process().credentials.effectiveGid());
      case SETPGID -> ProcessCalls.setGroup(call);
      case GETPPID -> ProcessCalls.parentId(call);
      case GETPGRP -> Outcome.done(call.process().groupId);
      case SETSID -> ProcessCalls.newSession(call);
      case SETREUID -> IdentityCalls.setUsers(call, false);
      case SETRESUID -> IdentityCalls.setUsers(call, true);
      case GETPGID -> ProcessCalls.getGroup(call);
      case GETSID -> ProcessCalls.getSession(call);
      case RT_SIGPENDING -> SignalCalls.pending(call);
      case RT_SIGTIMEDWAIT -> SignalCalls.timedWait(call);
      case RT_SIGQUEUEINFO -> SignalCalls.queue(call);
      case RT_SIGSUSPEND -> SignalCalls.suspend(call);
      case SIGALTSTACK -> SignalCalls.alternateStack(call);
      case MKNOD -> PathCalls.makeNode(call);
      case GETPRIORITY -> SchedulingCalls.getPriority(call);
      case SETPRIORITY -> SchedulingCalls.setPriority(call);
      case SCHED_SETPARAM -> SchedulingCalls.setParameters(call);
      case SCHED_GETPARAM -> SchedulingCalls.getParameters(call);
      case SCHED_SETSCHEDULER -> SchedulingCalls.setScheduler(call);
      case SCHED_GETSCHEDULER -> SchedulingCalls.getScheduler(call);
      case SCHED_GET_PRIORITY_MAX -> SchedulingCalls.priorityMax(call);
      case SCHED_GET_PRIORITY_MIN -> SchedulingCalls.priorityMin(call);
      case SCHED_RR_GET_INTERVAL -> SchedulingCalls.interval(call);
      case SETRLIMIT -> ProcessCalls.setLimit(call);
      case SYNC -> DescriptorCalls.synchronizeAll(call);
      case GETTID -> Outcome.done(call.task().id());
      case TKILL -> SignalCalls.anyThreadKill(call);
      case TIME -> TimeCalls.time(call);
      case FUTEX -> SyncCalls.futex(call);
      case SCHED_SETAFFINITY -> SchedulingCalls.setAffinity(call);
      case SCHED_GETAFFINITY -> SchedulingCalls.getAffinity(call);
      case GETDENTS64 -> DescriptorCalls.list(call);
      case CLOCK_SETTIME -> TimeCalls.setClock();
      case CLOCK_GETTIME -> TimeCalls.getClock(call);
      case CLOCK_GETRES -> TimeCalls.resolution(call);
      case CLOCK_NANOSLEEP -> TimeCalls.clockSleep(call);
      case EXIT_GROUP -> ProcessCalls.exit(call);
      case TGKILL -> SignalCalls.threadKill(call);
      case UTIMES -> PathCalls.changeTimes(call);
      case WAITID -> ProcessCalls.waitid(call);
      case OPENAT -> OpenCalls.openAt(call);
      case MKDIRAT -> PathCalls.makeDirectoryAt(call);
      case MKNODAT -> PathCalls.makeNodeAt(call);
      case FSTATAT -> PathCalls.statusAt(call);
      case UNLINKAT -> PathCalls.unlinkAt(call);
      case PSELECT6 -> PollCalls.pselect(call);
      case PPOLL -> PollCalls.ppoll(call);
      case SPLICE -> PipeCalls.splice(call);
      case TEE -> PipeCalls.tee(call);
      case EVENTFD2 -> PipeCalls.createEvent(call);
      case DUP3 -> DescriptorCalls.duplicateWithFlags(call);
      case PIPE2 -> PipeCalls.pipeWithFlags(call);
      case GETCPU -> SchedulingCalls.currentCpu(call);
      case GETRANDOM -> IdentityCalls.random(call);
      case MEMFD_CREATE -> DescriptorCalls.createMemoryFile(call);
      case THREAD_CREATE -> ThreadCalls.create(call);
      case THREAD_EXIT -> ThreadCalls.exit(call);
      case THREAD_JOIN -> ThreadCalls.join(call);
      case THREAD_DETACH -> ThreadCalls.detach(call);
      case THREAD_CANCEL -> ThreadCalls.cancel(call);
      case THREAD_CANCEL_STATE -> ThreadCalls.cancelState(call);
      case THREAD_NAME -> ThreadCalls.setName(call);
      case THREAD_STACK -> ThreadCalls.stack(call);
      case MUTEX_LOCK -> SyncCalls.mutexLock(call);
      case MUTEX_TRYLOCK -> SyncCalls.mutexTryLock(call);
      case MUTEX_UNLOCK -> SyncCalls.mutexUnlock(call);
      case MUTEX_TIMEDLOCK -> SyncCalls.mutexTimedLock(call);
      case COND_WAIT -> SyncCalls.conditionWait(call);
      case COND_TIMEDWAIT -> SyncCalls.conditionTimedWait(call);
      case COND_SIGNAL -> SyncCalls.conditionSignal(call);
      case COND_BROADCAST -> SyncCalls.conditionBroadcast(call);
      case SEM_WAIT -> SyncCalls.semaphoreWait(call);
      case SEM_TRYWAIT -> SyncCalls.semaphoreTryWait(call);
      case SEM_TIMEDWAIT -> SyncCalls.semaphoreTimedWait(call);
      case SEM_POST -> SyncCalls.semaphorePost(call);
      case RWLOCK_RDLOCK -> SyncCalls.readLock(call);
      case RWLOCK_TRYRDLOCK -> SyncCalls.tryReadLock(call);
      case RWLOCK_TIMEDRDLOCK -> SyncCalls.timedReadLock(call);
      case RWLOCK_WRLOCK -> SyncCalls.writeLock(call);
      case RWLOCK_TRYWRLOCK -> SyncCalls.tryWriteLock(call);
      case RWLOCK_TIMEDWRLOCK -> SyncCalls.timedWriteLock(call);
      case RWLOCK_UNLOCK -> SyncCalls.readWriteUnlock(call);
      case BARRIER_WAIT -> SyncCalls.barrierWait(call);
      case COMPUTE -> TimeCalls.compute(call);
      case DEVICE_IO -> TimeCalls.deviceIo(call);
      case TRACE_MARK -> TimeCalls.mark(call);
      case SANDBOX -> SandboxCalls.enter(call);
      case NAME_REGION -> MemoryCalls.nameRegion(call);
      case STDIO_DIAGNOSTIC -> TimeCalls.diagnose(call);
      case SHMGET -> SharedMemoryCalls.get(call);
      case SHMAT -> SharedMemoryCalls.attach(call);
      case SHMCTL -> SharedMemoryCalls.control(call);
      case SHMDT -> SharedMemoryCalls.detach(call);
      case SEMGET -> SemaphoreCalls.get(call);
      case SEMOP -> SemaphoreCalls.operate(call);
      case SEMCTL -> SemaphoreCalls.control(call);
      case SEMTIMEDOP -> SemaphoreCalls.operateTimed(call);
      case MSGGET -> MessageCalls.get(call);
      case MSGSND -> MessageCalls.send(call);
      case MSGRCV -> MessageCalls.receive(call);
      case MSGCTL -> MessageCalls.control(call);
      case MQ_OPEN -> QueueCalls.open(call);
      case MQ_UNLINK -> QueueCalls.unlink(call);
      case MQ_TIMEDSEND -> QueueCalls.send(call);
      case MQ_TIMEDRECEIVE -> QueueCalls.receive(call);
      case MQ_NOTIFY -> QueueCalls.notification(call);
      case MQ_GETSETATTR -> QueueCalls.attributes(call);
      case SOCKET -> SocketCalls.socket(call);
      case CONNECT -> SocketCalls.connect(call);
      case ACCEPT -> SocketCalls.accept(call);
      case SENDTO -> SocketCalls.sendTo(call);
      case RECVFROM -> SocketCalls.receiveFrom(call);
      case SENDMSG -> SocketMessageCalls.send(call);
      case RECVMSG -> SocketMessageCalls.receive(call);
      case SHUTDOWN -> SocketCalls.shutdown(call);
      case BIND -> SocketCalls.bind(call);
      case LISTEN -> SocketCalls.listen(call);
      case GETSOCKNAME -> SocketCalls.localName(call);
      case GETPEERNAME -> SocketCalls.peerName(call);
      case SOCKETPAIR -> SocketCalls.pair(call);
      case SETSOCKOPT -> SocketMessageCalls.setOption(call);
      case GETSOCKOPT -> SocketMessageCalls.getOption(call);
      case EPOLL_CREATE -> EpollCalls.create(call);
      case EPOLL_WAIT -> EpollCalls.await(call);
      case EPOLL_CTL -> EpollCalls.control(call);
      case EPOLL_PWAIT -> EpollCalls.awaitWithMask(call);
      case ACCEPT4 -> SocketCalls.acceptWithFlags(call);
      case EPOLL_CREATE1 -> EpollCalls.createWithFlags(call);
      case RESOLVE -> SocketCalls.resolve(call);
      case TIMER_CREATE -> TimerCalls.create(call);
      case TIMER_SETTIME -> TimerCalls.set(call);
      case TIMER_GETTIME -> TimerCalls.get(call);
      case TIMER_DELETE -> TimerCalls.delete(call);
      case TIMERFD_CREATE -> TimerCalls.createDescriptor(call);
      case TIMERFD_SETTIME -> TimerCalls.setDescriptor(call);
      case TIMERFD_GETTIME -> TimerCalls.getDescriptor(call);
      case TIMER_GETOVERRUN -> TimerCalls.overruns(call);
      case SIGNALFD4 -> SignalCalls.descriptor(call);
      case CREATE_NAMED_PIPE -> WindowsPipeCalls.create(call);
      case CREATE_FILE -> WindowsPipeCalls.open(call);
      case CONNECT_NAMED_PIPE -> WindowsPipeCalls.connect(call);
      case DISCONNECT_NAMED_PIPE -> WindowsPipeCalls.disconnect(call);
      case READ_FILE -> WindowsPipeCalls.read(call);
      case WRITE_FILE -> WindowsPipeCalls.write(call);
      case PEEK_NAMED_PIPE -> WindowsPipeCalls.peek(call);
      case TRANSACT_NAMED_PIPE -> WindowsPipeCalls.transact(call);
      case WAIT_NAMED_PIPE -> WindowsPipeCalls.await(call);
      case FLUSH_FILE_BUFFERS -> WindowsPipeCalls.flush(call);
      case SET_NAMED_PIPE_HANDLE_STATE -> WindowsPipeCalls.setMode(call);
      case GET_NAMED_PIPE_STATE -> WindowsPipeCalls.state(call);
      // Answered as by a kernel built without it.
      case RT_SIGRETURN -> unsupported();
    };
  }
}
