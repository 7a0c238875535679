package osprey.ui.tui;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.lang.DisplayWidth;
import osprey.report.TimeText;

/// The whole screen: which panels are where, who has the keyboard, what keys do. It draws on a
/// {@link Grid} and gets keys as names, so it needs no terminal.
final class Dashboard {
  /// Events per second at each speed; 0 for as fast as the frames come, by simulated time.
  private static final int[] SPEEDS = {1, 2, 5, 10, 30, 100, 300, 1_000, 10_000, 100_000};

  private static final int SCRUB_STEPS = 50;

  private final Session session;
  private final Glyphs glyphs;
  private final Map<Character, PanelView> views = new LinkedHashMap<>();

  /// The panel that is in front in each place of a layout, by the place's panels.
  private final Map<String, Character> fronts = new HashMap<>();

  private char focus = '1';
  private boolean isZoomed;
  private boolean isPlaying;
  private int speed = 3;
  private double owed;
  private @Nullable Prompt prompt;
  private @Nullable Overlay overlay;
  private String message = "";
  private boolean isAlert;
  private String searched = "";
  private volatile boolean isBusy;
  private boolean isOver;
  private Layout layout = Layout.of(80, 24);

  Dashboard(Session session, Glyphs glyphs) {
    this.session = session;
    this.glyphs = glyphs;
    Panels.ALL.forEach((key, panel) -> views.put(key, new PanelView(key, panel)));
    say("Press ? for the keys, space to play, s to step.", false);
  }

  boolean isOver() {
    return isOver;
  }

  boolean isPlaying() {
    return isPlaying;
  }

  // ---- drawing

  Grid draw(int columns, int rows) {
    Grid grid = new Grid(columns, rows);
    if (columns < Layout.COLUMNS_MIN || rows < Layout.ROWS_MIN) {
      String sentence =
          "This terminal is too small: it has %dx%d, Osprey needs %dx%d."
              .formatted(columns, rows, Layout.COLUMNS_MIN, Layout.ROWS_MIN);
      int row = 0;
      int at = 0;
      for (String word : sentence.split(" ")) {
        if (at > 0 && at + word.length() > columns) {
          row++;
          at = 0;
        }
        at = grid.put(at, row, columns, word, Ink.ALERT) + 1;
      }
      return grid;
    }
    layout = Layout.of(columns, rows);
    Scene scene = session.scene(glyphs);
    head(grid, scene);
    timeBar(grid);
    Rect space = new Rect(0, 2, columns, rows - 3);
    if (isZoomed) {
      slot(grid, scene, space, String.valueOf(focus), focus);
    } else {
      for (Layout.Slot slot : layout.slots()) {
        slot(grid, scene, slot.area(space), slot.panels(), front(slot));
      }
    }
    foot(grid);
    if (overlay != null) {
      overlay.draw(grid, space, glyphs);
    }
    return grid;
  }

  /// Column of the text cursor in the last row while a line is typed, else -1.
  int promptColumn() {
    return prompt == null ? -1 : DisplayWidth.of(prompt.beforeCursor());
  }

  private char front(Layout.Slot slot) {
    return slot.panels().indexOf(focus) >= 0
        ? focus
        : fronts.getOrDefault(slot.panels(), slot.panels().charAt(0));
  }

  private PanelView view(char key) {
    PanelView view = views.get(key);
    if (view == null) {
      throw new IllegalStateException("no panel " + key);
    }
    return view;
  }

  private PanelView focused() {
    return view(focus);
  }

  private void head(Grid grid, Scene scene) {
    int columns = grid.columns();
    String run = isPlaying ? glyphs.playing() + " " + SPEEDS[speed] + " events/s" : session.state();
    Line.Builder line =
        Line.start()
            .add(" osprey ", Ink.TITLE)
            .add(Line.cut(session.title(), columns / 3), Ink.PLAIN)
            .add("  t=" + TimeText.of(scene.now()), Ink.STRONG)
            .add("  event " + session.position(), Ink.PLAIN)
            .add(session.position() < session.end() ? "/" + session.end() : "", Ink.DIM)
            .add("  " + run, isPlaying ? Ink.RUNNING : Ink.DIM);
    if (scene.tid() != 0) {
      line.add("  " + scene.label(scene.host(), scene.tid()), Ink.HERE);
    }
    grid.put(0, 0, columns, line.line());
  }

