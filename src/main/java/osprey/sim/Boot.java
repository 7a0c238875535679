package osprey.sim;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.kernel.core.Kernel;
import osprey.kernel.core.MachineConfig;
import osprey.kernel.core.Timeline;
import osprey.kernel.sched.SchedulingPolicy;
import osprey.kernel.syscall.SyscallTable;
import osprey.lang.Diagnostics;
import osprey.lang.c.Compiler;
import osprey.lang.scn.HostFile;
import osprey.lang.scn.Machine;
import osprey.lang.scn.Scenario;
import osprey.lang.scn.ScenarioParser;
import osprey.lang.scn.Share;
import osprey.lang.scn.Start;
import osprey.machine.Program;
import osprey.network.Fabric;
import osprey.trace.TraceLog;
import osprey.trace.Tracer;

/// A scenario or a C program, checked, compiled and read completely: simulations are booted from
/// it, any number of them. Immutable.
public final class Boot {
  private static final String MACHINE = "machine";
  private static final String PROGRAM_DIRECTORY = "/root";
  private static final String SUFFIX = ".c";

  private final Scenario scenario;
  private final Map<String, Program> programs;
  private final Map<String, byte[]> outside;
  private final boolean isProgram;

  private Boot(
      Scenario scenario,
      Map<String, Program> programs,
      Map<String, byte[]> outside,
      boolean isProgram) {
    this.scenario = scenario;
    this.programs = programs;
    this.outside = outside;
    this.isProgram = isProgram;
  }

  /// Null when the diagnostics tell of errors.
  ///
  /// @param name path of the scenario: files it names are looked for beside it
  public static @Nullable Boot ofScenario(
      Compiler compiler, String name, String text, OutsideFiles files, Diagnostics diagnostics) {
    Scenario scenario = ScenarioParser.parse(name, text, diagnostics);
    Map<String, Program> programs =
        new ProgramCompiler(compiler, files, diagnostics).compile(name, scenario);
    Map<String, byte[]> outside = new OutsideContents(name, files, diagnostics).of(scenario);
    if (!diagnostics.hasErrors()) {
      new Unsupported(diagnostics).check(scenario);
      new Mounting(scenario, diagnostics).check();
      for (Machine machine : scenario.machines()) {
        MachineSettings settings = new MachineSettings(machine, RunOptions.NONE, diagnostics);
        settings.config(0, 0);
        settings.policy();
      }
    }
    return diagnostics.hasErrors() ? null : new Boot(scenario, programs, outside, false);
  }

  /// The standard machine with one program, started at 0 as from a shell: `./hello argument …`.
  /// Null when the diagnostics tell of errors.
  ///
  /// @param name path of the C file: headers it names are looked for beside it
  public static @Nullable Boot ofProgram(
      Compiler compiler,
      String name,
      String text,
      List<String> arguments,
      OutsideFiles files,
      Diagnostics diagnostics) {
    String base = name.substring(name.lastIndexOf('/') + 1);
    String program =
        base.endsWith(SUFFIX) && base.length() > SUFFIX.length()
            ? base.substring(0, base.length() - SUFFIX.length())
            : base;
    osprey.lang.scn.Program source =
        new osprey.lang.scn.Program(
            0, program, List.of(new osprey.lang.scn.Program.Inline(0, name, text, 1, 1)));
    Start start =
        new Start(
            0,
            program,
            program,
            program,
            arguments,
            List.of(),
            Start.Default.DEFAULT,
            PROGRAM_DIRECTORY,
            0,
            Share.UNSAID,
            null,
            null,
            0,
            0);
    Scenario scenario =
        new Scenario(
            base,
            List.of(Machine.standard(0, MACHINE)),
            List.of(),
            List.of(source),
            List.of(),
            List.of(),
            List.of(),
            List.of(start),
            List.of(),
            null,
            null,
            Scenario.Mode.SIMULATED,
            List.of());
    Map<String, Program> programs =
        new ProgramCompiler(compiler, files, diagnostics).compile(name, scenario);
    return diagnostics.hasErrors() ? null : new Boot(scenario, programs, Map.of(), true);
  }

  public Scenario scenario() {
    return scenario;
  }

  /// Whether it is a C program by itself.
  public boolean isProgram() {
    return isProgram;
  }

  /// The programs that processes may run.
  public List<Image> images() {
    return programs.values().stream().map(Program::image).toList();
  }

