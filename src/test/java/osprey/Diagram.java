package osprey;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.ImmutableSetMultimap;
import com.google.common.collect.SetMultimap;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/// A mermaid graph of package names, read from Markdown: each line `a --> b` allows `a` to import
/// `b`. Other mermaid syntax (labels, chains, subgraphs) is ignored.
///
/// @param parent the package whose children the graph shows, such as `osprey` or `osprey.kernel`
record Diagram(String parent, SetMultimap<String, String> arrows) {
  private static final Pattern ARROW = Pattern.compile("(?m)^\\s*(\\w+) --> (\\w+)\\s*$");

  /// Reads the first mermaid block under the Markdown heading with this text.
  static Diagram under(String heading, String markdown, String parent) {
    int section = markdown.indexOf("\n## " + heading + "\n");
    checkArgument(section >= 0, "docs/architecture.md has no heading '## %s'", heading);
    int start = markdown.indexOf("```mermaid\n", section);
    int end = markdown.indexOf("\n```", start + 1);
    checkArgument(start >= 0 && end >= 0, "no mermaid block under the heading '## %s'", heading);
    ImmutableSetMultimap.Builder<String, String> arrows = ImmutableSetMultimap.builder();
    ARROW
        .matcher(markdown.substring(start, end))
        .results()
        .forEach(arrow -> arrows.put(arrow.group(1), arrow.group(2)));
    return new Diagram(parent, arrows.build());
  }

  Set<String> shown() {
    Set<String> shown = new TreeSet<>(arrows.keySet());
    shown.addAll(arrows.values());
    return shown;
  }

  /// One cycle of arrows, or an empty list when there is none.
  List<String> cycle() {
    Set<String> harmless = new HashSet<>();
    for (String start : shown()) {
      List<String> found = cycleFrom(start, new ArrayList<>(), harmless);
      if (!found.isEmpty()) {
        return found;
      }
    }
    return List.of();
  }

  private List<String> cycleFrom(String at, List<String> path, Set<String> harmless) {
    int seen = path.indexOf(at);
    if (seen >= 0) {
      return new ArrayList<>(path.subList(seen, path.size()));
    }
    if (harmless.contains(at)) {
      return List.of();
    }
    path.add(at);
    for (String next : arrows.get(at)) {
      List<String> found = cycleFrom(next, path, harmless);
      if (!found.isEmpty()) {
        return found;
      }
    }
    path.removeLast();
    harmless.add(at);
    return List.of();
  }
}
