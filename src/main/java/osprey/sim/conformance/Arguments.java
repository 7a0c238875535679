package osprey.sim.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The arguments of a recorded step by name; `$name` and `@B` are already replaced by what they
/// mean.
public record Arguments(Map<?, ?> values) {
  public boolean has(String name) {
    return values.get(name) != null;
  }

  @Nullable Object raw(String name) {
    return values.get(name);
  }

  /// A number; an octal string is one too.
  public long number(String name, long otherwise) {
    return switch (values.get(name)) {
      case Long number -> number;
      case Integer number -> number;
      case String octal when octal.matches("0[0-7]*") -> Long.parseLong(octal, 8);
      case Boolean is -> is ? 1 : 0;
      case null -> otherwise;
      default -> throw new IllegalArgumentException(name + " is no number: " + raw(name));
    };
  }

  public long number(String name) {
    if (!has(name)) {
      throw new IllegalArgumentException("there is no argument '" + name + "'");
    }
    return number(name, 0);
  }

  public String text(String name, String otherwise) {
    return values.get(name) instanceof String text ? text : otherwise;
  }

  public String text(String name) {
    if (!(values.get(name) instanceof String text)) {
      throw new IllegalArgumentException("there is no text '" + name + "'");
    }
    return text;
  }

  byte[] data(String name) {
    return Payload.decode(values.get(name));
  }

  List<?> list(String name) {
    return values.get(name) instanceof List<?> list ? list : List.of();
  }

  List<Long> numbers(String name) {
    List<Long> numbers = new ArrayList<>();
    for (Object each : list(name)) {
      if (each instanceof Long number) {
        numbers.add(number);
      }
    }
    return numbers;
  }

  /// Names and numbers combined.
  long flags(String name) {
    return flags(list(name));
  }

  static long flags(List<?> names) {
    long flags = 0;
    for (Object each : names) {
      flags |= each instanceof Long number ? number : Constants.of(String.valueOf(each));
    }
    return flags;
  }
}
