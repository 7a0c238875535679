package osprey.report;

import java.util.List;
import osprey.inspect.ChannelInfo;
import osprey.inspect.CpuInfo;
import osprey.inspect.DeathInfo;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.LockInfo;
import osprey.inspect.MemoryInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.ProcessState;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.ThreadState;
import osprey.inspect.TransferInfo;
import osprey.inspect.WaitGraph;
import osprey.inspect.WaitInfo;
import osprey.trace.TraceEvent.Departure;
import osprey.trace.TraceLevel;
import osprey.trace.TraceLog;
import osprey.trace.Tracer;

/// Small runs made up by hand, times in milliseconds.
public final class Runs {
  private static final long MS = 1_000_000;

  public final Tracer tracer = new Tracer(new TraceLog(), TraceLevel.ALL);

  public TraceLog log() {
    return tracer.log();
  }

  /// P1 = cpu 6, io 8, cpu 9 and P2 = cpu 4, io 3, cpu 2 under FCFS.
  public static Runs fcfsWithIo() {
    Runs run = new Runs().host(1).process(0, 2, "P1").process(0, 3, "P2");
    run.on(0, 0, 2).off(6, 0, 2, "disk").on(6, 0, 3).off(10, 0, 3, "disk");
    run.woken(13, 3).on(13, 0, 3).woken(14, 2).exit(15, 0, 3);
    return run.on(15, 0, 2).exit(24, 0, 2);
  }

  public static SystemInfo fcfsSystem() {
    ProcessInfo p1 = process(2, "P1", metrics(0, 0, 24, 15, 1, 8), List.of());
    ProcessInfo p2 = process(3, "P2", metrics(0, 6, 15, 6, 6, 3), List.of());
    return new SystemInfo(
        24 * MS,
        1,
        List.of("I/O completions come before arrivals, arrivals before expired quanta"),
        List.of(host("desk", List.of(p1, p2), List.of(), List.of(), WaitGraph.EMPTY)));
  }

  /// Two threads that hold a mutex each and want the other's, in a process with a pipe.
  public static SystemInfo deadlocked() {
    ThreadInfo first = waiting(2, "main", "mutex b");
    ThreadInfo second = waiting(3, "worker", "mutex a");
    ProcessInfo process =
        new ProcessInfo(
            2,
            1,
            2,
            2,
            "locks",
            "locks",
            ProcessState.LIVE,
            0,
            null,
            1000,
            1000,
            "/",
            List.of(first, second),
            List.of(),
            List.of(),
            List.of(),
            new Metrics(
                0, 0, -1, 4 * MS, 1 * MS, 0, 9 * MS, 3, 1, 0, 12, 5, 0, 1, 2, 300, 4000, 0));
    ChannelInfo pipe =
        new ChannelInfo(
            "pipe",
            "pipe:[4]",
            65536,
            100,
            0,
            1,
            1,
            300,
            200,
            3,
            2,
            0,
            7 * MS,
            List.of(),
            List.of());
    List<LockInfo> locks =
        List.of(
            new LockInfo("mutex", "a", 2, 0x601000, 2, 0, List.of(3), 2, 1),
            new LockInfo("mutex", "b", 2, 0x601028, 3, 0, List.of(2), 2, 1));
    WaitGraph waits =
        new WaitGraph(
            List.of(
                new WaitGraph.Edge(2, 3, "mutex b", false),
                new WaitGraph.Edge(3, 2, "mutex a", false)));
    return new SystemInfo(
        14 * MS,
        42,
        List.of(),
        List.of(host("desk", List.of(process), List.of(pipe), locks, waits)));
  }

  public static Runs deadlockedTrace() {
    Runs run = new Runs().host(2).process(0, 2, "locks").thread(1, 3, 2);
    run.on(0, 0, 2).on(1, 1, 3).off(3, 1, 3, "mutex a").off(4, 0, 2, "mutex b");
    return run;
  }

  public static ProcessInfo crashed() {
    List<FrameInfo> frames =
        List.of(
            frame(0, "set", "list.c", 12),
            frame(1, "main", "list.c", 30),
            frame(2, "_start", "", 0));
    DeathInfo death =
        new DeathInfo(
            11, 2, 0, "write to address 0x0, which is not mapped", true, 0, "write", "", frames);
    return new ProcessInfo(
        2,
        1,
        2,
        2,
        "list",
        "list 5",
        ProcessState.ENDED,
        139,
        death,
        1000,
        1000,
        "/",
        List.of(ended(2, "main", metrics(0, 0, 3, 3, 0, 0))),
        List.of(),
        List.of(),
        List.of(),
        metrics(0, 0, 3, 3, 0, 0));
  }

