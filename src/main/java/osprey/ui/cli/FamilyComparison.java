package osprey.ui.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.inspect.CpuInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.report.TransferCost;
import osprey.report.TransferTable;
import osprey.sim.RunOptions;
import osprey.sim.Simulation;
import osprey.sim.Stop;
import osprey.sim.Until;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLevel;
import osprey.trace.TraceLog;
import osprey.ui.Setup;
import osprey.ui.SourceText;

/// `osprey compare` without files: the same messages over every family of IPC.
///
/// Each family runs twice, with a few messages and with many; the difference is what the messages
/// cost, without the making of processes and channels.
final class FamilyComparison {
  private static final String PROGRAM = "/osprey/compare/message.c";

  /// Messages that the first run has: by the last of them everything is in its usual state.
  private static final int WARM_UP = 8;

  private static final long TIME_LIMIT_NANOS = 60_000_000_000L;

  private final Cli cli;
  private final HostStreams streams;

  FamilyComparison(Cli cli) {
    this.cli = cli;
    streams = cli.streams();
  }

  int run(List<Long> sizes, int rounds, boolean isJson) {
    List<TransferCost> costs = new ArrayList<>();
    for (boolean isRoundTrip : new boolean[] {true, false}) {
      for (long size : sizes) {
        for (Family family : Family.ALL) {
          if (isRoundTrip || family.canStream()) {
            TransferCost cost = measure(family, isRoundTrip, size, rounds);
            if (cost == null) {
              return ExitCode.INTERNAL;
            }
            costs.add(cost);
          }
        }
      }
    }
    streams.print(isJson ? TransferTable.json(costs) : TransferTable.text(costs));
    return ExitCode.OK;
  }

  /// What a run has used up altogether.
  private record Totals(
      long nanos, long copies, long bytesCopied, long calls, long switches, long wakeUps) {}

  @Nullable TransferCost measure(Family family, boolean isRoundTrip, long size, int rounds) {
    Totals few = totals(family, isRoundTrip, size, WARM_UP);
    Totals many = few == null ? null : totals(family, isRoundTrip, size, WARM_UP + rounds);
    if (few == null || many == null) {
      return null;
    }
    double divisor = rounds;
    return new TransferCost(
        family.words(),
        isRoundTrip,
        size,
        (many.nanos - few.nanos) / divisor,
        (many.copies - few.copies) / divisor,
        (many.bytesCopied - few.bytesCopied) / divisor,
        (many.calls - few.calls) / divisor,
        (many.switches - few.switches) / divisor,
        (many.wakeUps - few.wakeUps) / divisor);
  }

  private @Nullable Totals totals(Family family, boolean isRoundTrip, long size, long rounds) {
    String text = family.scenario(program(), isRoundTrip, size, rounds);
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Setup setup =
        cli.loader().load(new SourceText(family.word() + ".scn", text), List.of(), diagnostics);
    RunOptions options = new RunOptions(null, null, null, 0, TraceLevel.SCHEDULE);
    Simulation simulation = setup == null ? null : setup.boot(options, diagnostics);
    if (simulation == null) {
      cli.show(diagnostics);
      return null;
    }
    simulation.attach((_, _, _, _) -> {});
    Stop stop = simulation.run(Until.END.time(TIME_LIMIT_NANOS));
    if (!(stop instanceof Stop.Finished)) {
      streams.err().println("osprey: the workload over '" + family.words() + "' did not finish");
      return null;
    }
    return totals(simulation.inspect(), simulation.trace());
  }

  private static String program() {
    try (InputStream in = FamilyComparison.class.getResourceAsStream(PROGRAM)) {
      if (in == null) {
        throw new IllegalStateException(PROGRAM + " is not part of this build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException failed) {
      throw new IllegalStateException(PROGRAM + " cannot be read", failed);
    }
  }

  private static Totals totals(SystemInfo system, TraceLog log) {
    long copies = 0;
    long bytesCopied = 0;
    long calls = 0;
    long switches = 0;
    long end = 0;
    for (HostInfo host : system.hosts()) {
      for (CpuInfo cpu : host.cpus()) {
        switches += cpu.switches();
      }
      for (ProcessInfo process : host.processes()) {
        Metrics metrics = process.metrics();
        copies += metrics.copies();
        bytesCopied += metrics.copiedBytes();
        calls += metrics.calls();
        end = Math.max(end, metrics.end());
      }
    }
    long wakeUps = 0;
    for (long index = log.first(); index < log.end(); index++) {
      if (log.kind(index) == TraceKind.WOKEN
          && log.event(index) instanceof TraceEvent.Woken woken) {
        wakeUps += woken.by() != 0 || system.hosts().size() > 1 ? 1 : 0;
      }
    }
    return new Totals(end, copies, bytesCopied, calls, switches, wakeUps);
  }
}
