package osprey.ui.tui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.report.Timelines;
import osprey.trace.TraceLog;

/// One instant of a run, as panels are shown it.
///
/// @param before the instant that was on the screen before
/// @param trace up to this instant
/// @param shownBefore index after the last event of the instant that was on the screen before
/// @param history of all threads up to this instant
/// @param host of the selected thread
/// @param tid the selected thread, 0 for none
record Scene(
    SystemInfo system,
    SystemInfo before,
    TraceLog trace,
    long shownBefore,
    Timelines history,
    Transcript transcript,
    int host,
    int tid,
    Probe probe,
    Glyphs glyphs) {

  long now() {
    return system.timeNanos();
  }

  HostInfo selectedHost() {
    return system.hosts().get(host);
  }

  @Nullable ThreadInfo selectedThread() {
    return tid == 0 ? null : system.thread(host, tid);
  }

  @Nullable ProcessInfo selectedProcess() {
    ThreadInfo thread = selectedThread();
    return thread == null ? null : system.process(host, thread.pid());
  }

  String label(int atHost, int atTid) {
    return history.label(atHost, atTid);
  }

  /// Names of threads, of whom many may be left out.
  String labels(int atHost, List<Integer> tids, int most) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < tids.size() && i < most; i++) {
      text.append(i == 0 ? "" : ", ").append(label(atHost, tids.get(i)));
    }
    return tids.size() <= most
        ? text.toString()
        : text.append(" and ").append(tids.size() - most).append(" more").toString();
  }
}
