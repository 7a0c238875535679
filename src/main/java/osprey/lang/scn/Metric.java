package osprey.lang.scn;

/// What `expect` can measure.
public enum Metric {
  /// From start to end of a process.
  TURNAROUND("turnaround", Unit.TIME),
  /// Ready but not running.
  WAITING("waiting", Unit.TIME),
  /// From start to the first instruction.
  RESPONSE("response", Unit.TIME),
  /// Running.
  CPU("cpu", Unit.TIME),
  /// Blocked.
  BLOCKED("blocked", Unit.TIME),
  /// When a process ended; without a process, when the last one did.
  COMPLETION("completion", Unit.TIME),
  /// Share of time in which CPUs ran something.
  UTILISATION("utilisation", Unit.RATIO),
  /// Processes that ended in a second.
  THROUGHPUT("throughput", Unit.RATE),
  SWITCHES("switches", Unit.COUNT),
  VOLUNTARY_SWITCHES("voluntary switches", Unit.COUNT),
  INVOLUNTARY_SWITCHES("involuntary switches", Unit.COUNT),
  COPIES("copies", Unit.COUNT),
  BYTES_COPIED("bytes copied", Unit.BYTES),
  SYSCALLS("syscalls", Unit.COUNT),
  PAGE_FAULTS("page faults", Unit.COUNT),
  MINOR_FAULTS("minor faults", Unit.COUNT),
  MAJOR_FAULTS("major faults", Unit.COUNT),
  /// First stores to pages that another process has as well.
  COPY_ON_WRITES("cow faults", Unit.COUNT),
  TLB_MISSES("tlb misses", Unit.COUNT),
  /// Frames of memory, the most that were in use at one time.
  FRAMES("frames", Unit.COUNT),
  /// Cache lines that went from one CPU to another.
  LINE_TRANSFERS("line transfers", Unit.COUNT),
  /// Of these, those that brought nothing the receiver wanted: false sharing.
  USELESS_TRANSFERS("useless transfers", Unit.COUNT),
  INVALIDATIONS("invalidations", Unit.COUNT),
  SIGNALS("signals", Unit.COUNT),
  PROCESSES("processes", Unit.COUNT),
  THREADS("threads", Unit.COUNT),
  ZOMBIES("zombies", Unit.COUNT),
  PACKETS("packets", Unit.COUNT),
  PACKETS_LOST("packets lost", Unit.COUNT),
  MISSED_DEADLINES("missed deadlines", Unit.COUNT),
  /// Times that a thread went on on another CPU than the one before.
  MIGRATIONS("migrations", Unit.COUNT),
  /// Calls that a sandbox refused.
  REFUSALS("refusals", Unit.COUNT);

  /// What its values are counted in.
  public enum Unit {
    /// Nanoseconds.
    TIME,
    /// 1 is 100 %.
    RATIO,
    /// Per second.
    RATE,
    COUNT,
    BYTES
  }

  private final String words;
  private final Unit unit;

  Metric(String words, Unit unit) {
    this.words = words;
    this.unit = unit;
  }

  /// As a scenario writes it.
  public String words() {
    return words;
  }

  public Unit unit() {
    return unit;
  }

  /// Whether it is written after `count`.
  boolean isCounted() {
    return compareTo(COPIES) >= 0;
  }
}
