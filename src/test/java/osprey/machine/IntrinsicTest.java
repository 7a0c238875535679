package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.machine.SmallMachine.DATA;
import static osprey.machine.SmallMachine.DATA_END;
import static osprey.machine.SmallMachine.WRITABLE;
import static osprey.machine.SmallMachine.in;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import osprey.code.Intrinsic;
import osprey.code.Opcode;

class IntrinsicTest {
  private static final int PAGE = PageTable.PAGE_BYTES;

  private static SmallMachine machine(Intrinsic intrinsic, long... arguments) {
    SmallMachine machine =
        SmallMachine.of(in(Opcode.INTRINSIC, intrinsic.ordinal(), 2, 1)).entered();
    for (int i = 0; i < arguments.length; i++) {
      machine.set(2 + i, arguments[i]);
    }
    return machine;
  }

  private static long result(SmallMachine machine) {
    assertThat(machine.run(1)).isEqualTo(Cpu.BUDGET);
    return machine.get(1);
  }

  private static long bits(double value) {
    return Double.doubleToRawLongBits(value);
  }

  @Test
  void memmove_equals_a_copy_through_a_buffer() {
    Random random = new Random(3);
    for (int round = 0; round < 200; round++) {
      byte[] model = new byte[3 * PAGE];
      random.nextBytes(model);
      int from = random.nextInt(2 * PAGE);
      int to = random.nextBoolean() ? random.nextInt(2 * PAGE) : from + random.nextInt(64);
      int count = random.nextInt(Math.min(model.length - from, model.length - to));
      SmallMachine machine = machine(Intrinsic.MEMMOVE, DATA + to, DATA + from, count);
      machine.write(DATA, model);
      System.arraycopy(model, from, model, to, count);

      assertThat(result(machine)).isEqualTo(DATA + to);
      assertThat(machine.read(DATA, model.length)).isEqualTo(model);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {-PAGE - 5, -1, 0, 1, PAGE, 2 * PAGE + 7})
  void memmove_goes_on_after_faults_whatever_overlaps(int distance) {
    int count = 5 * PAGE;
    long from = DATA_END + 3 * PAGE + 100;
    SmallMachine machine = machine(Intrinsic.MEMMOVE, from + distance, from, count);
    byte[] text = new byte[count];
    new Random(5).nextBytes(text);
    for (int i = 0; i < 20; i++) {
      machine.table.map(PageTable.pageOf(DATA_END) + i, machine.ram.allocate(), WRITABLE);
    }
    machine.write(from, text);
    for (int i = 0; i < 20; i++) {
      machine.table.setFlags(PageTable.pageOf(DATA_END) + i, PageTable.PRESENT, 0);
    }

    int faults = 0;
    while (machine.run(1) != Cpu.BUDGET) {
      long page = PageTable.pageOf(machine.cpu.faultAddress());
      machine.table.setFlags(page, PageTable.PRESENT, PageTable.PRESENT);
      faults++;
    }

    assertThat(machine.read(from + distance, count)).isEqualTo(text);
    assertThat(faults).isBetween(6, 12);
    assertThat(machine.registers.progress).isZero();
  }

  @Test
  void memset_fills_with_the_low_byte() {
    SmallMachine machine = machine(Intrinsic.MEMSET, DATA + 1, 0x1ff, 2 * PAGE);

    assertThat(result(machine)).isEqualTo(DATA + 1);
    assertThat(machine.read(DATA, 2)).containsExactly(0, -1);
    assertThat(machine.read(DATA + 2 * PAGE, 2)).containsExactly(-1, 0);
    assertThat(machine.cpu.executed()).isEqualTo(1 + 2 * PAGE / 48);
  }

  @Test
  void nothing_is_touched_by_a_count_of_zero() {
    assertThat(result(machine(Intrinsic.MEMSET, 0, 1, 0))).isZero();
    assertThat(result(machine(Intrinsic.MEMMOVE, 0, 0, 0))).isZero();
    assertThat(result(machine(Intrinsic.MEMCMP, 0, 0, 0))).isZero();
    assertThat(result(machine(Intrinsic.MEMCHR, 0, 0, 0))).isZero();
    assertThat(result(machine(Intrinsic.STRNLEN, 0, 0))).isZero();
    assertThat(result(machine(Intrinsic.STRNCMP, 0, 0, 0))).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = Intrinsic.class,
      names = {"MEMMOVE", "MEMSET", "MEMCMP", "MEMCHR", "STRNLEN", "STRNCMP"})
  void an_enormous_count_ends_in_a_fault(Intrinsic intrinsic) {
    SmallMachine machine = machine(intrinsic, DATA, DATA + 8, -1);
    if (intrinsic == Intrinsic.STRNLEN || intrinsic == Intrinsic.STRNCMP) {
      byte[] full = new byte[4 * PAGE];
      Arrays.fill(full, (byte) 1);
      machine.write(DATA, full);
      machine.set(3, intrinsic == Intrinsic.STRNLEN ? -1 : DATA + 8);
    }

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);
    assertThat(machine.registers.pc()).isEqualTo(1);
  }

