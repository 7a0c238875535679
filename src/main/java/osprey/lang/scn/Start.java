package osprey.lang.scn;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// A process that begins by itself.
///
/// @param program name of a Program or a Workload
/// @param name unique; `worker.2` where several start under one name
/// @param group the name without its number, which stands for all of them
/// @param arguments without argv[0], which is the program's name
/// @param environment `NAME=value`, besides the machine's own
/// @param directory working directory
/// @param user user id
/// @param share what is said here, else what the workload says
/// @param sandbox name of a Sandbox, or null
/// @param latestNanos equal to `timeNanos`, or later if chance chooses between them
public record Start(
    int at,
    String program,
    String name,
    String group,
    List<String> arguments,
    List<String> environment,
    Input input,
    String directory,
    int user,
    Share share,
    @Nullable String sandbox,
    @Nullable String machine,
    long timeNanos,
    long latestNanos) {
  public static final int COPIES_MAX = 10_000;

  public Start {
    arguments = List.copyOf(arguments);
    environment = List.copyOf(environment);
  }

  Start numbered(int number) {
    return new Start(
        at,
        program,
        group + "." + number,
        group,
        arguments,
        environment,
        input,
        directory,
        user,
        share,
        sandbox,
        machine,
        timeNanos,
        latestNanos);
  }

  /// Standard input.
  public sealed interface Input {}

  /// The machine's terminal, or an empty input when it has none.
  public enum Default implements Input {
    DEFAULT
  }

  public record Text(Content content) implements Input {}

  /// A file outside the simulation, its path as written.
  public record FromFile(int at, String path) implements Input {}
}