  /// The run from its beginning to the furthest point seen, and where we are.
  private void timeBar(Grid grid) {
    int cells = grid.columns() - 2;
    long end = Math.max(1, session.end());
    int at = (int) Math.min(cells - 1, session.position() * (cells - 1) / end);
    grid.put(1, 1, grid.columns() - 1, glyphs.horizontal().repeat(cells), Ink.BORDER);
    grid.put(1, 1, grid.columns() - 1, glyphs.horizontal().repeat(at), Ink.FOCUS);
    grid.put(1 + at, 1, grid.columns() - 1, glyphs.full(), Ink.HERE);
  }

  private void slot(Grid grid, Scene scene, Rect area, String panels, char front) {
    boolean hasFocus = front == focus;
    Ink border = hasFocus ? Ink.FOCUS : Ink.BORDER;
    frame(grid, area, border, glyphs);
    PanelView view = view(front);
    view.draw(grid, area.inner(), scene, hasFocus);
    int end = area.column() + area.columns() - 1;
    int at = grid.put(area.column() + 1, area.row(), end, " " + front + " ", Ink.KEY);
    at = grid.put(at, area.row(), end, view.title() + " ", hasFocus ? Ink.FOCUS : Ink.TITLE);
    for (int i = 0; i < panels.length(); i++) {
      char other = panels.charAt(i);
      if (other != front) {
        at = grid.put(at, area.row(), end, other + " ", Ink.KEY);
        at = grid.put(at, area.row(), end, view(other).title() + " ", Ink.DIM);
      }
    }
    String position = view.position();
    if (!view.filter().isEmpty()) {
      position = " only '" + view.filter() + "'" + position;
    }
    if (!position.isEmpty()) {
      int from = Math.max(area.column() + 1, end - position.length() - 1);
      grid.put(from, area.row() + area.rows() - 1, end, position + " ", Ink.DIM);
    }
  }

  static void frame(Grid grid, Rect area, Ink ink, Glyphs glyphs) {
    int right = area.column() + area.columns() - 1;
    int bottom = area.row() + area.rows() - 1;
    String line = glyphs.horizontal().repeat(Math.max(0, area.columns() - 2));
    grid.put(
        area.column(), area.row(), right + 1, glyphs.topLeft() + line + glyphs.topRight(), ink);
    for (int row = area.row() + 1; row < bottom; row++) {
      grid.put(area.column(), row, right + 1, glyphs.vertical(), ink);
      grid.put(right, row, right + 1, glyphs.vertical(), ink);
    }
    grid.put(
        area.column(), bottom, right + 1, glyphs.bottomLeft() + line + glyphs.bottomRight(), ink);
  }

  private void foot(Grid grid) {
    int row = grid.rows() - 1;
    int columns = grid.columns();
    if (prompt != null) {
      int at = grid.put(0, row, columns, prompt.kind().label(), Ink.KEY);
      grid.put(at, row, columns, prompt.text(), Ink.STRONG);
      return;
    }
    if (!message.isEmpty()) {
      grid.put(
          0, row, columns, " " + Line.cut(message, columns - 2), isAlert ? Ink.ALERT : Ink.STRONG);
      return;
    }
    String always = "? help  q quit ";
    int end = columns - always.length() - 1;
    int at = 0;
    for (Keys.Binding binding : Keys.ALL) {
      String name = binding.names().getFirst();
      String shown = name.isBlank() ? "space" : name;
      boolean isLeft = !binding.hint().isEmpty() && !always.contains(binding.hint());
      if (isLeft && at + shown.length() + binding.hint().length() + 3 <= end) {
        at = grid.put(at, row, columns, " " + shown, Ink.KEY);
        at = grid.put(at, row, columns, " " + binding.hint() + " ", Ink.DIM);
      }
    }
    grid.put(end + 1, row, columns, always, Ink.KEY);
  }

