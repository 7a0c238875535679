package osprey.ui.tui;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import osprey.inspect.HostInfo;
import osprey.inspect.ProcessInfo;
import osprey.inspect.ProcessState;
import osprey.inspect.ThreadInfo;
import osprey.inspect.ThreadState;
import osprey.inspect.WaitInfo;
import osprey.report.ExitText;

/// Processes as a tree with their threads: state, CPU, what each waits for.
final class ProcessesPanel implements Panel {
  /// Ended processes shown before they are only counted.
  private static final int ENDED_MAX = 12;

  private static final int NAME_COLUMNS = 17;

  @Override
  public String title() {
    return "Processes";
  }

  @Override
  public List<Line> lines(Scene scene, int columns, int rows) {
    List<Line> lines = new ArrayList<>();
    for (HostInfo host : scene.system().hosts()) {
      if (scene.system().hosts().size() > 1) {
        lines.add(Line.of(host.name() + "  " + host.scheduler(), Ink.STRONG));
      }
      new Tree(scene, host, columns, lines).draw();
    }
    return lines;
  }

  @Override
  public int home(Scene scene, List<Line> lines) {
    Target selected = new Target.Thread(scene.host(), scene.tid());
    for (int i = 0; i < lines.size(); i++) {
      if (selected.equals(lines.get(i).target())) {
        return i;
      }
    }
    return -1;
  }

  /// One machine's tree.
  private static final class Tree {
    private final Scene scene;
    private final HostInfo host;
    private final int columns;
    private final List<Line> lines;
    private final Map<Integer, List<ProcessInfo>> children = new LinkedHashMap<>();
    private int ended;

    Tree(Scene scene, HostInfo host, int columns, List<Line> lines) {
      this.scene = scene;
      this.host = host;
      this.columns = columns;
      this.lines = lines;
    }

    void draw() {
      Map<Integer, ProcessInfo> shown = new LinkedHashMap<>();
      long endedAll =
          host.processes().stream().filter(p -> p.state() == ProcessState.ENDED).count();
      for (ProcessInfo process : host.processes()) {
        if (process.state() == ProcessState.ENDED && endedAll > ENDED_MAX) {
          ended++;
        } else {
          shown.put(process.pid(), process);
        }
      }
      for (ProcessInfo process : shown.values()) {
        int parent = shown.containsKey(process.ppid()) ? process.ppid() : 0;
        children.computeIfAbsent(parent, _ -> new ArrayList<>()).add(process);
      }
      draw(children.getOrDefault(0, List.of()), "", true);
      if (ended > 0) {
        lines.add(Line.of(ended + " have ended", Ink.DIM));
      }
    }

    private void draw(List<ProcessInfo> siblings, String indent, boolean isTop) {
      for (int i = 0; i < siblings.size(); i++) {
        ProcessInfo process = siblings.get(i);
        boolean isLast = i == siblings.size() - 1;
        String branch = isTop ? "" : isLast ? scene.glyphs().lastBranch() : scene.glyphs().branch();
        String below = isTop ? "" : indent + (isLast ? "  " : scene.glyphs().trunk());
        lines.add(process(process, indent + branch));
        List<ThreadInfo> threads = process.threads();
        if (threads.size() > 1) {
          for (ThreadInfo thread : threads) {
            if (thread.state() != ThreadState.ENDED || threads.size() <= ENDED_MAX) {
              lines.add(thread(thread, below + "  "));
            }
          }
        }
        draw(children.getOrDefault(process.pid(), List.of()), below + " ", false);
      }
    }

    private Line process(ProcessInfo process, String indent) {
      String name = scene.history().processLabel(host.number(), process.pid());
      ThreadInfo first = process.threads().isEmpty() ? null : process.threads().getFirst();
      Line.Builder line = Line.start().right(Integer.toString(process.pid()), 4, Ink.DIM).add(" ");
      if (process.hasExited()) {
        String how = ExitText.of(process.exitStatus());
        boolean isZombie = process.state() == ProcessState.ZOMBIE;
        Ink ink = ExitText.isSignal(process.exitStatus()) ? Ink.ALERT : Ink.GONE;
        return line.cell(indent + name, NAME_COLUMNS, Ink.GONE)
            .add(isZombie ? " Z " : " X ", Ink.GONE)
            .add(isZombie ? "zombie, " + how : how, ink)
            .line(first == null ? null : target(first));
      }
      line.cell(indent + name, NAME_COLUMNS, isSelected(process) ? Ink.STRONG : Ink.PLAIN);
      if (first == null || process.threads().size() > 1) {
        long live = process.threads().stream().filter(t -> t.state() != ThreadState.ENDED).count();
        return line.add(" " + live + " threads", Ink.DIM)
            .line(first == null ? null : target(first));
      }
      return state(line, first).line(target(first));
    }

    private Line thread(ThreadInfo thread, String indent) {
      boolean isSelected = scene.host() == host.number() && scene.tid() == thread.tid();
      Line.Builder line =
          Line.start()
              .right(Integer.toString(thread.tid()), 4, Ink.DIM)
              .add(" ")
              .cell(indent + thread.name(), NAME_COLUMNS, isSelected ? Ink.STRONG : Ink.PLAIN);
      return state(line, thread).line(target(thread));
    }

    private Line.Builder state(Line.Builder line, ThreadInfo thread) {
      Ink ink = Ink.of(thread.state());
      line.add(" " + thread.state().letter() + " ", ink);
      if (thread.state() == ThreadState.RUNNING) {
        line.add("cpu" + thread.cpu() + " ", ink);
      }
      WaitInfo wait = thread.waitsFor();
      if (wait != null && thread.state() != ThreadState.RUNNING) {
        String what = wait.call().isEmpty() ? wait.what() : wait.call() + ": " + wait.what();
        line.add(Line.cut(what, columns - line.columns()), Ink.SLEEPING);
      } else if (!thread.call().isEmpty()) {
        line.add(Line.cut(thread.call() + "()", columns - line.columns()), Ink.DIM);
      }
      return line;
    }

    private boolean isSelected(ProcessInfo process) {
      ProcessInfo selected = scene.selectedProcess();
      return selected != null && scene.host() == host.number() && selected.pid() == process.pid();
    }

    private Target target(ThreadInfo thread) {
      return new Target.Thread(host.number(), thread.tid());
    }
  }
}
