package osprey.ui.debug;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.inspect.FrameInfo;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.SystemInfo;
import osprey.inspect.ThreadInfo;
import osprey.inspect.ThreadState;
import osprey.sim.Simulation;

/// The thread and the frame that commands are about.
public final class Selection {
  static final int FRAMES_MAX = 1000;

  private final Debugger debugger;
  private int host;
  private int tid;
  private int level;

  Selection(Debugger debugger) {
    this.debugger = debugger;
  }

  private Simulation simulation() {
    return debugger.history().present();
  }

  public int host() {
    return host;
  }

  /// The selected thread, 0 for none.
  public int tid() {
    return tid;
  }

  /// The selected frame's number, 0 for the innermost.
  public int level() {
    return level;
  }

  public int pid() throws DebugError {
    return pidOf(host, tid);
  }

  public void select(int newHost, int newTid) {
    host = newHost;
    tid = newTid;
    level = 0;
  }

  public void selectFrame(int newLevel) throws DebugError {
    int count = frames().size();
    if (newLevel < 0) {
      throw new DebugError("Bottom (innermost) frame selected; you cannot go down.");
    }
    if (newLevel >= count) {
      throw new DebugError("Initial frame selected; you cannot go up.");
    }
    level = newLevel;
  }

  /// The innermost frame of the thread, or of another if it has ended.
  void selectInnermost() {
    level = 0;
    if (top() == null) {
      selectAny();
    }
  }

  /// The innermost call of the user's own: what the library is doing has no text to show.
  public void selectOwn() throws DebugError {
    for (FrameInfo each : frames()) {
      if (!each.isLibrary() && each.line() != 0) {
        level = each.level();
        return;
      }
    }
  }

  /// The first thread that runs, else the first there is.
  void selectAny() {
    select(0, 0);
    boolean isRunning = false;
    for (HostInfo each : simulation().inspect().hosts()) {
      for (ProcessInfo process : each.processes()) {
        for (ThreadInfo thread : process.threads()) {
          boolean runs = thread.state() == ThreadState.RUNNING;
          if (isAlive(thread) && (tid == 0 || runs && !isRunning)) {
            select(each.number(), thread.tid());
            isRunning = runs;
          }
        }
      }
    }
  }

  /// Some thread, if the selected one has ended.
  void selectAnyIfGone() {
    if (top() == null) {
      selectAny();
    }
  }

  static boolean isAlive(ThreadInfo thread) {
    return thread.state() != ThreadState.ENDED && thread.state() != ThreadState.ZOMBIE;
  }

  /// A thread that has not ended, and its host's number.
  public record Live(int host, ProcessInfo process, ThreadInfo thread) {}

  /// Threads that have not ended, by host and process.
  public static List<Live> live(SystemInfo system) {
    List<Live> live = new ArrayList<>();
    for (HostInfo each : system.hosts()) {
      for (ProcessInfo process : each.processes()) {
        for (ThreadInfo thread : process.threads()) {
          if (isAlive(thread)) {
            live.add(new Live(each.number(), process, thread));
          }
        }
      }
    }
    return live;
  }

  /// Calls of the selected thread, innermost first.
  public List<FrameInfo> frames() throws DebugError {
    List<FrameInfo> found =
        isPresent() ? simulation().frames(host, tid, FRAMES_MAX) : List.<FrameInfo>of();
    if (found.isEmpty()) {
      throw new DebugError("No stack.");
    }
    return withoutStartup(found);
  }

  /// Without what the C library did to call the outermost function of the user's.
  private static List<FrameInfo> withoutStartup(List<FrameInfo> frames) {
    int count = frames.size();
    while (count > 0 && frames.get(count - 1).isLibrary()) {
      count--;
    }
    return count == 0 ? frames : frames.subList(0, count);
  }

  /// The selected frame.
  public FrameInfo frame() throws DebugError {
    List<FrameInfo> all = frames();
    return all.get(Math.min(level, all.size() - 1));
  }

  /// The innermost frame of the selected thread, null when it has ended.
  public @Nullable FrameInfo top() {
    if (!isPresent()) {
      return null;
    }
    List<FrameInfo> innermost = simulation().frames(host, tid, 1);
    return innermost.isEmpty() ? null : innermost.getFirst();
  }

  /// What expressions see from a frame of the selected thread.
  public FrameView view(FrameInfo frame) throws DebugError {
    return view(host, tid, frame);
  }

  public FrameView view() throws DebugError {
    return view(frame());
  }

  FrameView view(int atHost, int atTid, FrameInfo frame) throws DebugError {
    int pid = pidOf(atHost, atTid);
    return new FrameView(
        simulation(), debugger::perform, atHost, pid, atTid, imageOf(atHost, atTid), frame);
  }

  /// The program of the selected thread.
  public Image image() throws DebugError {
    return imageOf(host, tid);
  }

  Image imageOf(int atHost, int atTid) throws DebugError {
    int pid = pidOf(atHost, atTid);
    Image image = simulation().image(atHost, pid);
    if (image == null) {
      throw new DebugError("Process " + pid + " has no program any more.");
    }
    return image;
  }

  private boolean isPresent() {
    return tid != 0 && simulation().pidOf(host, tid) != 0;
  }

  private int pidOf(int atHost, int atTid) throws DebugError {
    int pid = atTid == 0 ? 0 : simulation().pidOf(atHost, atTid);
    if (pid == 0) {
      throw new DebugError(atTid == 0 ? "No thread selected." : "Thread " + atTid + " has ended.");
    }
    return pid;
  }
}
