package osprey.trace;

import osprey.trace.TraceEvent.Access;
import osprey.trace.TraceEvent.Delivery;
import osprey.trace.TraceEvent.Departure;
import osprey.trace.TraceEvent.Fate;
import osprey.trace.TraceEvent.Supply;

/// What the kernel holds to say what happens: a method for each event, each of which begins with
/// one test of a mask, so that what is not recorded costs a branch. Columns are those of {@link
/// TraceEvent}.
public final class Tracer {
  private final TraceLog log;
  private long mask;

  public Tracer(TraceLog log, TraceLevel level) {
    this(log, level.mask());
  }

  /// @param mask bits of the kinds to record, {@link TraceKind#bit}
  public Tracer(TraceLog log, long mask) {
    this.log = log;
    this.mask = mask;
  }

  /// Records nothing.
  public static Tracer off() {
    return new Tracer(new TraceLog(), 0);
  }

  /// One that records the same kinds in a copy of the log.
  public Tracer copy() {
    return new Tracer(log.copy(), mask);
  }

  public TraceLog log() {
    return log;
  }

  public long mask() {
    return mask;
  }

  public void record(long newMask) {
    mask = newMask;
  }

  /// To be asked before a text or an array is made for an event that may not be wanted.
  public boolean wants(TraceKind kind) {
    return (mask & kind.bit()) != 0;
  }

  public void hostAdded(long time, int host, String name, int cpus) {
    if (wants(TraceKind.HOST_ADDED)) {
      log.append(TraceKind.HOST_ADDED, time, host, log.intern(name), cpus);
    }
  }

  public void processCreated(long time, int host, int pid, int parent, String name) {
    if (wants(TraceKind.PROCESS_CREATED)) {
      log.append(TraceKind.PROCESS_CREATED, time, host, pid, parent, log.intern(name));
    }
  }

  public void programExecuted(long time, int host, int pid, String name) {
    if (wants(TraceKind.PROGRAM_EXECUTED)) {
      log.append(TraceKind.PROGRAM_EXECUTED, time, host, pid, log.intern(name));
    }
  }

  public void processExited(long time, int host, int pid, int status) {
    if (wants(TraceKind.PROCESS_EXITED)) {
      log.append(TraceKind.PROCESS_EXITED, time, host, pid, status);
    }
  }

  public void processReaped(long time, int host, int pid, int parent) {
    if (wants(TraceKind.PROCESS_REAPED)) {
      log.append(TraceKind.PROCESS_REAPED, time, host, pid, parent);
    }
  }

  public void processAdopted(long time, int host, int pid, int parent) {
    if (wants(TraceKind.PROCESS_ADOPTED)) {
      log.append(TraceKind.PROCESS_ADOPTED, time, host, pid, parent);
    }
  }

  public void threadCreated(long time, int host, int tid, int pid, int creator) {
    if (wants(TraceKind.THREAD_CREATED)) {
      log.append(TraceKind.THREAD_CREATED, time, host, tid, pid, creator);
    }
  }

  public void threadExited(long time, int host, int tid) {
    if (wants(TraceKind.THREAD_EXITED)) {
      log.append(TraceKind.THREAD_EXITED, time, host, tid);
    }
  }

  public void dispatched(long time, int host, int cpu, int tid) {
    if (wants(TraceKind.DISPATCHED)) {
      log.append(TraceKind.DISPATCHED, time, host, cpu, tid);
    }
  }

  public void descheduled(long time, int host, int cpu, int tid, Departure why) {
    if (wants(TraceKind.DESCHEDULED)) {
      log.append(TraceKind.DESCHEDULED, time, host, cpu, tid, why.ordinal());
    }
  }

  public void migrated(long time, int host, int tid, int fromCpu, int toCpu) {
    if (wants(TraceKind.MIGRATED)) {
      log.append(TraceKind.MIGRATED, time, host, tid, fromCpu, toCpu);
    }
  }

  public void levelChanged(long time, int host, int tid, int level) {
    if (wants(TraceKind.LEVEL_CHANGED)) {
      log.append(TraceKind.LEVEL_CHANGED, time, host, tid, level);
    }
  }

  public void blocked(long time, int host, int tid, String reason) {
    if (wants(TraceKind.BLOCKED)) {
      log.append(TraceKind.BLOCKED, time, host, tid, log.intern(reason));
    }
  }

  public void woken(long time, int host, int tid, int by) {
    if (wants(TraceKind.WOKEN)) {
      log.append(TraceKind.WOKEN, time, host, tid, by);
    }
  }