  @ParameterizedTest
  @CsvSource({"abc,abc,0", "abc,abd,-1", "b,abc,1", "ab,abc,-99", "abc,ab,99", "'','',0"})
  void strings_are_compared_as_unsigned_bytes(String first, String second, long expected) {
    for (long place : new long[] {DATA, DATA + PAGE - 2}) {
      SmallMachine machine = machine(Intrinsic.STRCMP, place, DATA + 2 * PAGE - 1);
      machine.write(place, first).write(DATA + 2 * PAGE - 1, second);

      assertThat(result(machine)).isEqualTo(expected);
    }
  }

  @Test
  void comparisons_stop_in_time() {
    SmallMachine machine = machine(Intrinsic.STRNCMP, DATA, DATA + 10, 2);
    machine.write(DATA, "abX").write(DATA + 10, "abY");
    assertThat(result(machine)).isZero();

    machine = machine(Intrinsic.MEMCMP, DATA, DATA + PAGE - 2, 3);
    machine.write(DATA, (byte) 1, (byte) 0, (byte) 0x80);
    machine.write(DATA + PAGE - 2, (byte) 1, (byte) 0, (byte) 0x7f);
    assertThat(result(machine)).isEqualTo(1);
  }

  @Test
  void a_string_may_end_with_the_last_byte_of_memory() {
    SmallMachine machine = machine(Intrinsic.STRLEN, DATA_END - 5).write(DATA_END - 5, "1234");

    assertThat(result(machine)).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource(
      value = Intrinsic.class,
      names = {"STRLEN", "STRCHR", "PARSE_DOUBLE"})
  void a_string_without_end_faults_where_memory_ends(Intrinsic intrinsic) {
    SmallMachine machine = machine(intrinsic, DATA_END - 3, 'x');
    machine.write(DATA_END - 3, (byte) '1', (byte) '2', (byte) '3');

    assertThat(machine.run(1)).isEqualTo(Cpu.PAGE_FAULT);
    assertThat(machine.cpu.trap()).isEqualTo(new Trap.PageFault(DATA_END, Access.READ));
    assertThat(machine.registers.pc()).isEqualTo(1);
  }

  @Test
  void bytes_are_found_or_not() {
    long text = DATA + PAGE - 3;
    assertThat(result(machine(Intrinsic.STRCHR, text, 'o').write(text, "hello")))
        .isEqualTo(text + 4);
    assertThat(result(machine(Intrinsic.STRCHR, text, 'z').write(text, "hello"))).isZero();
    assertThat(result(machine(Intrinsic.STRCHR, text, 0).write(text, "hello"))).isEqualTo(text + 5);
    assertThat(result(machine(Intrinsic.MEMCHR, text, 0x100 + 'l', 5).write(text, "hello")))
        .isEqualTo(text + 2);
    assertThat(result(machine(Intrinsic.MEMCHR, text, 'o', 4).write(text, "hello"))).isZero();
    assertThat(result(machine(Intrinsic.STRNLEN, text, 3).write(text, "hello"))).isEqualTo(3);
    assertThat(result(machine(Intrinsic.STRNLEN, text, 9).write(text, "hello"))).isEqualTo(5);
    assertThat(result(machine(Intrinsic.STRLEN, text).write(text, "hello"))).isEqualTo(5);
  }

  @ParameterizedTest
  @CsvSource({
    "SQRT,2,0,0x1.6a09e667f3bcdp0",
    "SIN,0,0,0",
    "COS,0,0,1",
    "TAN,0,0,0",
    "ASIN,1,0,0x1.921fb54442d18p0",
    "ACOS,1,0,0",
    "ATAN,1,0,0x1.921fb54442d18p-1",
    "ATAN2,-0.0,-1,-0x1.921fb54442d18p1",
    "SINH,0,0,0",
    "COSH,0,0,1",
    "TANH,0,0,0",
    "EXP,1,0,0x1.5bf0a8b145769p1",
    "EXPM1,0,0,0",
    "LOG,1,0,0",
    "LOG10,1000,0,3",
    "LOG2,1024,0,10",
    "LOG2,0x1p-1074,0,-1074",
    "LOG2,3,0,0x1.95c01a39fbd68p0",
    "LOG2,0,0,-Infinity",
    "LOG2,Infinity,0,Infinity",
    "LOG1P,0,0,0",
    "POW,2,10,1024",
    "POW,1,NaN,1",
    "POW,-1,Infinity,1",
    "FMOD,-7,3,-1",
    "CBRT,27,0,3",
    "HYPOT,3,4,5",
    "FLOOR,-1.5,0,-2",
    "CEIL,-1.5,0,-1",
    "TRUNC,-0.5,0,-0.0",
    "TRUNC,1e300,0,1e300",
    "ROUND,2.5,0,3",
    "ROUND,-2.5,0,-3",
    "ROUND,0.49999999999999994,0,0",
    "ROUND,4503599627370497,0,4503599627370497",
    "RINT,2.5,0,2",
  })
  void functions_have_their_values(Intrinsic function, double x, double y, double expected) {
    assertThat(result(machine(function, bits(x), bits(y)))).isEqualTo(bits(expected));
  }

  @ParameterizedTest
  @CsvSource({"SQRT,-1,0", "LOG,-1,0", "LOG2,-1,0", "SIN,Infinity,0", "POW,-1,0.5", "FMOD,1,0"})
  void an_invalid_argument_gives_a_negative_nan(Intrinsic function, double x, double y) {
    assertThat(result(machine(function, bits(x), bits(y)))).isEqualTo(0xfff8_0000_0000_0000L);
  }

  @ParameterizedTest
  @CsvSource({"ASIN,2", "ACOS,2", "LOG10,-1"})
  void a_few_functions_give_a_positive_one(Intrinsic function, double x) {
    assertThat(result(machine(function, bits(x)))).isEqualTo(0x7ff8_0000_0000_0000L);
  }

  @ParameterizedTest
  @EnumSource(
      value = Intrinsic.class,
      names = {"SIN", "ASIN", "LOG", "LOG10", "EXP", "FMOD", "HYPOT", "FLOOR", "ROUND", "ATAN2"})
  void a_nan_passes_through_quiet(Intrinsic function) {
    assertThat(result(machine(function, 0xfff0_0000_0000_0123L, 0)))
        .isEqualTo(0xfff8_0000_0000_0123L);
  }

  @Test
  void a_formatted_number_is_cut_to_its_room_and_tells_its_length() {
    SmallMachine machine =
        machine(Intrinsic.FORMAT_DOUBLE, DATA + PAGE - 2, 4, bits(3.14159), 3, 'f', 0);

    assertThat(result(machine)).isEqualTo(5);
    assertThat(machine.readText(DATA + PAGE - 2, 5)).isEqualTo("3.14\0");
  }

  @Test
  void a_formatted_number_may_be_longer_than_the_memory_of_the_host() {
    SmallMachine machine =
        machine(Intrinsic.FORMAT_DOUBLE, DATA, 10, bits(1.5), Integer.MAX_VALUE, 'e', 0);

    assertThat(result(machine)).isEqualTo(2L + Integer.MAX_VALUE + 4);
    assertThat(machine.readText(DATA, 10)).isEqualTo("1.50000000");
  }

  @Test
  void a_formatted_number_goes_on_after_a_fault() {
    SmallMachine machine =
        machine(Intrinsic.FORMAT_DOUBLE, DATA_END - 10, -1, bits(2), 200_000, 'e', 0);
    int faults = 0;
    while (machine.run(1) != Cpu.BUDGET) {
      int frame = machine.ram.allocate();
      if (frame < 0) {
        frame = machine.frame(DATA);
        machine.ram.retain(frame);
      }
      machine.table.map(PageTable.pageOf(machine.cpu.faultAddress()), frame, WRITABLE);
      faults++;
    }

    assertThat(faults).isEqualTo(49);
    assertThat(machine.get(1)).isEqualTo(200_006);
    assertThat(machine.readText(DATA_END - 10, 12)).isEqualTo("2.0000000000");
    assertThat(machine.readText(DATA_END - 10 + 200_000, 6)).isEqualTo("00e+00");
  }

  @Test
  void a_parsed_number_tells_where_it_ends() {
    SmallMachine machine = machine(Intrinsic.PARSE_DOUBLE, DATA, DATA + 100);
    machine.write(DATA, "  -12.5e1xyz");

    assertThat(result(machine)).isEqualTo(bits(-125));
    assertThat(machine.readLong(DATA + 100)).isEqualTo(DATA + 9);
    assertThat(result(machine(Intrinsic.PARSE_DOUBLE, DATA, 0).write(DATA, "7")))
        .isEqualTo(bits(7));
  }

  @Test
  void a_product_has_a_high_half() {
    assertThat(result(machine(Intrinsic.MUL_HIGH_UNSIGNED, -1, -1))).isEqualTo(-2);
  }
}
