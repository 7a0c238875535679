package osprey.report;

import java.util.List;
import osprey.abi.Signal;
import osprey.inspect.ChannelInfo;
import osprey.inspect.CpuInfo;
import osprey.inspect.DeathInfo;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.LockInfo;
import osprey.inspect.Metrics;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.TransferInfo;
import osprey.inspect.WaitInfo;
import osprey.trace.TraceLog;

/// The report of a run for programs: one JSON document. Times are in nanoseconds; what has not
/// happened is null.
public final class JsonReport {
  private final Json json = new Json();
  private final Timelines timelines;
  private final TraceLog log;

  private JsonReport(Timelines timelines, TraceLog log) {
    this.timelines = timelines;
    this.log = log;
  }

  public static String of(Summary summary, SystemInfo system, TraceLog log) {
    return new JsonReport(Timelines.of(log, system.timeNanos()), log).write(summary, system);
  }

  private String write(Summary summary, SystemInfo system) {
    json.beginObject();
    json.member("title", summary.title());
    json.member("ending", summary.ending());
    json.member("timeNanos", system.timeNanos());
    json.member("seed", system.seed());
    json.name("rules").beginArray();
    system.rules().forEach(json::value);
    json.end();
    json.member("met", summary.isMet());
    json.name("expectations").beginArray();
    for (Summary.Check check : summary.checks()) {
      json.beginObject().member("place", check.place()).member("clause", check.clause());
      json.member("met", check.isMet());
      if (check.actual() != null) {
        json.member("actual", check.actual());
      }
      json.end();
    }
    json.end();
    Summary.Output output = summary.output();
    if (output != null) {
      json.member("stdout", output.stdout()).member("stderr", output.stderr());
    }
    json.name("hosts").beginArray();
    system.hosts().forEach(this::host);
    json.end();
    json.name("schedule").beginArray();
    new Schedule(timelines).lanes().forEach(this::lane);
    json.end();
    json.name("events").beginObject();
    json.member("recorded", log.end() - log.first()).member("dropped", log.first()).end();
    return json.end().toString();
  }

  private void host(HostInfo host) {
    json.beginObject().member("name", host.name()).member("scheduler", host.scheduler());
    json.name("memory").beginObject().member("totalBytes", host.memory().totalBytes());
    json.member("usedBytes", host.memory().usedBytes());
    json.member("sharedBytes", host.memory().sharedBytes());
    json.member("peakBytes", host.memory().peakBytes());
    json.member("pageTableBytes", host.memory().pageTableBytes());
    new MemoryJson(json).write(host.memory());
    json.end();
    json.name("cpus").beginArray();
    host.cpus().forEach(this::cpu);
    json.end();
    json.name("processes").beginArray();
    for (ProcessInfo process : host.processes()) {
      process(host, process);
    }
    json.end();
    json.name("refusals").beginArray();
    for (Refusals.Row row : Refusals.of(log, host.number())) {
      json.beginObject().member("sandbox", row.sandbox()).member("tid", row.tid());
      json.member("times", row.times()).member("what", row.words()).end();
    }
    json.end();
    Averages averages = Averages.of(host);
    json.name("averages").beginObject().member("processes", averages.count());
    json.member("responseNanos", averages.response());
    json.member("turnaroundNanos", averages.turnaround());
    json.member("waitingNanos", averages.waiting()).end();
    json.name("channels").beginArray();
    host.channels().forEach(this::channel);
    json.end();
    json.name("locks").beginArray();
    host.locks().forEach(this::lock);
    json.end();
    json.name("transfers").beginArray();
    host.transfers().forEach(this::transfer);
    json.end();
    json.name("bottlenecks").beginArray();
    Bottlenecks.of(log, timelines, host.number()).forEach(this::bottleneck);
    json.end().end();
  }

  private void transfer(TransferInfo transfer) {
    json.beginObject().member("channel", transfer.channel()).member("kind", transfer.kind());
    json.member("syscalls", transfer.calls()).member("copies", transfer.copies());
    json.member("bytesCopied", transfer.copiedBytes()).member("waits", transfer.waits());
    json.member("wakeUps", transfer.wakeUps()).member("nanos", transfer.nanos()).end();
  }

  private void bottleneck(Bottlenecks.Finding found) {
    json.beginObject().member("kind", found.kind()).member("what", found.what());
    json.name("share").ratio(found.share(), 1000);
    json.member("sentence", found.sentence()).end();
  }

