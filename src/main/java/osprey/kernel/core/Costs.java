package osprey.kernel.core;

/// What the kernel's work costs in simulated time: a cost profile. Nanoseconds unless said
/// otherwise.
///
/// @param callNanos entering and leaving the kernel
/// @param syncNanos a synchronising library call that neither waits nor wakes
/// @param wakeNanos making another thread ready
/// @param switchNanos giving a CPU to a thread of another process
/// @param threadSwitchNanos giving it to another thread of the same process
/// @param migrationNanos besides, when the thread last ran on another CPU
/// @param copyNanos fixed part of copying between user and kernel memory
/// @param copyPicosPerByte the rest
/// @param faultNanos a page fault that needs no disk
/// @param forkNanos fork(2) without its pages
/// @param forkPageNanos for each page the child gets
/// @param execNanos execve(2)
/// @param threadNanos creating a thread
/// @param signalNanos entering a signal handler
/// @param lineNanos a cache line that comes from another processor, or whose copies there must go;
///   where caches are simulated
public record Costs(
    String name,
    long callNanos,
    long syncNanos,
    long wakeNanos,
    long switchNanos,
    long threadSwitchNanos,
    long migrationNanos,
    long copyNanos,
    long copyPicosPerByte,
    long faultNanos,
    long forkNanos,
    long forkPageNanos,
    long execNanos,
    long threadNanos,
    long signalNanos,
    long lineNanos) {
  /// Nothing but instructions and bursts takes time: the tables of textbooks.
  public static final Costs ZERO = new Costs("zero", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// The magnitudes measured on a 2.6 GHz x86-64 server with Linux 6.18.
  public static final Costs LINUX =
      new Costs(
          "linux", 100, 20, 60, 800, 600, 2000, 30, 20, 500, 40_000, 60, 350_000, 4_000, 700, 60);
}
