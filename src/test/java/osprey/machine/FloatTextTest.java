package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.machine.SmallMachine.DATA;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import osprey.code.Opcode;

/// Numbers as text and back; what is expected here was printed by a C compiler's library.
class FloatTextTest {
  private static String format(String specification, double value) {
    boolean alternative = specification.startsWith("#");
    String rest = alternative ? specification.substring(1) : specification;
    char conversion = rest.charAt(rest.length() - 1);
    int precision =
        rest.length() == 1 ? -1 : Integer.parseInt(rest.substring(1, rest.length() - 1));
    FormattedDouble text = FormattedDouble.of(value, conversion, precision, alternative);
    return text.slice(0, (int) text.length());
  }

  @ParameterizedTest
  @CsvSource({
    "0,f,0.000000",
    "0,e,0.000000e+00",
    "0,g,0",
    "0,a,0x0p+0",
    "0,#g,0.00000",
    "1,.0f,1",
    "1,#.0f,1.",
    "0.5,.0f,0",
    "1.5,.0f,2",
    "2.5,.0f,2",
    "0.125,.2f,0.12",
    "0.375,.2f,0.38",
    "0.1,.20f,0.10000000000000000555",
    "0.1,.55f,0.1000000000000000055511151231257827021181583404541015625",
    "9.995,.2f,9.99",
    "999.9999,.3f,1000.000",
    "99.5,.0f,100",
    "1e22,f,10000000000000000000000.000000",
    "1e23,.1f,99999999999999991611392.0",
    "1.7976931348623157e308,.0e,2e+308",
    "5e-324,e,4.940656e-324",
    "5e-324,.3g,4.94e-324",
    "2.2250738585072014e-308,.17g,2.2250738585072014e-308",
    "9.5,.0e,1e+01",
    "8.5,.0e,8e+00",
    "8.5,#.0e,8.e+00",
    "9.9999995,e,9.999999e+00",
    "9.99999951,e,1.000000e+01",
    "123456789,g,1.23457e+08",
    "123456,g,123456",
    "1234567,g,1.23457e+06",
    "0.0001,g,0.0001",
    "0.00001,g,1e-05",
    "0.00012345678,g,0.000123457",
    "100,g,100",
    "100,#g,100.000",
    "100,.3g,100",
    "100,.2g,1e+02",
    "100,#.2g,1.0e+02",
    "3,.0g,3",
    "999999.5,g,1e+06",
    "3.14159265358979,.10g,3.141592654",
    "1.5,a,0x1.8p+0",
    "1.5,.0a,0x2p+0",
    "2.5,.0a,0x1p+1",
    "0.1,a,0x1.999999999999ap-4",
    "0.1,.3a,0x1.99ap-4",
    "1.999999,.2a,0x2.00p+0",
    "5e-324,a,0x0.0000000000001p-1022",
    "5e-324,.2a,0x0.00p-1022",
    "1e-310,a,0x0.012688b70e62bp-1022",
    "1,.15a,0x1.000000000000000p+0",
    "1,#.0a,0x1.p+0",
    "10,A,0X1.4P+3",
    "1e-10,E,1.000000E-10",
    "1e-10,G,1E-10",
    "Infinity,f,inf",
    "Infinity,E,INF",
    "NaN,g,nan",
    "NaN,A,NAN",
    "-2.5,.1f,2.5",
  })
  void a_number_is_printed_as_printf_does(double value, String specification, String expected) {
    assertThat(format(specification, value)).isEqualTo(expected);
  }

  @Test
  void any_precision_is_exact() {
    assertThat(format(".1074f", Double.MIN_VALUE))
        .hasSize(1076)
        .endsWith("7265625")
        .doesNotEndWith("0");
    assertThat(format(".1080f", Double.MIN_VALUE)).hasSize(1082).endsWith("7265625000000");
    assertThat(format(".800e", Double.MIN_VALUE)).hasSize(1 + 1 + 800 + 5).contains("65625000");
    assertThat(format(".2000g", 0.5)).isEqualTo("0.5");
    assertThat(format("#.2000g", 0.5)).hasSize(2002);
  }

  @ParameterizedTest
  @CsvSource({
    "0x,0000000000000000,1",
    "0x.,0000000000000000,1",
    "0x1p,3ff0000000000000,3",
    "0x1p+,3ff0000000000000,3",
    "0x.8,3fe0000000000000,4",
    "0x1.8p3z,4028000000000000,7",
    "0X1P4,4030000000000000,5",
    "1e,3ff0000000000000,1",
    "1e+,3ff0000000000000,1",
    "1e5x,40f86a0000000000,3",
    ".,0000000000000000,0",
    "-,0000000000000000,0",
    "-x,0000000000000000,0",
    "'',0000000000000000,0",
    "+.5,3fe0000000000000,3",
    "-.5e-3,bf40624dd2f1a9fc,6",
    "infinit,7ff0000000000000,3",
    "INFINITY,7ff0000000000000,8",
    "-inf,fff0000000000000,4",
    "in,0000000000000000,0",
    "nan,7ff8000000000000,3",
    "nan(,7ff8000000000000,3",
    "nan(12),7ff800000000000c,7",
    "nan(017),7ff800000000000f,8",
    "nan(0x1f)q,7ff800000000001f,9",
    "nan(a_b),7ff8000000000000,8",
    "nan(a-b),7ff8000000000000,3",
    "-nan(1),fff8000000000001,7",
    "nan(99999999999999999999),7fffffffffffffff,25",
    "' \t\n\u000b\f\r12',4028000000000000,8",
    "0x1.fffffffffffff8p0,4000000000000000,20",
    "0x1.00000000000008p0,3ff0000000000000,20",
    "0x1.000000000000080001p0,3ff0000000000001,24",
    "1e400,7ff0000000000000,5",
    "-1e-400,8000000000000000,7",
    "0x1p-1075,0000000000000000,9",
    "0x1.8p-1075,0000000000000001,11",
    "0x1p99999999999,7ff0000000000000,15",
    "0e99999999999999,0000000000000000,16",
    "00012,4028000000000000,5",
    "1..2,3ff0000000000000,2",
    "1_000,3ff0000000000000,1",
    "1d,3ff0000000000000,1",
    "9007199254740993,4340000000000000,16",
    "9007199254740993.00000000000000000000000000001,4340000000000001,46",
  })
  void a_number_is_read_as_strtod_does(String text, String expectedBits, long expectedLength) {
    SmallMachine machine = SmallMachine.of(SmallMachine.in(Opcode.NOP));
    machine.write(DATA, text);
    Mmu mmu = new Mmu(machine.ram);
    mmu.use(machine.table);
    DoubleScanner scanner = new DoubleScanner(mmu, DATA);

    assertThat(scanner.scan()).isTrue();

    assertThat(Double.doubleToRawLongBits(scanner.value()))
        .isEqualTo(Long.parseUnsignedLong(expectedBits, 16));
    assertThat(scanner.length()).isEqualTo(expectedLength);
  }

  @Test
  void what_is_printed_with_17_digits_is_read_back() {
    Stream.iterate(1e-300, x -> x * -1.37e17)
        .limit(34)
        .forEach(value -> {
          String text = format(".16e", value);
          SmallMachine machine = SmallMachine.of(SmallMachine.in(Opcode.NOP)).write(DATA, text);
          Mmu mmu = new Mmu(machine.ram);
          mmu.use(machine.table);
          DoubleScanner scanner = new DoubleScanner(mmu, DATA);
          scanner.scan();
          assertThat(scanner.value()).isEqualTo(Math.abs(value));
        });
  }
}
