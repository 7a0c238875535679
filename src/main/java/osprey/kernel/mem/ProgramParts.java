package osprey.kernel.mem;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import osprey.code.Image;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.machine.Program;
import osprey.machine.Ram;

/// A program's image cut into the parts that are mapped: code, constants, initialised data. One for
/// each program of a machine, so that all its processes share the frames.
public final class ProgramParts implements Copyable<ProgramParts> {
  private final Program program;
  final ProgramSource code;
  final ProgramSource constants;
  final ProgramSource data;

  public ProgramParts(Ram ram, Program program, String path) {
    this.program = program;
    Image image = program.image();
    code = new ProgramSource(ram, path, codeBytes(image));
    constants = new ProgramSource(ram, path, image.rodata());
    data = new ProgramSource(ram, path, image.data());
  }

  private ProgramParts(ProgramParts from, Copier copier) {
    copier.register(from, this);
    program = from.program;
    code = copier.copy(from.code);
    constants = copier.copy(from.constants);
    data = copier.copy(from.data);
  }

  public Program program() {
    return program;
  }

  private static byte[] codeBytes(Image image) {
    ByteBuffer bytes =
        ByteBuffer.allocate(image.code().length * Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asIntBuffer().put(image.code());
    return bytes.array();
  }

  @Override
  public ProgramParts copy(Copier copier) {
    return new ProgramParts(this, copier);
  }
}
