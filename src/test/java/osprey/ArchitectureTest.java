package osprey;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaConstructorCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// Holds the code to the diagrams in docs/architecture.md and to the rules of the house.
class ArchitectureTest {
  private static final String ROOT = "osprey";

  /// Everything below the user interface and its helpers: what a simulated run consists of.
  private static final String[] CORE = {
    "osprey.abi..", "osprey.code..", "osprey.lang..", "osprey.engine..", "osprey.machine..",
    "osprey.network..", "osprey.kernel..", "osprey.inspect..", "osprey.trace..", "osprey.sim.."
  };

  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
          .importPackages(ROOT);

  @TestFactory
  Stream<DynamicTest> each_package_imports_only_what_the_diagram_allows() throws IOException {
    return diagrams().stream()
        .flatMap(diagram -> packages(diagram).stream().map(from -> importsOf(from, diagram)));
  }

  private static DynamicTest importsOf(String from, Diagram diagram) {
    Set<String> allowed = diagram.arrows().get(from);
    String[] forbidden =
        packages(diagram).stream()
            .filter(to -> !to.equals(from) && !allowed.contains(to))
            .map(to -> diagram.parent() + "." + to + "..")
            .toArray(String[]::new);
    ArchRule rule =
        noClasses()
            .that()
            .resideInAPackage(diagram.parent() + "." + from + "..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(forbidden)
            .because("docs/architecture.md lets " + from + " import only " + allowed);
    return DynamicTest.dynamicTest(
        diagram.parent() + "." + from + " imports only " + allowed, () -> rule.check(CLASSES));
  }

  @Test
  void the_diagram_shows_every_package() throws IOException {
    for (Diagram diagram : diagrams()) {
      assertThat(packages(diagram))
          .as("packages of %s that docs/architecture.md must show", diagram.parent())
          .isSubsetOf(diagram.shown());
    }
  }

  @Test
  void the_diagram_is_free_of_cycles() throws IOException {
    for (Diagram diagram : diagrams()) {
      assertThat(diagram.cycle()).as("a cycle of arrows in %s", diagram.parent()).isEmpty();
    }
  }

  @Test
  void packages_are_free_of_cycles() {
    for (String slices : new String[] {"osprey.(*)..", "osprey.kernel.(*).."}) {
      SlicesRuleDefinition.slices().matching(slices).should().beFreeOfCycles().check(CLASSES);
    }
  }

  @Test
  void the_core_asks_no_outside_source_for_time_or_chance() {
    noClasses()
        .that()
        .resideInAnyPackage(CORE)
        .should()
        .callMethod(System.class, "nanoTime")
        .orShould()
        .callMethod(System.class, "currentTimeMillis")
        .orShould()
        .callMethod(Math.class, "random")
        .orShould()
        .callMethodWhere(
            called("java.time.*.now", "java\\.time\\.\\w+", "now")
                .or(called("a parallel stream", "java\\.util\\..*", "parallel(Stream)?")))
        .orShould()
        .dependOnClassesThat()
        .haveNameMatching(
            "java\\.util\\.(Random|SplittableRandom|UUID|random\\..*)"
                + "|java\\.util\\.concurrent\\.ThreadLocalRandom|java\\.security\\.SecureRandom")
        .as("the core is deterministic: time and chance come from the engine")
        .check(CLASSES);
  }

  @Test
  void the_core_keeps_no_static_state() {
    fields()
        .that()
        .areDeclaredInClassesThat()
        .resideInAnyPackage(CORE)
        .and()
        .areStatic()
        .should()
        .beFinal()
        .as("the core keeps no static state: checkpoints and parallel exploration depend on it")
        .check(CLASSES);
  }

  @TestFactory
  Stream<DynamicTest> third_parties_stay_in_their_room() {
    return Stream.of(
        room("JLine", describe("of JLine", inPackage("org.jline")), "osprey.ui.repl.."),
        room(
            "Lanterna",
            describe("of Lanterna", inPackage("com.googlecode.lanterna")),
            "osprey.ui.tui.."),
        room("picocli", describe("of picocli", inPackage("picocli")), "osprey.ui.cli.."),
        room(
            "native calls and child processes",
            describe(
                "java.lang.foreign or a process",
                inPackage("java.lang.foreign").or(named("java\\.lang\\.Process(Builder)?"))),
            "osprey.hardware..",
            "osprey.ui.repl"),
        room(
            "files",
            describe(
                "java.nio.file or java.io.File",
                inPackage("java.nio.file")
                    .or(named("java\\.io\\.(File|FileReader|FileWriter|File(In|Out)putStream)"))),
            "osprey",
            "osprey.lang.c",
            "osprey.trace..",
            "osprey.hardware..",
            "osprey.ui.."),
        room(
            "host threads",
            describe(
                "Thread or an executor",
                named("java\\.lang\\.Thread|java\\.util\\.concurrent\\.\\w*(Executor|Pool)\\w*")),
            "osprey.explore..",
            "osprey.hardware..",
            "osprey.ui.."));
  }

  private static DynamicTest room(
      String who, DescribedPredicate<JavaClass> guests, String... rooms) {
    String rule = who + " only in " + String.join(", ", rooms);
    return DynamicTest.dynamicTest(
        rule,
        () ->
            noClasses()
                .that()
                .resideOutsideOfPackages(rooms)
                .should()
                .dependOnClassesThat(guests)
                .as(rule)
                .check(CLASSES));
  }

  /// `osprey.lang.c` may read files, but only in the build step that compiles the C library.
  @Test
  void the_language_reads_files_only_in_its_build_step() {
    noClasses()
        .that()
        .resideInAPackage("osprey.lang.c")
        .and()
        .haveSimpleNameNotStartingWith("LibraryBuilder")
        .should()
        .dependOnClassesThat(inPackage("java.nio.file"))
        .check(CLASSES);
  }

  @Test
  void trace_and_inspect_hold_only_data_and_its_readers() {
    classes()
        .that()
        .resideInAnyPackage("osprey.trace..", "osprey.inspect..")
        .and()
        .areTopLevelClasses()
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .beRecords()
        .orShould()
        .beEnums()
        .orShould()
        .beInterfaces()
        .orShould()
        .haveNameMatching(".*\\.(Trace\\w*|\\w*(Reader|Writer|Log))")
        .check(CLASSES);
  }

  @Test
  void names_are_nouns_of_the_domain() {
    noClasses()
        .should()
        .haveNameMatching(".*(Utils?|Helper|Manager|Impl|Interface)")
        .orShould()
        .haveNameMatching(".*[.$](Abstract|My)[A-Z]\\w*")
        .check(CLASSES);
    noClasses()
        .that()
        .resideOutsideOfPackage("osprey.inspect..")
        .and()
        .doNotHaveSimpleName("package-info")
        .should()
        .haveNameMatching(".*Info")
        .check(CLASSES);
  }

  @Test
  void implementations_of_the_extension_points_are_final() {
    classes()
        .that()
        .areNotInterfaces()
        .and()
        .areAssignableTo(
            describe(
                "an extension point",
                named("osprey\\..*\\.(FileDescription|SchedulingPolicy|Panel|Exporter|Strategy)")))
        .should()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.FINAL)
        .orShould()
        .haveModifier(com.tngtech.archunit.core.domain.JavaModifier.ABSTRACT)
        .orShould()
        .beEnums()
        .check(CLASSES);
  }

