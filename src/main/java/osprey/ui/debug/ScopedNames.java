package osprey.ui.debug;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import osprey.code.Location;
import osprey.code.Symbol;

/// `function::variable` in an expression: a variable of a call further out, or a static one.
///
/// @param text with names of no other meaning instead
/// @param values what these names stand for
record ScopedNames(String text, Map<String, Value> values) {
  private static final Pattern SCOPED = Pattern.compile("([A-Za-z_]\\w*)::([A-Za-z_]\\w*)");

  static ScopedNames of(String text, FrameView frame) throws DebugError {
    Matcher matcher = SCOPED.matcher(text);
    Map<String, Value> values = new LinkedHashMap<>();
    StringBuilder out = new StringBuilder();
    int from = 0;
    while (matcher.find()) {
      String name = "$scoped" + values.size();
      values.put(name, load(matcher.group(1), matcher.group(2), frame));
      out.append(text, from, matcher.start()).append(name);
      from = matcher.end();
    }
    return new ScopedNames(out.append(text.substring(from)).toString(), values);
  }

  private static Value load(String functionName, String name, FrameView frame) throws DebugError {
    Symbol.Function function = frame.image().function(functionName);
    if (function == null) {
      throw new DebugError("No symbol \"" + functionName + "\" in current context.");
    }
    FrameView inside = frame.within(functionName);
    boolean isKnown = false;
    Symbol.Local found = null;
    for (Symbol.Local local : function.locals()) {
      if (local.name().equals(name)) {
        isKnown = true;
        boolean isVisible =
            inside != null
                && (local.isParameter()
                    || local.scopeStart() <= inside.instruction()
                        && inside.instruction() < local.scopeEnd());
        if (isVisible || local.location() instanceof Location.Static) {
          found = local;
        }
      }
    }
    if (found != null) {
      FrameView view = inside == null ? frame : inside;
      return view.load(found.type(), view.place(name, found.location()));
    }
    throw new DebugError(
        isKnown
            ? "No frame is currently executing in block " + functionName + "."
            : "No symbol \"" + name + "\" in function \"" + functionName + "\".");
  }
}
