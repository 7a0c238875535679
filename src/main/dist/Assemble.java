import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Completes the application folder in which Maven has put `lib/osprey.jar`: the dependencies, the
/// launcher, a note of the JDK it was built with, and the AOT cache that halves the start-up time.
///
/// A build step, run by `java Assemble.java DIST APPLICATION CLASSPATH`; not part of Osprey. The
/// cache records one run of `osprey.Rehearsal` over the command lines in `DIST/training`. It is
/// valid for exactly these jars at these paths and this JDK, so it is made last.
final class Assemble {
  private final Path dist;
  private final Path application;
  private final Path lib;

  private Assemble(Path dist, Path application) {
    this.dist = dist;
    this.application = application;
    this.lib = application.resolve("lib");
  }

  static void main(String[] args) throws IOException, InterruptedException {
    var assemble = new Assemble(Path.of(args[0]), Path.of(args[1]));
    assemble.copyDependencies(args[2].split(System.getProperty("path.separator")));
    assemble.copyLauncher();
    if (!Boolean.getBoolean("aot.skip")) {
      assemble.recordCache();
    }
  }

  private void copyDependencies(String[] classpath) throws IOException {
    Set<String> wanted = new TreeSet<>(Set.of("osprey.jar"));
    for (String entry : classpath) {
      Path from = Path.of(entry);
      if (Files.isRegularFile(from)) {
        String name = from.getFileName().toString();
        wanted.add(name);
        Path to = lib.resolve(name);
        if (!Files.exists(to)
            || Files.getLastModifiedTime(to).compareTo(Files.getLastModifiedTime(from)) < 0) {
          if (name.startsWith("picocli-")) {
            copyModernised(from, to);
          } else {
            Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
          }
        }
      }
    }
    try (var present = Files.newDirectoryStream(lib)) {
      for (Path file : present) {
        if (!wanted.contains(file.getFileName().toString())) {
          Files.delete(file);
        }
      }
    }
  }

  /// The AOT cache refuses classes in the format of Java 5, in which picocli comes. Gives them the
  /// format of Java 8, that is, adds stack maps; their code stays the same.
  private static void copyModernised(Path from, Path to) throws IOException {
    var libraries = new URLClassLoader(new URL[] {from.toUri().toURL()});
    ClassFile format =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(libraries)));
    ClassTransform modern =
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
            .andThen(
                ClassTransform.endHandler(type -> type.withVersion(ClassFile.JAVA_8_VERSION, 0)));
    try (libraries;
        var in = new ZipInputStream(Files.newInputStream(from));
        var out = new ZipOutputStream(Files.newOutputStream(to))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        byte[] content = in.readAllBytes();
        if (entry.getName().endsWith(".class")) {
          ClassModel type = format.parse(content);
          if (type.majorVersion() < ClassFile.JAVA_6_VERSION) {
            content = format.transformClass(type, modern);
          }
        }
        out.putNextEntry(new ZipEntry(entry.getName()));
        out.write(content);
      }
      out.putNextEntry(new ZipEntry("META-INF/CHANGES-BY-OSPREY.txt"));
      out.write("Osprey's build gave the classes a newer format.\n".getBytes(UTF_8));
    }
  }

  private void copyLauncher() throws IOException {
    Path launcher = application.resolve("bin").resolve("osprey");
    Files.createDirectories(launcher.getParent());
    Files.copy(dist.resolve("osprey"), launcher, StandardCopyOption.REPLACE_EXISTING);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    Files.writeString(lib.resolve("jdk"), System.getProperty("java.home") + "\n");
  }

  private void recordCache() throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xlog:disable", "-XX:+UseSerialGC"));
    command.add("-XX:AOTCacheOutput=" + lib.resolve("osprey.aot"));
    command.addAll(List.of("-cp", lib.resolve("osprey.jar").toString(), "osprey.Rehearsal"));
    command.add(dist.resolve("training").toString());
    Path log = application.resolveSibling("osprey-training.log");
    int status =
        new ProcessBuilder(command)
            .directory(dist.resolve("../../..").toFile())
            .redirectErrorStream(true)
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .redirectOutput(log.toFile())
            .start()
            .waitFor();
    if (status != 0 || !Files.exists(lib.resolve("osprey.aot"))) {
      System.err.println("no AOT cache, osprey will start more slowly; see " + log);
    }
  }
}
