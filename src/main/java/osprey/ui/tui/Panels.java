package osprey.ui.tui;

import com.google.common.collect.ImmutableMap;

/// All panels by the key that brings them to the front. A new panel is its file and a line here,
/// and its key in {@link Layout}.
final class Panels {
  static final ImmutableMap<Character, Panel> ALL =
      ImmutableMap.<Character, Panel>builder()
          .put('1', new ProcessesPanel())
          .put('2', new TimelinePanel())
          .put('3', new SourcePanel())
          .put('4', new MemoryPanel())
          .put('5', new ChannelsPanel())
          .put('6', new LocksPanel())
          .put('7', new ConsolePanel())
          .put('8', new LogPanel())
          .put('9', new NetworkPanel())
          .put('0', new HardwarePanel())
          .buildOrThrow();

  private Panels() {}
}
