package osprey.machine;

import java.nio.charset.StandardCharsets;
import osprey.code.Intrinsic;

/// Executes {@link Intrinsic}s: takes arguments from consecutive registers, leaves a result.
///
/// Deterministic on every host: elementary functions are `StrictMath`'s, text is formatted and read
/// with exact arithmetic.
final class Coprocessor {
  private static final int TEXT_BYTES_MAX = 1 << 16;

  /// The value of the last intrinsic, as a register holds it.
  long result;

  /// Bytes that the last intrinsic went over.
  long bytes;

  private final Mmu mmu;
  private final BulkUnit bulk;

  Coprocessor(Mmu mmu, BulkUnit bulk) {
    this.mmu = mmu;
    this.bulk = bulk;
  }

  /// False is a fault.
  boolean execute(Intrinsic intrinsic, int first, Registers registers) {
    long x = registers.register(first);
    long y = registers.register(first + 1);
    long z = registers.register(first + 2);
    return switch (intrinsic) {
      case MEMMOVE -> bulkResult(bulk.copy(x, y, z, registers));
      case MEMSET -> bulkResult(bulk.fill(x, (int) y, z, registers));
      case MEMCMP -> bulkResult(bulk.compare(x, y, z, registers));
      case MEMCHR -> bulkResult(bulk.find(x, (int) y, z, registers));
      case STRLEN -> bulkResult(bulk.length(x, -1, registers));
      case STRNLEN -> bulkResult(bulk.length(x, y, registers));
      case STRCMP -> bulkResult(bulk.compareStrings(x, y, -1, registers));
      case STRNCMP -> bulkResult(bulk.compareStrings(x, y, z, registers));
      case STRCHR -> bulkResult(bulk.findInString(x, (int) y, registers));
      case FORMAT_DOUBLE -> format(first, registers);
      case PARSE_DOUBLE -> parse(x, y);
      case MUL_HIGH_UNSIGNED -> done(Math.unsignedMultiplyHigh(x, y));
      default -> done(FloatFunction.apply(intrinsic, x, y));
    };
  }

  private boolean done(long value) {
    result = value;
    bytes = 0;
    return true;
  }

  private boolean bulkResult(boolean done) {
    result = bulk.result;
    bytes = bulk.bytes;
    return done;
  }

  private boolean format(int first, Registers registers) {
    long to = registers.register(first);
    long capacity = registers.register(first + 1);
    double value = Double.longBitsToDouble(registers.register(first + 2));
    int precision = (int) registers.register(first + 3);
    char conversion = (char) registers.register(first + 4);
    boolean alternative = (registers.register(first + 5) & 1) != 0;
    FormattedDouble text = FormattedDouble.of(value, conversion, precision, alternative);
    long length = text.length();
    long count = Long.compareUnsigned(capacity, length) < 0 ? capacity : length;
    while (registers.progress < count) {
      long done = registers.progress;
      int part = (int) Math.min(count - done, TEXT_BYTES_MAX);
      byte[] piece = text.slice(done, part).getBytes(StandardCharsets.US_ASCII);
      registers.progress = 0;
      boolean written = bulk.write(to + done, piece, part, registers);
      registers.progress += written ? done + part : done;
      if (!written) {
        return false;
      }
    }
    registers.progress = 0;
    result = length;
    bytes = count;
    return true;
  }

  private boolean parse(long from, long end) {
    DoubleScanner scanner = new DoubleScanner(mmu, from);
    if (!scanner.scan() || (end != 0 && !mmu.store(end, Long.BYTES, from + scanner.length()))) {
      return false;
    }
    result = Double.doubleToRawLongBits(scanner.value());
    bytes = scanner.length();
    return true;
  }
}
