package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.machine.SmallMachine.in;

import java.math.BigInteger;
import java.util.Random;
import java.util.function.LongBinaryOperator;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import osprey.code.Opcode;

/// Arithmetic on many random operands against exact arithmetic cut to size.
class ArithmeticTest {
  private static final BigInteger LIMIT = BigInteger.ONE.shiftLeft(64);

  private static long unsigned(BigInteger value) {
    return value.longValue();
  }

  private static BigInteger big(long value) {
    return BigInteger.valueOf(value);
  }

  private static BigInteger bigUnsigned(long value) {
    return big(value).mod(LIMIT);
  }

  private static LongBinaryOperator exact(Opcode opcode) {
    return switch (opcode) {
      case ADD, ADD32, ADDU32 -> (x, y) -> big(x).add(big(y)).longValue();
      case SUB, SUB32, SUBU32 -> (x, y) -> big(x).subtract(big(y)).longValue();
      case MUL, MUL32, MULU32 -> (x, y) -> big(x).multiply(big(y)).longValue();
      case DIV, DIV32 -> (x, y) -> big(x).divide(big(y)).longValue();
      case REM, REM32 -> (x, y) -> big(x).remainder(big(y)).longValue();
      case DIVU -> (x, y) -> unsigned(bigUnsigned(x).divide(bigUnsigned(y)));
      case REMU -> (x, y) -> unsigned(bigUnsigned(x).remainder(bigUnsigned(y)));
      case SHL -> (x, y) -> big(x).shiftLeft((int) (y & 63)).longValue();
      case SHR -> (x, y) -> bigUnsigned(x).shiftRight((int) (y & 63)).longValue();
      case SAR -> (x, y) -> big(x).shiftRight((int) (y & 63)).longValue();
      case SHL32, SHLU32 -> (x, y) -> big(x).shiftLeft((int) (y & 31)).longValue();
      case SAR32 -> (x, y) -> big(x).shiftRight((int) (y & 31)).longValue();
      case SHRU32 -> (x, y) -> bigUnsigned(x).shiftRight((int) (y & 31)).longValue();
      case LEA2 -> (x, y) -> big(x).add(big(y).shiftLeft(1)).longValue();
      case LEA4 -> (x, y) -> big(x).add(big(y).shiftLeft(2)).longValue();
      case LEA8 -> (x, y) -> big(x).add(big(y).shiftLeft(3)).longValue();
      case SLT -> (x, y) -> big(x).compareTo(big(y)) < 0 ? 1 : 0;
      case SLE -> (x, y) -> big(x).compareTo(big(y)) <= 0 ? 1 : 0;
      case SLTU -> (x, y) -> bigUnsigned(x).compareTo(bigUnsigned(y)) < 0 ? 1 : 0;
      case SLEU -> (x, y) -> bigUnsigned(x).compareTo(bigUnsigned(y)) <= 0 ? 1 : 0;
      default -> throw new IllegalArgumentException(opcode.name());
    };
  }

  /// A value as a C variable of the instruction's type would hold it.
  private static long canonical(Opcode opcode, long value) {
    return opcode.name().endsWith("U32")
        ? value & 0xffff_ffffL
        : opcode.name().endsWith("32") ? (int) value : value;
  }

  private static long operand(Random random) {
    long value = random.nextLong() >> random.nextInt(64);
    return random.nextInt(8) == 0 ? (1L << random.nextInt(64)) - random.nextInt(3) : value;
  }

  @ParameterizedTest
  @EnumSource(
      value = Opcode.class,
      names = {
        "ADD", "SUB", "MUL", "DIV", "REM", "DIVU", "REMU", "SHL", "SHR", "SAR", "ADD32", "SUB32",
        "MUL32", "DIV32", "REM32", "SHL32", "SAR32", "ADDU32", "SUBU32", "MULU32", "SHLU32",
        "SHRU32", "LEA2", "LEA4", "LEA8", "SLT", "SLE", "SLTU", "SLEU"
      })
  void results_are_exact_modulo_the_width(Opcode opcode) {
    Random random = new Random(opcode.ordinal());
    SmallMachine machine = SmallMachine.of(in(opcode, 1, 2, 3), in(Opcode.JMP, 1)).entered();
    for (int i = 0; i < 5000; i++) {
      long x = canonical(opcode, operand(random));
      long y = canonical(opcode, operand(random));
      machine.set(2, x).set(3, y);

      if (machine.run(2) == Cpu.BUDGET) {
        long expected = canonical(opcode, exact(opcode).applyAsLong(x, y));
        assertThat(machine.get(1)).as("%s %d, %d", opcode, x, y).isEqualTo(expected);
      } else {
        assertThat(y).isIn(0L, -1L);
      }
    }
  }
}
