package osprey.sim.conformance;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Replays recorded cases on the simulated kernel: the answers must be those of the real one, call
/// by call. A case that has variants is right if it matches any.
public final class Conformance {
  private static final int SHOWN_MAX = 400;

  private final AgentProgram program = new AgentProgram();

  /// A recorded case.
  ///
  /// @param family shared-memory, file, socket …
  public record Case(String id, String family, String primitive, Map<?, ?> content) {}

  /// What became of a case.
  ///
  /// @param difference the first one, in a line; null if the case passed
  public record Verdict(Case recorded, @Nullable String difference) {
    public boolean isPassed() {
      return difference == null;
    }
  }

  /// The cases of a file, one a line.
  ///
  /// @param only regular expression that identifiers must contain, null for all
  /// @throws IllegalArgumentException if a line is no case
  public static List<Case> read(String text, @Nullable Pattern only) {
    List<Case> cases = new ArrayList<>();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      if (!(parse(line, number) instanceof Map<?, ?> content) || content.get("id") == null) {
        throw new IllegalArgumentException("line " + number + ": not a recorded case");
      }
      String id = String.valueOf(content.get("id"));
      if (only == null || only.matcher(id).find()) {
        cases.add(
            new Case(
                id,
                String.valueOf(content.get("class")),
                String.valueOf(content.get("primitive")),
                content));
      }
    }
    return cases;
  }

  private static @Nullable Object parse(String line, int number) {
    try {
      return Json.parse(line);
    } catch (IllegalArgumentException bad) {
      throw new IllegalArgumentException("line " + number + ": " + bad.getMessage(), bad);
    }
  }

  public Verdict replay(Case recorded) {
    return new Verdict(recorded, difference(recorded));
  }

  private @Nullable String difference(Case recorded) {
    Map<?, ?> content = recorded.content();
    try {
      return difference(recorded, new Replay(content, program).run());
    } catch (Replay.Impossible impossible) {
      return difference(recorded, impossible);
    } catch (RuntimeException bug) {
      return "the simulator failed: " + bug;
    }
  }

  /// Where a case could not go on.
  public static String difference(Case recorded, Replay.Impossible impossible) {
    return at(recorded.content(), impossible.step) + impossible.getMessage();
  }

  /// The first difference of what happened from what was recorded, null for none.
  public static @Nullable String difference(Case recorded, Replay.Transcript got) {
    Map<?, ?> content = recorded.content();
    List<?> steps = Replay.list(content.get("steps"));
    String first = compare(content, steps, got.steps());
    if (first == null) {
      return compareLeft(content, got.leftBlocked());
    }
    for (Object variant : Replay.list(content.get("variants"))) {
      if (compare(content, Replay.list(variant), got.steps()) == null) {
        return null;
      }
    }
    return first;
  }

  private static @Nullable String compareLeft(Map<?, ?> content, List<String> left) {
    List<String> wanted = new ArrayList<>();
    Replay.list(content.get("left_blocked")).forEach(name -> wanted.add(String.valueOf(name)));
    List<String> got = new ArrayList<>(left);
    wanted.sort(Comparator.naturalOrder());
    got.sort(Comparator.naturalOrder());
    return wanted.equals(got) ? null : "left blocked: want " + wanted + ", got " + got;
  }

  private static String at(Map<?, ?> content, int step) {
    String what = "";
    List<?> steps = Replay.list(content.get("steps"));
    if (step < steps.size() && steps.get(step) instanceof Map<?, ?> each) {
      what = " " + each.get("actor") + " " + each.get("op") + " " + Json.print(each.get("args"));
    }
    return cut("step " + (step + 1) + what) + ": ";
  }

  private static @Nullable String compare(
      Map<?, ?> content, List<?> wanted, List<Map<String, @Nullable Object>> got) {
    for (int i = 0; i < wanted.size(); i++) {
      if (!(wanted.get(i) instanceof Map<?, ?> want)) {
        return "the case is damaged";
      }
      Map<String, @Nullable Object> part = new LinkedHashMap<>();
      part.put("result", want.get("result"));
      if (want.get("completes") != null) {
        part.put("completes", want.get("completes"));
      }
      if (i >= got.size() || !normal(part).equals(normal(got.get(i)))) {
        Object answer = i < got.size() ? got.get(i) : null;
        return at(content, i)
            + "want "
            + cut(Json.print(part))
            + ", got "
            + cut(Json.print(answer));
      }
    }
    return null;
  }

  /// What a step led to is a set: in which order others return is not defined.
  private static Map<String, @Nullable Object> normal(Map<String, @Nullable Object> step) {
    Map<String, @Nullable Object> normal = new LinkedHashMap<>(step);
    if (step.get("completes") instanceof List<?> completions) {
      List<@Nullable Object> sorted = new ArrayList<>(completions);
      sorted.sort(Comparator.comparing(Conformance::actorOf));
      normal.put("completes", sorted);
    }
    return normal;
  }

  private static String actorOf(@Nullable Object completion) {
    return completion instanceof Map<?, ?> map
        ? map.get("actor") + " " + map.get("step")
        : String.valueOf(completion);
  }

  private static String cut(String text) {
    return text.length() <= SHOWN_MAX ? text : text.substring(0, SHOWN_MAX) + "…";
  }
}