  public static HostInfo host(
      String name,
      List<ProcessInfo> processes,
      List<ChannelInfo> channels,
      List<LockInfo> locks,
      WaitGraph waits) {
    return new HostInfo(
        0,
        name,
        "fcfs",
        List.of(new CpuInfo(0, 0, 21 * MS, 0, 3 * MS, 4, 21_000, 900, 100)),
        new MemoryInfo(64 << 20, 1 << 20, 0, 4096, 1 << 20, 0, List.of(), null),
        processes,
        channels,
        locks,
        waits,
        List.of(new TransferInfo("pipe", "pipe:[4]", 5, 5, 500, 2, 1, 1200)));
  }

  private static FrameInfo frame(int level, String function, String file, int line) {
    return new FrameInfo(
        level, 0x400000, 0, 0, function, file, line, file.isEmpty(), List.of(), List.of());
  }

  private static ProcessInfo process(int pid, String name, Metrics metrics, List<ThreadInfo> more) {
    List<ThreadInfo> threads = more.isEmpty() ? List.of(ended(pid, "main", metrics)) : more;
    return new ProcessInfo(
        pid,
        1,
        pid,
        pid,
        name,
        name,
        ProcessState.ENDED,
        0,
        null,
        1000,
        1000,
        "/",
        threads,
        List.of(),
        List.of(),
        List.of(),
        metrics);
  }

  private static ThreadInfo ended(int tid, String name, Metrics metrics) {
    return new ThreadInfo(tid, tid, name, ThreadState.ENDED, 0, 0, 0, null, "", 0, metrics);
  }

  private static ThreadInfo waiting(int tid, String name, String what) {
    return new ThreadInfo(
        tid,
        2,
        name,
        ThreadState.SLEEPING,
        0,
        0,
        0,
        new WaitInfo(what, 4 * MS, WaitInfo.FOREVER, "pthread_mutex_lock"),
        "mutex_lock",
        0x400100,
        new Metrics(0, 0, -1, 2 * MS, 0, 0, 10 * MS, 1, 0, 0, 6, 2, 0, 0, 0, 0, 2000, 0));
  }

  private static Metrics metrics(
      long arrival, long first, long end, long user, long ready, long blocked) {
    return new Metrics(
        arrival * MS,
        first * MS,
        end * MS,
        user * MS,
        0,
        ready * MS,
        blocked * MS,
        1,
        0,
        0,
        3,
        2,
        0,
        0,
        0,
        0,
        1000 * user,
        0);
  }

  Runs host(int cpus) {
    tracer.hostAdded(0, 0, "desk", cpus);
    return this;
  }

  Runs process(long at, int pid, String name) {
    tracer.processCreated(at * MS, 0, pid, 1, name);
    return thread(at, pid, pid);
  }

  Runs thread(long at, int tid, int pid) {
    tracer.threadCreated(at * MS, 0, tid, pid, 0);
    return this;
  }

  Runs on(long at, int cpu, int tid) {
    tracer.dispatched(at * MS, 0, cpu, tid);
    return this;
  }

  Runs off(long at, int cpu, int tid, String waitsFor) {
    tracer.blocked(at * MS, 0, tid, waitsFor);
    tracer.descheduled(at * MS, 0, cpu, tid, Departure.BLOCKED);
    return this;
  }

  Runs preempted(long at, int cpu, int tid) {
    tracer.descheduled(at * MS, 0, cpu, tid, Departure.PREEMPTED);
    return this;
  }

  Runs level(long at, int tid, int level) {
    tracer.levelChanged(at * MS, 0, tid, level);
    return this;
  }

  Runs woken(long at, int tid) {
    tracer.woken(at * MS, 0, tid, 0);
    return this;
  }

  Runs exit(long at, int cpu, int tid) {
    tracer.threadExited(at * MS, 0, tid);
    tracer.descheduled(at * MS, 0, cpu, tid, Departure.EXITED);
    tracer.processExited(at * MS, 0, tid, 0);
    return this;
  }
}
