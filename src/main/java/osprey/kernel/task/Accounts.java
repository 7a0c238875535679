package osprey.kernel.task;

/// What a thread has used and been through. Nanoseconds of simulated time unless said otherwise.
public final class Accounts {
  /// When it became ready for the first time.
  public long arrived;

  /// When it first got a processor, -1 before.
  public long firstRun = -1;

  /// When it ended, -1 before.
  public long ended = -1;

  public long userNanos;
  public long systemNanos;

  /// Ready but not running.
  public long readyNanos;

  public long blockedNanos;

  /// When the present state began.
  public long since;

  public long voluntarySwitches;
  public long involuntarySwitches;
  public long migrations;
  public long instructions;
  public long calls;
  public long minorFaults;
  public long majorFaults;
  public long copyOnWriteFaults;

  /// Times that bytes went between user and kernel memory.
  public long copies;

  public long bytesCopied;

  /// Jobs of a periodic workload that ended too late.
  public long missedDeadlines;

  public Accounts() {}

  public Accounts(Accounts from) {
    arrived = from.arrived;
    firstRun = from.firstRun;
    ended = from.ended;
    userNanos = from.userNanos;
    systemNanos = from.systemNanos;
    readyNanos = from.readyNanos;
    blockedNanos = from.blockedNanos;
    since = from.since;
    voluntarySwitches = from.voluntarySwitches;
    involuntarySwitches = from.involuntarySwitches;
    migrations = from.migrations;
    instructions = from.instructions;
    calls = from.calls;
    minorFaults = from.minorFaults;
    majorFaults = from.majorFaults;
    copyOnWriteFaults = from.copyOnWriteFaults;
    copies = from.copies;
    bytesCopied = from.bytesCopied;
    missedDeadlines = from.missedDeadlines;
  }

  /// Adds what another thread used; times of arrival and end stay.
  public void add(Accounts other) {
    userNanos += other.userNanos;
    systemNanos += other.systemNanos;
    readyNanos += other.readyNanos;
    blockedNanos += other.blockedNanos;
    voluntarySwitches += other.voluntarySwitches;
    involuntarySwitches += other.involuntarySwitches;
    migrations += other.migrations;
    instructions += other.instructions;
    calls += other.calls;
    minorFaults += other.minorFaults;
    majorFaults += other.majorFaults;
    copyOnWriteFaults += other.copyOnWriteFaults;
    copies += other.copies;
    bytesCopied += other.bytesCopied;
    missedDeadlines += other.missedDeadlines;
  }

  public long cpuNanos() {
    return userNanos + systemNanos;
  }
}
