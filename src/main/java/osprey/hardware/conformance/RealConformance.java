package osprey.hardware.conformance;

import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.hardware.real.RealMachine;
import osprey.hardware.real.Unavailable;
import osprey.hardware.real.WorkerGone;
import osprey.sim.conformance.Conformance;
import osprey.sim.conformance.Replay;

/// Replays recorded cases on the kernel of this computer, each on a machine of its own.
public final class RealConformance {
  private RealConformance() {}

  /// Why a case says nothing about this kernel; null if it does.
  public static @Nullable String reasonToSkip(Conformance.Case recorded) {
    if (recorded.primitive().equals("winpipe")) {
      return "Linux has no Windows pipes";
    }
    return recorded.content().get("hosts") instanceof Map<?, ?> hosts && !hosts.isEmpty()
        ? "it needs a network of " + hosts.size() + " machines"
        : null;
  }

  /// @throws Unavailable if this computer does not let us run processes of our own
  public static Conformance.Verdict replay(Conformance.Case recorded) throws Unavailable {
    try (RealMachine machine = new RealMachine()) {
      Replay.Transcript got = new RealReplay(recorded.content(), machine).run();
      return new Conformance.Verdict(recorded, Conformance.difference(recorded, got));
    } catch (Replay.Impossible impossible) {
      return new Conformance.Verdict(recorded, Conformance.difference(recorded, impossible));
    } catch (WorkerGone gone) {
      return new Conformance.Verdict(recorded, gone.getMessage());
    }
  }
}