  // ---- keys

  void key(String name) {
    message = "";
    if (prompt != null) {
      promptKey(prompt, name);
      return;
    }
    if (overlay != null) {
      if (!overlay.key(name)) {
        overlay = null;
      }
      return;
    }
    if (name.length() == 1 && views.containsKey(name.charAt(0))) {
      focus(name.charAt(0));
      return;
    }
    Keys.Binding binding = Keys.of(name);
    if (binding == null) {
      say("'" + name + "' is no key here; ? shows them.", true);
    } else {
      binding.action().accept(this);
    }
  }

  /// A click with the mouse: gives a panel the keyboard, puts the cursor on a line; a second one on
  /// the same line chooses it.
  void click(int column, int row) {
    for (Layout.Slot slot : layout.slots()) {
      PanelView view = view(isZoomed ? focus : front(slot));
      if (view.body().contains(column, row)) {
        Target before = focused().target(session.scene(glyphs));
        focus(view.key());
        view.pointAt(row);
        Target now = view.target(session.scene(glyphs));
        if (now != null && now.equals(before)) {
          choose();
        }
        return;
      }
    }
  }

  void wheel(int lines) {
    moveCursor(lines);
  }

  private void promptKey(Prompt typed, String name) {
    switch (name) {
      case "Escape", "Ctrl-C" -> prompt = null;
      case "Enter" -> {
        prompt = null;
        answer(typed);
      }
      default -> {
        if (name.codePointCount(0, name.length()) == 1) {
          typed.type(name);
        } else {
          typed.edit(name);
        }
      }
    }
  }

  private void answer(Prompt typed) {
    String text = typed.text();
    switch (typed.kind()) {
      case COMMAND -> {
        if (!text.isBlank()) {
          show(text, run(text));
        }
      }
      case SEARCH -> {
        searched = text;
        searchAgain(false);
      }
      case FILTER -> focused().filter(text);
      case SIGNAL -> {
        if (!text.isBlank()) {
          perform("signal " + text);
        }
      }
      case INPUT ->
          perform("input \"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\\n\"");
    }
  }

  void ask(Prompt.Kind kind) {
    isPlaying = false;
    prompt = new Prompt(kind, "");
  }

  void searchAgain(boolean isBackwards) {
    if (!searched.isEmpty() && !focused().search(searched, isBackwards)) {
      say("'" + searched + "' is not in this panel.", true);
    }
  }

  /// Does a command of the debugger; its last line is the message.
  void perform(String command) {
    isPlaying = false;
    said(run(command));
  }

  /// The last line of what a command printed is the message.
  private void said(String text) {
    String said = text.strip();
    focused().follow();
    say(said.substring(said.lastIndexOf('\n') + 1).strip(), false);
  }

  private String run(String command) {
    isBusy = true;
    try {
      return session.perform(command);
    } finally {
      isBusy = false;
    }
  }

  /// Ctrl-C, from any thread: stops a command that takes long.
  ///
  /// @return whether there was one
  boolean interrupt() {
    if (isBusy) {
      session.interrupt();
    }
    return isBusy;
  }

  /// A step of the selected thread; the first one goes to `main`.
  void step(String command) {
    String begun = session.begin();
    if (begun.isEmpty()) {
      perform(command);
    } else {
      said(begun);
    }
  }

  private void show(String title, String text) {
    List<String> lines = text.stripTrailing().lines().toList();
    if (lines.size() <= 1) {
      say(lines.isEmpty() ? "" : lines.getFirst(), false);
    } else {
      overlay = new Overlay(title, lines);
    }
    if (session.hasQuit()) {
      quit();
    }
  }

  void say(String sentence, boolean alert) {
    message = sentence;
    isAlert = alert;
  }

  // ---- time

  /// One frame of playing.
  ///
  /// @param seconds since the frame before
  void tick(double seconds) {
    if (!isPlaying) {
      return;
    }
    owed += seconds * SPEEDS[speed];
    long events = (long) owed;
    owed -= events;
    if (events > 0) {
      String halted = session.advance(events);
      if (!halted.isEmpty()) {
        isPlaying = false;
        say(halted, false);
      }
    }
  }