  /// Whether the options fit all machines of the scenario; if not, the diagnostics say why.
  public boolean accepts(RunOptions options, Diagnostics diagnostics) {
    for (Machine machine : scenario.machines()) {
      MachineSettings settings = new MachineSettings(machine, options, diagnostics);
      settings.config(0, 0);
      settings.policy();
      if (diagnostics.hasErrors()) {
        return false; // the other machines would say the same
      }
    }
    return true;
  }

  /// A simulation at time 0 in which nothing has run; null when the options do not fit, and then
  /// the diagnostics say why.
  public @Nullable Simulation boot(RunOptions options, Diagnostics diagnostics) {
    long seed = seed(options);
    Timeline timeline = new Timeline();
    long mask = options.trace().mask() | TraceNeeds.of(scenario.expectations());
    Tracer tracer = new Tracer(new TraceLog(), mask);
    List<Kernel> kernels = new ArrayList<>();
    List<Streams> streams = new ArrayList<>();
    Fabric fabric = new Cabling(scenario).fabric(seed);
    for (Machine machine : scenario.machines()) {
      Kernel kernel =
          kernel(kernels.size(), machine, options, seed, timeline, tracer, fabric, diagnostics);
      if (kernel == null) {
        return null;
      }
      kernels.add(kernel);
      Integer terminals = options.terminals();
      streams.add(
          new Streams(kernel, terminals != null ? terminals : machine.hasTerminal() ? 7 : 0));
    }
    if (diagnostics.hasErrors()) {
      return null;
    }
    ScenarioScript script = new ScenarioScript(scenario, isProgram, outside, seed);
    return new Simulation(kernels, streams, timeline, tracer, script, seed);
  }

  private @Nullable Kernel kernel(
      int host,
      Machine machine,
      RunOptions options,
      long seed,
      Timeline timeline,
      Tracer tracer,
      Fabric fabric,
      Diagnostics diagnostics) {
    MachineSettings settings = new MachineSettings(machine, options, diagnostics);
    MachineConfig config = settings.config(host, seed);
    SchedulingPolicy policy = settings.policy();
    if (policy == null || diagnostics.hasErrors()) {
      return null;
    }
    Kernel kernel = new Kernel(config, policy, timeline, tracer, new SyscallTable(), host, fabric);
    MachineBoot boot = new MachineBoot(kernel, diagnostics);
    boot.mountDisk(machine.disk());
    programs.forEach((name, program) -> boot.install("/bin/" + name, program));
    if (isProgram) {
      programs.forEach((name, program) -> boot.install(PROGRAM_DIRECTORY + "/" + name, program));
    }
    for (HostFile file : scenario.files()) {
      if (scenario.machine(file.machine()).name().equals(machine.name())) {
        boot.put(file, outside);
      }
    }
    new Mounting(scenario, diagnostics).prepare(machine, kernel);
    return kernel;
  }

  /// The workloads of a run, with what chance chose for it, in the order of the file.
  public List<Exercise.Job> exercise(RunOptions options) {
    return Exercise.jobs(scenario, new ScenarioScript(scenario, isProgram, outside, seed(options)));
  }

  private long seed(RunOptions options) {
    Long asked = options.seed();
    Long said = scenario.seed();
    return asked != null ? asked : said != null ? said : 1;
  }

  /// How the scenario's expectations stand in a simulation that was booted from here, in the order
  /// of the scenario.
  public List<Verdict> verdicts(Simulation simulation) {
    return new Verdicts(scenario, simulation).all();
  }

  /// The process whose exit status is that of the run: the first that was started on the first
  /// machine; 0 if there is none.
  public static int mainPid(Simulation simulation) {
    for (Cast.Member member : simulation.cast().all()) {
      if (member.host() == 0) {
        return member.pid();
      }
    }
    return 0;
  }

  /// What files outside hold, by their names in the scenario.
  private record OutsideContents(String name, OutsideFiles files, Diagnostics diagnostics) {
    Map<String, byte[]> of(Scenario scenario) {
      Map<String, byte[]> contents = new LinkedHashMap<>();
      for (HostFile file : scenario.files()) {
        if (file.body() instanceof HostFile.FromFile(String path)) {
          read(file.at(), path, contents);
        }
      }
      for (Start start : scenario.starts()) {
        if (start.input() instanceof Start.FromFile(int at, String path)) {
          read(at, path, contents);
        }
      }
      return contents;
    }

    private void read(int at, String path, Map<String, byte[]> contents) {
      byte[] bytes = files.read(OutsideFiles.beside(name, path));
      if (bytes != null) {
        contents.put(path, bytes);
      } else if (!contents.containsKey(path)) {
        diagnostics.error(at, 1, OutsideFiles.beside(name, path) + " cannot be read");
      }
    }
  }
}
