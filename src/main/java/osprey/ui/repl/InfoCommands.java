package osprey.ui.repl;

import java.util.List;
import osprey.report.Table;
import osprey.ui.debug.DebugError;

/// The command `info`; what it can tell about is in the classes that end in `Topics`.
final class InfoCommands {
  private final Workbench bench;
  private final CommandTable topics = new CommandTable("info ", "help info");

  InfoCommands(Workbench bench) {
    this.bench = bench;
    new BreakTopics(bench).addTo(topics);
    new SignalCommands(bench).addTopicTo(topics);
    new ThreadTopics(bench).addTo(topics);
    new ProcessTopics(bench).addTo(topics);
    new ChannelTopics(bench).addTo(topics);
    new HeapTopic(bench).addTo(topics);
    new MachineTopics(bench).addTo(topics);
    new FrameTopics(bench).addTo(topics);
    new SymbolTopics(bench).addTo(topics);
    topics.topic(
        List.of("display"),
        "",
        _ -> bench.displays().list(bench.printer()),
        "Expressions shown at every stop.");
  }

  void addTo(CommandTable table) {
    table.add(
        new Command(
            List.of("info", "i", "inf"),
            Command.Group.SUPPORT,
            "TOPIC",
            "Tell about the state of things; 'help info' lists the topics.",
            false,
            this::info));
  }

  CommandTable topics() {
    return topics;
  }

  private void info(String arguments) throws DebugError {
    String[] parts = Words.first(arguments);
    if (parts[0].isEmpty()) {
      bench.printer().line("List of info topics:");
      Table table = new Table("  ", "ll");
      topics.all().forEach(each -> table.row("info " + each.name(), each.summary()));
      bench.printer().table(table);
      return;
    }
    topics.find(parts[0]).action().perform(parts[1]);
  }
}
