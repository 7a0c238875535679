package osprey.hardware.fuzz;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import osprey.engine.SplittableSeed;

/// Makes the random programs: a seed's program is always the same.
final class Generator {
  private static final int STRANDS_MAX = 3;
  private static final int STATEMENTS_MIN = 2;
  private static final int STATEMENTS_MAX = 9;
  private static final double COMMON = 0.25;
  private static final Pattern ALTERNATIVES = Pattern.compile("\\{([^{}]*)}");
  private static final List<String> SIZES =
      List.of("0", "1", "1", "5", "100", "4096", "4097", "5000", "65536", "70000");
  private static final List<String> OFFSETS = List.of("0", "1", "3", "100", "5000", "-1");

  /// Where each family keeps its descriptors.
  private static final int DESCRIPTORS = 14;

  private final SplittableSeed chance;

  private Generator(long seed) {
    // Seeds that follow each other have nothing in common.
    chance = new SplittableSeed(seed).split();
  }

  static Case program(long seed) {
    return new Generator(seed).make(seed);
  }

  private Case make(long seed) {
    List<Family> all = List.of(Family.values());
    Set<Family> chosen = EnumSet.noneOf(Family.class);
    int count = 1 + chance.below(3);
    while (chosen.size() < count) {
      // The last one is for all of them.
      chosen.add(all.get(chance.below(all.size() - 1)));
    }
    List<Family> families = List.copyOf(chosen);
    List<String> setup = new ArrayList<>();
    families.forEach(each -> each.setup().forEach(line -> setup.add(filled(line))));
    List<Case.Strand> strands = new ArrayList<>();
    int strandCount = 1 + chance.below(STRANDS_MAX);
    for (int i = 0; i < strandCount; i++) {
      Case.Kind kind =
          i == 0 ? Case.Kind.MAIN : chance.chance(0.6) ? Case.Kind.PROCESS : Case.Kind.THREAD;
      strands.add(new Case.Strand(kind, statements(families)));
    }
    return new Case(seed, setup, strands);
  }

  private List<String> statements(List<Family> families) {
    List<String> statements = new ArrayList<>();
    long count = chance.between(STATEMENTS_MIN, STATEMENTS_MAX);
    for (int i = 0; i < count; i++) {
      Family family =
          chance.chance(COMMON) ? Family.ANY : families.get(chance.below(families.size()));
      statements.add(filled(pick(family.phrases())));
    }
    return statements;
  }

  private String filled(String phrase) {
    String text = phrase;
    while (text.contains("$size")) {
      text = text.replaceFirst("\\$size", pick(SIZES));
    }
    while (text.contains("$offset")) {
      text = text.replaceFirst("\\$offset", pick(OFFSETS));
    }
    while (text.contains("@")) {
      text = text.replaceFirst("@", "d[" + chance.below(DESCRIPTORS) + "]");
    }
    Matcher found = ALTERNATIVES.matcher(text);
    while (found.find()) {
      String[] alternatives = found.group(1).split("/", -1);
      text =
          text.substring(0, found.start())
              + alternatives[chance.below(alternatives.length)]
              + text.substring(found.end());
      found = ALTERNATIVES.matcher(text);
    }
    return text;
  }

  private String pick(List<String> of) {
    return of.get(chance.below(of.size()));
  }
}
