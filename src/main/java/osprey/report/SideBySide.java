package osprey.report;

import java.util.List;

/// The key figures of several runs beside each other, a row for each run.
public final class SideBySide {
  private SideBySide() {}

  public static String text(List<KeyFigures> runs) {
    Table table =
        new Table("", "llrrrrrrrrrrr")
            .row(
                "run",
                "ending",
                "time",
                "ended",
                "response",
                "turnaround",
                "waiting",
                "busy",
                "switches",
                "syscalls",
                "copies",
                "copied",
                "faults");
    for (KeyFigures run : runs) {
      table.row(
          run.name(),
          run.isMet() ? run.ending() : run.ending() + ", not met",
          TimeText.of(run.time()),
          Integer.toString(run.processes()),
          TimeText.of(run.response()),
          TimeText.of(run.turnaround()),
          TimeText.of(run.waiting()),
          TimeText.percent(run.busy(), run.capacity()),
          Long.toString(run.switches()),
          Long.toString(run.calls()),
          Long.toString(run.copies()),
          TimeText.size(run.copiedBytes()),
          Long.toString(run.pageFaults()));
    }
    return table.toString();
  }

  public static String json(List<KeyFigures> runs) {
    Json json = new Json().beginObject();
    json.name("runs").beginArray();
    for (KeyFigures run : runs) {
      json.beginObject().member("name", run.name()).member("ending", run.ending());
      json.member("met", run.isMet()).member("timeNanos", run.time());
      json.member("processesEnded", run.processes());
      json.member("responseNanos", run.response()).member("turnaroundNanos", run.turnaround());
      json.member("waitingNanos", run.waiting());
      json.name("utilisation").ratio(run.busy(), run.capacity());
      json.member("switches", run.switches()).member("syscalls", run.calls());
      json.member("copies", run.copies()).member("bytesCopied", run.copiedBytes());
      json.member("pageFaults", run.pageFaults()).end();
    }
    return json.end().end().toString();
  }
}
