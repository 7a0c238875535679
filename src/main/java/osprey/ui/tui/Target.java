package osprey.ui.tui;

/// What a line of a panel stands for.
sealed interface Target {
  record Thread(int host, int tid) implements Target {}

  record Process(int host, int pid) implements Target {}

  record Channel(int host, String name) implements Target {}

  /// A mapping of the selected process, by its first address.
  record Region(long start) implements Target {}

  record SourceLine(String file, int line) implements Target {}

  /// An event of the trace.
  record Event(long index) implements Target {}

  record Link(String name) implements Target {}
}
