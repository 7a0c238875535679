package osprey.lang.c.parse;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.lang.c.Token;

/// What the statements of one function body must know about it.
final class Body {
  /// An enclosing `switch`.
  static final class Choice {
    private final CType.Int type;
    private final List<Range> ranges = new ArrayList<>();
    private final Map<Long, Integer> values = new LinkedHashMap<>();
    private boolean hasDefault;

    private record Range(long low, long high, int at) {}

    Choice(CType.Int type) {
      this.type = type;
    }

    CType.Int type() {
      return type;
    }

    /// Returns the position of an earlier label for one of the values, or 0.
    int add(long low, long high, int at) {
      for (Range range : ranges) {
        if (low <= range.high && range.low <= high) {
          return range.at;
        }
      }
      if (low == high) {
        Integer old = values.putIfAbsent(low, at);
        return old == null ? 0 : old;
      }
      for (Map.Entry<Long, Integer> value : values.entrySet()) {
        if (low <= value.getKey() && value.getKey() <= high) {
          return value.getValue();
        }
      }
      ranges.add(new Range(low, high, at));
      return 0;
    }

    /// False if there was a `default` already.
    boolean addDefault() {
      boolean isFirst = !hasDefault;
      hasDefault = true;
      return isFirst;
    }
  }

  private final String name;
  private final CType result;
  private final Map<String, Integer> labels = new LinkedHashMap<>();
  private final List<Token> gotos = new ArrayList<>();
  private final Deque<Choice> choices = new ArrayDeque<>();
  private final Set<String> reportedNames = new LinkedHashSet<>();
  private int loops;

  Body(String name, CType result) {
    this.name = name;
    this.result = result;
  }

  String name() {
    return name;
  }

  CType result() {
    return result;
  }

  /// Returns where the label was before, or 0.
  int label(Token label) {
    Integer old = labels.putIfAbsent(label.text(), label.at());
    return old == null ? 0 : old;
  }

  void jump(Token label) {
    gotos.add(label);
  }

  Iterable<String> labels() {
    return labels.keySet();
  }

  List<Token> missingLabels() {
    List<Token> missing = new ArrayList<>();
    for (Token label : gotos) {
      if (!labels.containsKey(label.text()) && reportedNames.add(label.text())) {
        missing.add(label);
      }
    }
    return missing;
  }

  void enterLoop() {
    loops++;
  }

  void leaveLoop() {
    loops--;
  }

  boolean isInLoop() {
    return loops > 0;
  }

  void enterSwitch(CType.Int type) {
    choices.push(new Choice(type));
  }

  void leaveSwitch() {
    choices.pop();
  }

  @Nullable Choice choice() {
    return choices.peek();
  }
}
