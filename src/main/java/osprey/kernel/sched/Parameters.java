package osprey.kernel.sched;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// What a scenario says to a policy: durations in nanoseconds, numbers, yes as 1 and no as 0.
record Parameters(Map<String, List<Long>> values) {
  Parameters {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  boolean has(String name) {
    return values.containsKey(name);
  }

  long get(String name, long otherwise) {
    List<Long> said = values.getOrDefault(name, List.of());
    return said.isEmpty() ? otherwise : said.getFirst();
  }

  boolean is(String name, boolean otherwise) {
    return get(name, otherwise ? 1 : 0) != 0;
  }

  List<Long> list(String name) {
    return values.getOrDefault(name, List.of());
  }
}