  private void cpu(CpuInfo cpu) {
    json.beginObject().member("number", cpu.number());
    json.name("utilisation").ratio(cpu.busyNanos(), cpu.busyNanos() + cpu.idleNanos());
    json.member("userNanos", cpu.userNanos()).member("systemNanos", cpu.systemNanos());
    json.member("idleNanos", cpu.idleNanos()).member("switches", cpu.switches());
    json.member("instructions", cpu.instructions());
    if (cpu.tlbHits() != CpuInfo.NOT_COUNTED) {
      json.member("tlbHits", cpu.tlbHits());
    }
    json.member("tlbMisses", cpu.tlbMisses()).end();
  }

  private void process(HostInfo host, ProcessInfo process) {
    json.beginObject().member("pid", process.pid()).member("ppid", process.ppid());
    json.member("name", process.name());
    json.member("label", timelines.processLabel(host.number(), process.pid()));
    json.member("command", process.command());
    json.member("state", process.state().name());
    if (process.hasExited()) {
      boolean isSignal = ExitText.isSignal(process.exitStatus());
      if (isSignal) {
        json.member("signal", Signal.name(ExitText.signal(process.exitStatus())));
      } else {
        json.member("exit", ExitText.shell(process.exitStatus()));
      }
    }
    DeathInfo death = process.death();
    if (death != null) {
      death(death);
    }
    metrics(process.metrics());
    json.name("threads").beginArray();
    process.threads().forEach(this::thread);
    json.end().end();
  }

  private void death(DeathInfo death) {
    json.name("death").beginObject().member("what", death.what()).member("tid", death.tid());
    json.member("sender", death.sender());
    if (death.hasAddress()) {
      json.member("address", "0x" + Long.toHexString(death.address()));
      json.member("access", death.access()).member("segment", death.segment());
    }
    json.name("frames").beginArray();
    for (FrameInfo frame : death.frames()) {
      json.beginObject().member("function", frame.function());
      json.member("file", frame.file()).member("line", frame.line()).end();
    }
    json.end().end();
  }

  private void thread(ThreadInfo thread) {
    json.beginObject().member("tid", thread.tid()).member("name", thread.name());
    json.member("state", String.valueOf(thread.state().letter()));
    WaitInfo wait = thread.waitsFor();
    if (wait != null) {
      json.member("waitsFor", wait.what()).member("sinceNanos", wait.sinceNanos());
      json.member("call", wait.call());
    }
    metrics(thread.metrics());
    json.end();
  }

  private void metrics(Metrics metrics) {
    json.member("arrivalNanos", metrics.arrival());
    time("endNanos", metrics.end());
    time("responseNanos", metrics.response());
    time("turnaroundNanos", metrics.turnaround());
    json.member("waitingNanos", metrics.ready()).member("blockedNanos", metrics.blocked());
    json.member("cpuNanos", metrics.cpu()).member("systemNanos", metrics.system());
    json.member("voluntarySwitches", metrics.voluntarySwitches());
    json.member("involuntarySwitches", metrics.involuntarySwitches());
    json.member("migrations", metrics.migrations()).member("calls", metrics.calls());
    json.member("pageFaults", metrics.pageFaults()).member("majorFaults", metrics.majorFaults());
    json.member("copyOnWrites", metrics.copyOnWrites()).member("copies", metrics.copies());
    json.member("copiedBytes", metrics.copiedBytes());
    json.member("instructions", metrics.instructions());
  }

  private void time(String name, long nanos) {
    json.name(name);
    if (nanos == Metrics.NEVER) {
      json.nothing();
    } else {
      json.value(nanos);
    }
  }

  private void channel(ChannelInfo channel) {
    json.beginObject().member("name", channel.name()).member("kind", channel.kind());
    json.member("bytesIn", channel.bytesIn()).member("bytesOut", channel.bytesOut());
    json.member("writes", channel.writes()).member("reads", channel.reads());
    json.member("fillBytes", channel.fillBytes()).member("messages", channel.messages());
    json.member("capacityBytes", channel.capacityBytes());
    json.member("fullNanos", channel.fullNanos()).member("emptyNanos", channel.emptyNanos()).end();
  }

  private void lock(LockInfo lock) {
    json.beginObject().member("name", lock.name()).member("kind", lock.kind());
    json.member("pid", lock.pid()).member("owner", lock.owner());
    json.member("acquisitions", lock.acquisitions());
    json.member("contentions", lock.contentions());
    json.name("waiters").beginArray();
    List<Integer> waiters = lock.waiters();
    waiters.forEach(json::value);
    json.end().end();
  }

  private void lane(Schedule.Lane lane) {
    json.beginObject().member("host", timelines.host(lane.host())).member("cpu", lane.cpu());
    json.name("intervals").beginArray();
    for (Schedule.Interval each : lane.intervals()) {
      json.beginObject().member("label", each.label()).member("tid", each.tid());
      json.member("startNanos", each.start()).member("endNanos", each.end());
      json.member("level", each.level()).end();
    }
    json.end().end();
  }
}
