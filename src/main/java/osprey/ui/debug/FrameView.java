package osprey.ui.debug;

import osprey.code.CType;
import osprey.code.Image;
import osprey.code.Location;
import osprey.inspect.FrameInfo;
import osprey.sim.Simulation;

/// A stopped program as seen from one frame of one thread: its memory, registers and objects.
public final class FrameView {
  /// Objects larger than this are not read as a whole.
  static final int OBJECT_BYTES_MAX = 1 << 20;

  private static final String UNREADABLE = "Cannot access memory at address 0x";

  private final Simulation simulation;
  private final int host;
  private final int pid;
  private final int tid;
  private final Image image;
  private final FrameInfo frame;

  public FrameView(
      Simulation simulation, int host, int pid, int tid, Image image, FrameInfo frame) {
    this.simulation = simulation;
    this.host = host;
    this.pid = pid;
    this.tid = tid;
    this.image = image;
    this.frame = frame;
  }

  public Image image() {
    return image;
  }

  public FrameInfo frame() {
    return frame;
  }

  /// The instruction that the frame is at: in outer frames the call, which has not returned.
  public int instruction() {
    int next = image.instructionAt(frame.pc());
    return frame.level() == 0 ? next : next - 1;
  }

  public byte[] read(long address, long length) throws DebugError {
    if (length > OBJECT_BYTES_MAX) {
      throw new DebugError("The object is too large: " + length + " bytes.");
    }
    byte[] bytes = new byte[(int) length];
    int count = simulation.readMemory(host, pid, address, bytes);
    if (count < length) {
      throw new DebugError(UNREADABLE + Long.toHexString(address + count));
    }
    return bytes;
  }

  /// The readable bytes from an address on, at most that many.
  byte[] readSome(long address, int most) {
    byte[] bytes = new byte[most];
    int count = simulation.readMemory(host, pid, address, bytes);
    return count == most ? bytes : java.util.Arrays.copyOf(bytes, Math.max(0, count));
  }

  /// Where a variable is in this frame.
  Place place(String name, Location location) {
    return switch (location) {
      case Location.Register(int number) -> new Place.Register(frame.windowBase() + number, name);
      case Location.Frame(int offset) -> new Place.Memory(frame.framePointer() + offset);
      case Location.Indirect(int register) ->
          new Place.Memory(simulation.register(host, tid, frame.windowBase() + register));
      case Location.Static(long address) -> new Place.Memory(address);
      case Location.ThreadLocal(int offset) ->
          new Place.Memory(simulation.threadPointer(host, tid) + offset);
    };
  }

  /// The object of that type at an address.
  public Value object(CType type, long address) throws DebugError {
    return load(type, new Place.Memory(address));
  }

  /// The object of that type at a place.
  Value load(CType type, Place place) throws DebugError {
    if (type instanceof CType.Function) {
      return new Value(type, new byte[0], place);
    }
    return switch (place) {
      case Place.Memory(long address) -> new Value(type, read(address, type.size()), place);
      case Place.Register(int index, String _) -> {
        long word = simulation.register(host, tid, index);
        Value made =
            type.unqualified() instanceof CType.Floating
                ? Value.ofDouble(type, Double.longBitsToDouble(word))
                : Value.ofLong(type, word);
        yield new Value(type, made.bytes(), place);
      }
      case Place.Bits _, Place.None _ -> throw new DebugError("The value has no place.");
    };
  }

  /// Assigns: the value has the object's type already.
  void store(Value target, Value value) throws DebugError {
    switch (target.place()) {
      case Place.Memory(long address) -> write(address, value.bytes());
      case Place.Register(int index, String _) -> {
        long word =
            value.isFloating() ? Double.doubleToRawLongBits(value.asDouble()) : value.asLong();
        simulation.setRegister(host, tid, index, word);
      }
      case Place.Bits(Place container, CType unit, int offset, int width) -> {
        Value whole = load(unit, container);
        long mask = (width == Long.SIZE ? -1L : (1L << width) - 1) << offset;
        long merged = whole.asLong() & ~mask | value.asLong() << offset & mask;
        store(whole, Value.ofLong(unit, merged));
      }
      case Place.None _ -> throw new DebugError("Left operand of assignment is not an lvalue.");
    }
  }

  private void write(long address, byte[] bytes) throws DebugError {
    int count = simulation.writeMemory(host, pid, address, bytes);
    if (count < bytes.length) {
      throw new DebugError(UNREADABLE + Long.toHexString(address + count));
    }
  }
}
