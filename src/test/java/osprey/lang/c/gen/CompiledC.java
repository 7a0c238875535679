package osprey.lang.c.gen;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import osprey.code.Disassembler;
import osprey.code.Image;
import osprey.code.ImageVerifier;
import osprey.code.Symbol;
import osprey.lang.DiagnosticPrinter;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;
import osprey.lang.c.Compiler;
import osprey.lang.c.Headers;
import osprey.lang.c.Preprocessor;
import osprey.lang.c.object.CompiledUnit;
import osprey.lang.c.object.ObjectFile;
import osprey.lang.c.object.ObjectWriter;
import osprey.lang.c.object.StoredLibrary;
import osprey.lang.c.parse.Parser;
import osprey.machine.Cpu;
import osprey.machine.PageTable;
import osprey.machine.Program;
import osprey.machine.Ram;
import osprey.machine.Registers;

/// C programs for tests: compiled, linked with a library of a few lines, and run on a bare
/// processor whose only system calls are write and exit.
public final class CompiledC {
  private static final String TORTURE = "/osprey/lang/c/gen/torture/";

  private static final String LIBRARY =
      """
      int main();
      void _start(int argc, char **argv, char **envp) {
        __syscall(231, (long)main(argc, argv, envp));
      }
      void *memcpy(void *to, const void *from, unsigned long n) {
        return (void *)__intrinsic(0, to, from, n);
      }
      int answer(void) { return 42; }
      int twice_the_answer(void) { return 2 * answer(); }
      int never_used(void) { return 1; }
      static int calls = 1;
      int *counter(void) { return &calls; }
      """;

  private static final long STACK_TOP = 0x7ff0_0000_0000L;
  private static final long STACK_BYTES = 8L << 20;
  private static final long THREAD_BLOCK = 0x7000_0000_0000L;
  private static final int WRITABLE = PageTable.PRESENT | PageTable.READ | PageTable.WRITE;
  private static final int WRITE = 1;
  private static final int EXIT = 231;
  private static final long BUDGET = 1_000_000_000;

  private CompiledC() {}

  /// The library as the build would store it.
  public static ObjectFile library() {
    return new StoredLibrary(ObjectWriter.write(List.of(unit("start.c", LIBRARY)), 1));
  }

  public static CompiledUnit unit(String name, String text) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    CompiledUnit unit =
        CodeGenerator.generate(
            Parser.parse(
                name,
                new Preprocessor(diagnostics, CompiledC::torture, Map.of("OSPREY", "1"))
                    .run(name, text),
                diagnostics),
            diagnostics);
    assertThat(DiagnosticPrinter.print(diagnostics, false)).isEmpty();
    return unit;
  }

  /// The program, or null after errors.
  public static @Nullable Image link(Diagnostics diagnostics, String... texts) {
    List<Compiler.Source> sources = new ArrayList<>();
    for (int i = 0; i < texts.length; i++) {
      sources.add(new Compiler.Source(i == 0 ? "test.c" : "test" + (i + 1) + ".c", texts[i]));
    }
    return new Compiler(library())
        .image(sources, CompiledC::torture, Map.of("OSPREY", "1"), diagnostics);
  }

  public static Image image(String... texts) {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    Image image = link(diagnostics, texts);
    if (image == null) {
      throw new AssertionError(DiagnosticPrinter.print(diagnostics, false));
    }
    assertThat(ImageVerifier.verify(image)).isEmpty();
    return image;
  }

  /// Disassembly of one function of a program, without addresses and source lines.
  public static String listing(String text, String function) {
    Image image = image(text);
    Symbol.Function symbol = Objects.requireNonNull(image.function(function), function);
    Disassembler disassembler = new Disassembler(image);
    StringBuilder out = new StringBuilder();
    for (int i = symbol.start(); i < symbol.end(); i++) {
      out.append(String.format("%3d  %s\n", i - symbol.start(), disassembler.instruction(i)));
    }
    return out.toString();
  }

  /// Exit status of a program made of one expression.
  public static int valueOf(String expression) {
    String out = run(image("int main(void) { return " + expression + "; }"));
    return Integer.parseInt(out.strip().substring("exit ".length()));
  }

  public static String torture(String file) {
    try (InputStream stream = CompiledC.class.getResourceAsStream(TORTURE + file)) {
      return new String(
          Objects.requireNonNull(stream, file).readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static Headers.@Nullable Header torture(String name, boolean isAngled, String from) {
    return name.equals("torture.h") ? new Headers.Header(name, torture(name)) : null;
  }

  /// What the program writes, and a last line with its exit status or what stopped it.
  public static String run(Image image) {
    Program program = new Program(image);
    Ram ram = new Ram(1 << 16);
    PageTable table = new PageTable(1);
    map(table, ram, image.rodataBase(), image.rodata(), image.rodata().length, PageTable.READ);
    map(table, ram, image.dataBase(), image.data(), image.data().length, WRITABLE);
    map(table, ram, image.bssBase(), new byte[0], image.bssBytes(), WRITABLE);
    map(table, ram, STACK_TOP - STACK_BYTES, new byte[0], STACK_BYTES, WRITABLE);
    map(table, ram, THREAD_BLOCK, image.threadLocal(), image.threadLocalBytes(), WRITABLE);
    Registers registers = new Registers();
    registers.start(image.entry(), STACK_TOP - 64, 1, 0, 0);
    registers.setThreadPointer(THREAD_BLOCK);
    Cpu cpu = new Cpu(0, ram);
    StringBuilder out = new StringBuilder();
    while (true) {
      int reason = cpu.run(registers, table, program, BUDGET);
      if (reason != Cpu.SYSCALL) {
        return out + "stopped: " + cpu.trap() + "\n";
      }
      if (cpu.syscallNumber() == EXIT) {
        return out + "exit " + (registers.argument(program, 0) & 0xff) + "\n";
      }
      assertThat(cpu.syscallNumber()).isEqualTo(WRITE);
      long count = registers.argument(program, 2);
      for (long i = 0; i < count; i++) {
        long address = registers.argument(program, 1) + i;
        int frame = PageTable.frame(table.entry(PageTable.pageOf(address)));
        out.append((char) (ram.getByte(frame, PageTable.offsetOf(address)) & 0xff));
      }
      registers.completeSyscall(program, count);
    }
  }

  private static void map(
      PageTable table, Ram ram, long base, byte[] contents, long bytes, int flags) {
    for (long offset = 0; offset < bytes; offset += PageTable.PAGE_BYTES) {
      int frame = ram.allocate();
      int count = Math.clamp(contents.length - offset, 0, PageTable.PAGE_BYTES);
      if (count > 0) {
        ram.write(frame, 0, contents, (int) offset, count);
      }
      table.map(PageTable.pageOf(base + offset), frame, PageTable.PRESENT | flags);
    }
  }
}
