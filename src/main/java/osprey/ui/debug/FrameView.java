package osprey.ui.debug;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Image;
import osprey.code.Location;
import osprey.inspect.FrameInfo;
import osprey.sim.Simulation;
import osprey.sim.UserAction;

/// A stopped program as seen from one frame of one thread: its memory, registers and objects.
public final class FrameView {
  /// Objects larger than this are not read as a whole.
  static final int OBJECT_BYTES_MAX = 1 << 20;

  /// A call's return address and saved frame pointer.
  private static final int CALL_BYTES = 16;

  private static final String UNREADABLE = "Cannot access memory at address 0x";

  /// Does to the run what an assignment says.
  @FunctionalInterface
  public interface Hand {
    void perform(UserAction action) throws DebugError;
  }

  private final @Nullable Simulation simulation;
  private final Hand hand;
  private final int host;
  private final int pid;
  private final int tid;
  private final Image image;
  private final FrameInfo frame;

  public FrameView(
      @Nullable Simulation simulation,
      Hand hand,
      int host,
      int pid,
      int tid,
      Image image,
      FrameInfo frame) {
    this.simulation = simulation;
    this.hand = hand;
    this.host = host;
    this.pid = pid;
    this.tid = tid;
    this.image = image;
    this.frame = frame;
  }

  /// A program that does not run: its constants, and its static objects as they will be at first.
  public static FrameView ofProgram(Image image) {
    FrameInfo nowhere = new FrameInfo(0, 0, 0, 0, "", "", 0, false, List.of(), List.of());
    return new FrameView(
        null,
        _ -> {
          throw new DebugError("The program is not being run.");
        },
        0,
        0,
        0,
        image,
        nowhere);
  }

  private Simulation running() throws DebugError {
    if (simulation == null) {
      throw new DebugError("The program is not being run.");
    }
    return simulation;
  }

  /// The same frame in another state of the run.
  FrameView in(Simulation other) {
    return new FrameView(other, hand, host, pid, tid, image, frame);
  }

  int host() {
    return host;
  }

  int pid() {
    return pid;
  }

  public Image image() {
    return image;
  }

  int tid() {
    return tid;
  }

  /// Simulated time, 0 before the run.
  long now() {
    return simulation == null ? 0 : simulation.now();
  }

  /// Where the frame's part of the stack ends: at the thread's stack pointer, or where the return
  /// address of the call lies.
  long stackPointer() throws DebugError {
    if (frame.level() == 0) {
      return running().stackPointer(host, tid);
    }
    List<FrameInfo> frames = running().frames(host, tid, frame.level());
    return frames.getLast().framePointer() + CALL_BYTES;
  }

  /// The innermost frame at or outside this one that executes the function, null for none.
  public @Nullable FrameView within(String function) {
    if (simulation == null) {
      return null;
    }
    for (FrameInfo each : simulation.frames(host, tid, Integer.MAX_VALUE)) {
      if (each.level() >= frame.level() && each.function().equals(function)) {
        return new FrameView(simulation, hand, host, pid, tid, image, each);
      }
    }
    return null;
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
    int count = readInto(address, bytes);
    if (count < length) {
      throw new DebugError(UNREADABLE + Long.toHexString(address + count));
    }
    return bytes;
  }

  /// The readable bytes from an address on, at most that many.
  byte[] readSome(long address, int most) {
    byte[] bytes = new byte[most];
    int count = readInto(address, bytes);
    return count == most ? bytes : Arrays.copyOf(bytes, Math.max(0, count));
  }

  private int readInto(long address, byte[] bytes) {
    return simulation == null
        ? readImage(address, bytes)
        : simulation.readMemory(host, pid, address, bytes);
  }

  private int readImage(long address, byte[] into) {
    int count = 0;
    while (count < into.length) {
      long at = address + count;
      if (isWithin(at, image.rodataBase(), image.rodata().length)) {
        into[count] = image.rodata()[(int) (at - image.rodataBase())];
      } else if (isWithin(at, image.dataBase(), image.data().length)) {
        into[count] = image.data()[(int) (at - image.dataBase())];
      } else if (!isWithin(at, image.bssBase(), image.bssBytes())) {
        return count;
      }
      count++;
    }
    return count;
  }

  private static boolean isWithin(long address, long base, long length) {
    return address >= base && address < base + length;
  }

  /// The bytes up to a zero as Latin-1 text, as far as they can be read.
  public String cString(long address) {
    StringBuilder text = new StringBuilder();
    byte[] one = new byte[1];
    while (text.length() < OBJECT_BYTES_MAX
        && readInto(address + text.length(), one) == 1
        && one[0] != 0) {
      text.append((char) (one[0] & 0xff));
    }
    return text.toString();
  }

  /// Where a variable is in this frame.
  Place place(String name, Location location) throws DebugError {
    return switch (location) {
      case Location.Register(int number) -> new Place.Register(frame.windowBase() + number, name);
      case Location.Frame(int offset) -> new Place.Memory(frame.framePointer() + offset);
      case Location.Indirect(int register) ->
          new Place.Memory(running().register(host, tid, frame.windowBase() + register));
      case Location.Static(long address) -> new Place.Memory(address);
      case Location.ThreadLocal(int offset) ->
          new Place.Memory(running().threadPointer(host, tid) + offset);
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
        Value made = ofWord(type, running().register(host, tid, index));
        yield new Value(type, made.bytes(), place);
      }
      case Place.Bits _, Place.Convenience _, Place.None _ ->
          throw new DebugError("The value has no place.");
    };
  }

  private static Value ofWord(CType type, long word) {
    return type.unqualified() instanceof CType.Floating
        ? Value.ofDouble(type, Double.longBitsToDouble(word))
        : Value.ofLong(type, word);
  }

  /// A value of that type that is kept in a register with those bytes.
  static Value ofRegister(CType type, byte[] bytes) {
    return ofWord(type, ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getLong());
  }

  /// Assigns: the value has the object's type already.
  void store(Value target, Value value) throws DebugError {
    switch (target.place()) {
      case Place.Memory(long address) -> write(address, value.bytes());
      case Place.Register(int index, String _) -> {
        long word =
            value.isFloating() ? Double.doubleToRawLongBits(value.asDouble()) : value.asLong();
        hand.perform(new UserAction.SetRegister(host, tid, index, word));
      }
      case Place.Bits(Place container, CType unit, int offset, int width) -> {
        Value whole = load(unit, container);
        long mask = (width == Long.SIZE ? -1L : (1L << width) - 1) << offset;
        long merged = whole.asLong() & ~mask | value.asLong() << offset & mask;
        store(whole, Value.ofLong(unit, merged));
      }
      case Place.Convenience _, Place.None _ ->
          throw new DebugError("Left operand of assignment is not an lvalue.");
    }
  }

  private void write(long address, byte[] bytes) throws DebugError {
    int count = running().writable(host, pid, address, bytes.length);
    if (count < bytes.length) {
      throw new DebugError(UNREADABLE + Long.toHexString(address + count));
    }
    hand.perform(new UserAction.SetMemory(host, pid, address, bytes));
  }
}