  @Test
  void only_sim_constructs_the_parts_of_a_machine() {
    noClasses()
        .that()
        .resideOutsideOfPackage("osprey.sim..")
        .should()
        .callConstructorWhere(
            describe(
                "the constructor of Kernel or Fabric is called from another class",
                (JavaConstructorCall call) -> {
                  JavaClass built = call.getTargetOwner();
                  return Set.of("osprey.kernel.core.Kernel", "osprey.network.Fabric")
                          .contains(built.getName())
                      && !call.getOriginOwner().equals(built);
                }))
        .as("only sim constructs Kernel and Fabric; they may copy themselves")
        .check(CLASSES);
  }

  private static DescribedPredicate<JavaAccess<?>> called(
      String what, String ownerPattern, String methodPattern) {
    return describe(
        what,
        access ->
            access.getTargetOwner().getName().matches(ownerPattern)
                && access.getTarget().getName().matches(methodPattern));
  }

  private static DescribedPredicate<JavaClass> inPackage(String name) {
    return JavaClass.Predicates.resideInAPackage(name + "..");
  }

  private static DescribedPredicate<JavaClass> named(String pattern) {
    return describe(pattern, type -> type.getName().matches(pattern));
  }

  /// The children of a diagram's package that have classes, by their simple names.
  private static Set<String> packages(Diagram diagram) {
    String prefix = diagram.parent() + ".";
    return CLASSES.stream()
        .map(JavaClass::getPackageName)
        .filter(name -> name.startsWith(prefix))
        .map(name -> name.substring(prefix.length()).replaceFirst("\\..*", ""))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<Diagram> diagrams() throws IOException {
    String text = Files.readString(Path.of("docs/architecture.md"));
    return Set.of(
        Diagram.under("The packages", text, ROOT),
        Diagram.under("Inside the kernel", text, ROOT + ".kernel"));
  }
}
