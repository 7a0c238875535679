package osprey.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What messages cost over the families of IPC, side by side.
public final class TransferTable {
  private TransferTable() {}

  /// A table for each size and kind of exchange, in the order in which they come.
  public static String text(List<TransferCost> costs) {
    StringBuilder out = new StringBuilder();
    for (List<TransferCost> group : groups(costs)) {
      TransferCost first = group.getFirst();
      out.append(out.isEmpty() ? "" : "\n");
      out.append(first.isRoundTrip() ? "There and back, " : "One way, one after the other, ");
      out.append(TimeText.size(first.size())).append(" each\n");
      Table table =
          new Table("  ", "lrrrrrrr")
              .row(
                  "family",
                  first.isRoundTrip() ? "round trip" : "message",
                  "MB/s",
                  "copies",
                  "copied",
                  "syscalls",
                  "switches",
                  "wake-ups");
      for (TransferCost cost : group) {
        table.row(
            cost.family(),
            TimeText.of(Math.round(cost.nanos())),
            decimal(cost.megabytesPerSecond() * (cost.isRoundTrip() ? 2 : 1)),
            decimal(cost.copies()),
            TimeText.size(Math.round(cost.bytesCopied())),
            decimal(cost.calls()),
            decimal(cost.switches()),
            decimal(cost.wakeUps()));
      }
      out.append(table);
    }
    return out.toString();
  }

  private static List<List<TransferCost>> groups(List<TransferCost> costs) {
    List<List<TransferCost>> groups = new ArrayList<>();
    for (TransferCost cost : costs) {
      List<TransferCost> home = null;
      for (List<TransferCost> group : groups) {
        TransferCost first = group.getFirst();
        if (first.size() == cost.size() && first.isRoundTrip() == cost.isRoundTrip()) {
          home = group;
        }
      }
      if (home == null) {
        home = new ArrayList<>();
        groups.add(home);
      }
      home.add(cost);
    }
    return groups;
  }

  /// One decimal below a hundred, none above.
  private static String decimal(double value) {
    String text = String.format(Locale.ROOT, value < 100 ? "%.1f" : "%.0f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  public static String json(List<TransferCost> costs) {
    Json json = new Json().beginObject();
    json.name("transfers").beginArray();
    for (TransferCost cost : costs) {
      json.beginObject().member("family", cost.family());
      json.member("exchange", cost.isRoundTrip() ? "round trip" : "one way");
      json.member("bytes", cost.size()).member("nanos", Math.round(cost.nanos()));
      json.name("copies").ratio(thousandths(cost.copies()), 1000);
      json.name("bytesCopied").ratio(thousandths(cost.bytesCopied()), 1000);
      json.name("syscalls").ratio(thousandths(cost.calls()), 1000);
      json.name("switches").ratio(thousandths(cost.switches()), 1000);
      json.name("wakeUps").ratio(thousandths(cost.wakeUps()), 1000).end();
    }
    return json.end().end().toString();
  }

  private static long thousandths(double value) {
    return Math.round(value * 1000);
  }
}
