package osprey.sim.conformance;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What `$name` and `@B` mean in the steps of a recorded case.
public final class CaseNames {
  private final Map<String, ? extends Actor> actors;
  private final Map<String, Object> bound = new LinkedHashMap<>();

  /// @param actors by name; more may come
  public CaseNames(Map<String, ? extends Actor> actors) {
    this.actors = actors;
  }

  /// Gives the values of an operation the names that its step has for them.
  public void bind(Map<?, ?> step, List<Object> values) {
    List<?> names = step.get("bind") instanceof List<?> list ? list : List.of();
    for (int i = 0; i < names.size() && i < values.size(); i++) {
      bound.put(String.valueOf(names.get(i)), values.get(i));
    }
  }

  /// The arguments of a step.
  public Arguments arguments(Map<?, ?> step) {
    return new Arguments(resolve(step.get("args")) instanceof Map<?, ?> map ? map : Map.of());
  }

  private @Nullable Object resolve(@Nullable Object value) {
    return switch (value) {
      case String text when text.startsWith("$") -> {
        Object known = bound.get(text.substring(1));
        if (known == null) {
          throw new IllegalArgumentException(text + " has no value");
        }
        yield known;
      }
      case String text when text.startsWith("@") && actors.containsKey(text.substring(1)) ->
          (long) actors.get(text.substring(1)).processId();
      case List<?> list -> {
        List<@Nullable Object> resolved = new ArrayList<>();
        list.forEach(each -> resolved.add(resolve(each)));
        yield resolved;
      }
      case Map<?, ?> map -> {
        Map<Object, @Nullable Object> resolved = new LinkedHashMap<>();
        map.forEach((key, each) -> resolved.put(key, resolve(each)));
        yield resolved;
      }
      case null -> null;
      default -> value;
    };
  }

  /// What happened at a step, with names in place of process numbers.
  public Map<String, @Nullable Object> canonical(Map<String, @Nullable Object> log) {
    Map<String, @Nullable Object> canonical = new LinkedHashMap<>();
    log.forEach((key, value) -> canonical.put(key, canonicalValue(value)));
    return canonical;
  }

  private @Nullable Object canonicalValue(@Nullable Object value) {
    return switch (value) {
      case Reply.Id(long number) -> {
        for (Actor actor : actors.values()) {
          if (actor.id() == number) {
            yield "@" + actor.name();
          }
        }
        yield "@?";
      }
      case List<?> list -> {
        List<@Nullable Object> all = new ArrayList<>();
        list.forEach(each -> all.add(canonicalValue(each)));
        yield all;
      }
      case Map<?, ?> map -> {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        map.forEach((key, each) -> all.put(String.valueOf(key), canonicalValue(each)));
        yield all;
      }
      case null -> null;
      default -> value;
    };
  }
}
