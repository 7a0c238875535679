package osprey.report;

import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;

/// What one worker costs, as a thread or as a process, from a run with workers and one without.
///
/// @param creationNanos CPU time of the creator
/// @param memoryBytes of frames that the machine uses more for each
/// @param pageTableBytes that page tables take more for each
/// @param processes that are more for each worker, as are threads and descriptors
/// @param messageNanos for a question and its answer
/// @param calls for these, as are copies, bytes and switches
public record WorkerCosts(
    long creationNanos,
    long memoryBytes,
    long pageTableBytes,
    double processes,
    double threads,
    double descriptors,
    long messageNanos,
    double calls,
    double copies,
    double copiedBytes,
    double switches) {

  /// Two runs that differ in the number of things alone.
  public record Pair(SystemInfo without, SystemInfo with, int count) {
    private double each(long before, long after) {
      return (double) (after - before) / count;
    }
  }

  /// @param created all of the workers alive
  /// @param talked to the end
  public static WorkerCosts of(Pair created, Pair talked) {
    HostInfo before = created.without.hosts().getFirst();
    HostInfo after = created.with.hosts().getFirst();
    Metrics silent = total(talked.without);
    Metrics busy = total(talked.with);
    return new WorkerCosts(
        Math.round(created.each(creator(before).cpu(), creator(after).cpu())),
        Math.round(created.each(before.memory().usedBytes(), after.memory().usedBytes())),
        Math.round(created.each(before.memory().pageTableBytes(), after.memory().pageTableBytes())),
        created.each(before.processes().size(), after.processes().size()),
        created.each(threads(before), threads(after)),
        created.each(descriptors(before), descriptors(after)),
        Math.round(talked.each(talked.without.timeNanos(), talked.with.timeNanos())),
        talked.each(silent.calls(), busy.calls()),
        talked.each(silent.copies(), busy.copies()),
        talked.each(silent.copiedBytes(), busy.copiedBytes()),
        talked.each(switches(talked.without), switches(talked.with)));
  }

  private static Metrics creator(HostInfo host) {
    return host.processes().getFirst().threads().getFirst().metrics();
  }

  private static long threads(HostInfo host) {
    return host.processes().stream().mapToLong(process -> process.threads().size()).sum();
  }

  private static long descriptors(HostInfo host) {
    return host.processes().stream().mapToLong(process -> process.fds().size()).sum();
  }

  private static long switches(SystemInfo system) {
    return system.hosts().getFirst().cpus().stream().mapToLong(cpu -> cpu.switches()).sum();
  }

  private static Metrics total(SystemInfo system) {
    long calls = 0;
    long copies = 0;
    long bytes = 0;
    for (ProcessInfo process : system.hosts().getFirst().processes()) {
      Metrics metrics = process.metrics();
      calls += metrics.calls();
      copies += metrics.copies();
      bytes += metrics.copiedBytes();
    }
    return new Metrics(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, calls, 0, 0, 0, copies, bytes, 0, 0);
  }

  /// Both in one table.
  public static String table(int workers, WorkerCosts thread, WorkerCosts process) {
    Table table = new Table("  ", "lrrl").row("for each worker", "thread", "process");
    table.row(
        "creation",
        TimeText.of(thread.creationNanos),
        TimeText.of(process.creationNanos),
        "CPU time of the creator");
    table.row(
        "memory",
        TimeText.size(thread.memoryBytes),
        TimeText.size(process.memoryBytes),
        "frames that nobody else has");
    table.row(
        "page tables",
        TimeText.size(thread.pageTableBytes),
        TimeText.size(process.pageTableBytes),
        "");
    count(table, "kernel: processes", thread.processes, process.processes);
    count(table, "kernel: threads", thread.threads, process.threads);
    count(table, "kernel: descriptors", thread.descriptors, process.descriptors);
    table.row("").row("for a message and its answer");
    table.row(
        "time",
        TimeText.of(thread.messageNanos),
        TimeText.of(process.messageNanos),
        "threads: shared memory and semaphores; processes: two pipes");
    count(table, "system calls", thread.calls, process.calls);
    count(table, "copies", thread.copies, process.copies);
    count(table, "bytes copied", thread.copiedBytes, process.copiedBytes);
    count(table, "switches", thread.switches, process.switches);
    return "Workers as threads and as processes: " + workers + " on one CPU\n\n" + table;
  }

  private static void count(Table table, String name, double thread, double process) {
    table.row(name, number(thread), number(process));
  }

  private static String number(double value) {
    return TimeText.decimal(Math.round(value * 1000));
  }

  /// For programs; times in nanoseconds.
  public static String json(int workers, WorkerCosts thread, WorkerCosts process) {
    Json json = new Json().beginObject().member("workers", workers);
    member(json, "thread", thread);
    member(json, "process", process);
    return json.end().toString();
  }

  private static void member(Json json, String name, WorkerCosts costs) {
    json.name(name).beginObject().member("creationNanos", costs.creationNanos);
    json.member("memoryBytes", costs.memoryBytes).member("pageTableBytes", costs.pageTableBytes);
    ratio(json, "processes", costs.processes);
    ratio(json, "threads", costs.threads);
    ratio(json, "descriptors", costs.descriptors);
    json.member("messageNanos", costs.messageNanos);
    ratio(json, "calls", costs.calls);
    ratio(json, "copies", costs.copies);
    ratio(json, "copiedBytes", costs.copiedBytes);
    ratio(json, "switches", costs.switches);
    json.end();
  }

  private static void ratio(Json json, String name, double value) {
    json.name(name).ratio(Math.round(value * 1000), 1000);
  }
}