  void togglePlaying() {
    isPlaying = !isPlaying;
    owed = 0;
  }

  void changeSpeed(int by) {
    speed = Math.clamp(speed + by, 0, SPEEDS.length - 1);
    say("Playing " + SPEEDS[speed] + " events a second.", false);
  }

  void travel(long events) {
    isPlaying = false;
    goTo(session.position() + events);
  }

  void scrub(int steps) {
    isPlaying = false;
    goTo(session.position() + steps * Math.max(1, session.end() / SCRUB_STEPS));
  }

  void goToEnd() {
    goTo(session.end());
  }

  void goTo(long position) {
    isBusy = true;
    try {
      say(session.goTo(Math.max(0, position)), false);
    } finally {
      isBusy = false;
    }
  }

  // ---- panels

  void focus(char key) {
    focus = key;
    for (Layout.Slot slot : layout.slots()) {
      if (slot.panels().indexOf(key) >= 0) {
        fronts.put(slot.panels(), key);
      }
    }
  }

  void focusNext(int by) {
    List<Character> shown = new ArrayList<>();
    for (Layout.Slot slot : layout.slots()) {
      shown.add(front(slot));
    }
    focus(shown.get(Math.floorMod(shown.indexOf(focus) + by, shown.size())));
  }

  void toggleZoom() {
    isZoomed = !isZoomed;
  }

  void moveCursor(int by) {
    Scene scene = session.scene(glyphs);
    focused().move(scene, by);
    if (focus == '1' && focused().target(scene) instanceof Target.Thread thread) {
      session.select(thread.host(), thread.tid());
    }
  }

  void movePages(int pages) {
    moveCursor(pages * focused().pageRows());
  }

  void choose() {
    switch (focused().target(session.scene(glyphs))) {
      case Target.Thread(int host, int tid) -> {
        session.select(host, tid);
        focused().follow();
      }
      case Target.Process(int host, int pid) -> session.selectProcess(host, pid);
      case Target.Region(long start) -> focused().cover(new HexPanel(start));
      case Target.Event(long index) -> goTo(session.positionOf(index));
      case Target.SourceLine _ -> toggleBreakpoint();
      case Target.Channel(int _, String name) -> {
        view('8').filter(name);
        focus('8');
      }
      case Target.Link _ -> focus('9');
      case null -> say("This line stands for nothing that could be selected.", false);
    }
  }

  void toggleBreakpoint() {
    Target target = view('3').target(session.scene(glyphs));
    if (target instanceof Target.SourceLine(String file, int line)) {
      say(session.toggleBreakpoint(file, line), false);
    } else {
      say("There is no source line to break at.", true);
    }
  }

  void scheduleSelected() {
    perform("schedule " + session.scene(glyphs).tid());
  }

  void why() {
    show("why", run("why"));
  }

  void back() {
    if (focused().uncover()) {
      return;
    }
    if (!focused().filter().isEmpty()) {
      focused().filter("");
    } else if (isZoomed) {
      isZoomed = false;
    } else {
      focused().follow();
    }
  }

  /// A key as people call it.
  private static String shown(String key) {
    return key.isBlank() ? "space" : key.equals("ReverseTab") ? "Shift-Tab" : key;
  }

  void help() {
    List<String> lines = new ArrayList<>();
    for (Keys.Binding binding : Keys.ALL) {
      List<String> names = binding.names().stream().map(Dashboard::shown).toList();
      String shown =
          names.size() > 4 ? names.getFirst() + " … " + names.getLast() : String.join(" ", names);
      lines.add(String.format("%-14s %s", shown, binding.help()));
    }
    lines.add("");
    lines.add("Letters of states: R runs, r is ready, S sleeps, D waits for a device,");
    lines.add("T is stopped, Z zombie, X ended.");
    overlay = new Overlay("Keys", lines);
  }

  void quit() {
    isPlaying = false;
    isOver = true;
  }
}