  public void stopped(long time, int host, int tid) {
    if (wants(TraceKind.STOPPED)) {
      log.append(TraceKind.STOPPED, time, host, tid);
    }
  }

  public void continued(long time, int host, int tid) {
    if (wants(TraceKind.CONTINUED)) {
      log.append(TraceKind.CONTINUED, time, host, tid);
    }
  }

  public void callEntered(
      long time,
      int host,
      int tid,
      int number,
      long a0,
      long a1,
      long a2,
      long a3,
      long a4,
      long a5) {
    if (wants(TraceKind.CALL_ENTERED)) {
      log.append(
          TraceKind.CALL_ENTERED, time, host, new long[] {tid, number, a0, a1, a2, a3, a4, a5});
    }
  }

  /// @param length bytes there are; the first `kept` of them are in `from` at `offset`
  public void callData(
      long time, int host, int tid, int argument, long length, byte[] from, int offset, int kept) {
    if (wants(TraceKind.CALL_DATA)) {
      log.append(
          TraceKind.CALL_DATA, time, host, new long[] {tid, argument, length}, from, offset, kept);
    }
  }

  public void callReturned(long time, int host, int tid, int number, long result) {
    if (wants(TraceKind.CALL_RETURNED)) {
      log.append(TraceKind.CALL_RETURNED, time, host, tid, number, result);
    }
  }

  public void signalSent(long time, int host, int signal, int from, int pid, int tid) {
    if (wants(TraceKind.SIGNAL_SENT)) {
      log.append(TraceKind.SIGNAL_SENT, time, host, new long[] {signal, from, pid, tid});
    }
  }

  public void signalDelivered(long time, int host, int tid, int signal, Delivery how) {
    if (wants(TraceKind.SIGNAL_DELIVERED)) {
      log.append(TraceKind.SIGNAL_DELIVERED, time, host, tid, signal, how.ordinal());
    }
  }

  public void refused(long time, int host, int tid, int number, String sandbox, String words) {
    if (wants(TraceKind.REFUSED)) {
      long[] columns = {tid, number, log.intern(sandbox), log.intern(words)};
      log.append(TraceKind.REFUSED, time, host, columns);
    }
  }

  public void faulted(
      long time, int host, int tid, int signal, long address, Access access, long pc) {
    if (wants(TraceKind.FAULTED)) {
      log.append(
          TraceKind.FAULTED, time, host, new long[] {tid, signal, address, access.ordinal(), pc});
    }
  }

  public void pageFault(long time, int host, int tid, long address, Supply kind) {
    if (wants(TraceKind.PAGE_FAULT)) {
      log.append(TraceKind.PAGE_FAULT, time, host, tid, address, kind.ordinal());
    }
  }

  public void packet(
      long time, int host, long id, Fate fate, int fromHost, int toHost, int bytes, String what) {
    if (wants(TraceKind.PACKET)) {
      log.append(
          TraceKind.PACKET,
          time,
          host,
          new long[] {id, fate.ordinal(), fromHost, toHost, bytes, log.intern(what)});
    }
  }

  public void output(
      long time, int host, int pid, int stream, byte[] from, int offset, int length) {
    if (wants(TraceKind.OUTPUT)) {
      log.append(TraceKind.OUTPUT, time, host, new long[] {pid, stream}, from, offset, length);
    }
  }

  public void intervened(long time, int host, String what) {
    if (wants(TraceKind.INTERVENED)) {
      log.append(TraceKind.INTERVENED, time, host, log.intern(what));
    }
  }

  public void mark(long time, int host, int tid, String text) {
    if (wants(TraceKind.MARK)) {
      log.append(TraceKind.MARK, time, host, tid, log.intern(text));
    }
  }

  public void deadlock(long time, int host, int tid, int threads, String text) {
    if (wants(TraceKind.DEADLOCK)) {
      log.append(TraceKind.DEADLOCK, time, host, tid, threads, log.intern(text));
    }
  }

  public void contended(long time, int host, int tid, String lock, int owner, String where) {
    if (wants(TraceKind.CONTENDED)) {
      log.append(
          TraceKind.CONTENDED,
          time,
          host,
          new long[] {tid, log.intern(lock), owner, log.intern(where)});
    }
  }

  public void diagnosis(long time, int host, String text) {
    if (wants(TraceKind.DIAGNOSIS)) {
      log.append(TraceKind.DIAGNOSIS, time, host, log.intern(text));
    }
  }
}
