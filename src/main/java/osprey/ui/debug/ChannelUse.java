package osprey.ui.debug;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;
import osprey.inspect.FdInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.sim.Simulation;
import osprey.trace.TraceEvent;
import osprey.trace.TraceKind;
import osprey.trace.TraceLog;

/// Bytes that a system call has just moved through a channel: found out from the call's arguments
/// and what its descriptor is.
///
/// @param channel what `info fds` calls it, and its number as `info channels` has it
/// @param words what happened
record ChannelUse(String channel, String words) {
  /// Files that no other process waits at.
  private static final Set<String> NO_CHANNELS =
      Set.of("regular file", "directory", "input", "output", "terminal", "device");

  /// What a call that has returned moved; null if it moved nothing, or not through a channel.
  static @Nullable ChannelUse of(Simulation at, long index, TraceEvent.CallReturned returned) {
    Syscall call = Syscall.of(returned.number());
    if (call == null || returned.result() < 0) {
      return null;
    }
    return switch (call) {
      case READ, READV, RECVFROM, RECVMSG, MQ_TIMEDRECEIVE -> read(at, index, returned);
      case WRITE, WRITEV, SENDTO, SENDMSG, SENDFILE -> written(at, index, returned);
      case MQ_TIMEDSEND -> {
        TraceEvent.CallEntered entered = entry(at.trace(), index, returned);
        yield entered == null ? null : moved(at, returned, entered.a0(), entered.a2(), true);
      }
      case MSGSND -> {
        TraceEvent.CallEntered entered = entry(at.trace(), index, returned);
        yield entered == null ? null : queued(returned, entered.a0(), entered.a2(), true);
      }
      case MSGRCV -> {
        TraceEvent.CallEntered entered = entry(at.trace(), index, returned);
        yield entered == null ? null : queued(returned, entered.a0(), returned.result(), false);
      }
      default -> null;
    };
  }

  private static @Nullable ChannelUse read(
      Simulation at, long index, TraceEvent.CallReturned returned) {
    TraceEvent.CallEntered entered = entry(at.trace(), index, returned);
    return entered == null || returned.result() == 0
        ? null
        : moved(at, returned, entered.a0(), returned.result(), false);
  }

  private static @Nullable ChannelUse written(
      Simulation at, long index, TraceEvent.CallReturned returned) {
    TraceEvent.CallEntered entered = entry(at.trace(), index, returned);
    return entered == null || returned.result() == 0
        ? null
        : moved(at, returned, entered.a0(), returned.result(), true);
  }

  /// The beginning of a call that has returned; null if the trace does not reach back to it.
  private static TraceEvent.@Nullable CallEntered entry(
      TraceLog trace, long index, TraceEvent.CallReturned returned) {
    for (long i = index - 1; i >= trace.first(); i--) {
      if (trace.kind(i) == TraceKind.CALL_ENTERED
          && trace.event(i) instanceof TraceEvent.CallEntered entered
          && entered.host() == returned.host()
          && entered.tid() == returned.tid()) {
        return entered.number() == returned.number() ? entered : null;
      }
    }
    return null;
  }

  private static @Nullable ChannelUse moved(
      Simulation at, TraceEvent.CallReturned returned, long fd, long bytes, boolean isIn) {
    for (FdInfo each : descriptors(at, returned.host(), returned.tid())) {
      if (each.fd() == fd && !NO_CHANNELS.contains(each.kind())) {
        String number = each.name().replace(":[", " ").replace("]", "");
        return new ChannelUse(
            each.kind() + " " + each.name() + " " + number,
            words(returned.tid(), bytes, isIn, each.name()));
      }
    }
    return null;
  }

  private static ChannelUse queued(
      TraceEvent.CallReturned returned, long id, long bytes, boolean isIn) {
    String name = "message queue " + id;
    return new ChannelUse(name, words(returned.tid(), bytes, isIn, name));
  }

  private static String words(int tid, long bytes, boolean isIn, String name) {
    return "thread "
        + tid
        + (isIn ? " put " : " took ")
        + bytes
        + (bytes == 1 ? " byte " : " bytes ")
        + (isIn ? "into " : "out of ")
        + name;
  }

  private static List<FdInfo> descriptors(Simulation at, int host, int tid) {
    int pid = at.pidOf(host, tid);
    for (HostInfo each : at.inspect().hosts()) {
      if (each.number() != host) {
        continue;
      }
      for (ProcessInfo process : each.processes()) {
        if (process.pid() == pid) {
          return process.fds();
        }
      }
    }
    return List.of();
  }
}
