package osprey.kernel.file;

import java.util.Arrays;
import java.util.List;

/// The settings of a terminal, termios(3). Immutable.
///
/// @param characters the special characters by the kernel's index (VINTR 0, VQUIT 1, VERASE 2 …)
public record Terminal(
    int inputFlags, int outputFlags, int controlFlags, int localFlags, List<Integer> characters) {
  public static final int ISIG = 1;
  public static final int ICANON = 2;
  public static final int ECHO = 010;
  public static final int ECHOE = 020;
  public static final int ECHOK = 040;
  public static final int ECHONL = 0100;
  public static final int ECHOCTL = 01000;
  public static final int ECHOKE = 04000;
  public static final int IEXTEN = 0100000;

  /// Input flags: change CR to NL, drop CR, change NL to CR.
  public static final int INLCR = 0100;

  public static final int IGNCR = 0200;
  public static final int ICRNL = 0400;

  public static final int INTR = 0;
  public static final int QUIT = 1;
  public static final int ERASE = 2;
  public static final int KILL = 3;
  public static final int EOF = 4;
  public static final int TIME = 5;
  public static final int MIN = 6;
  public static final int SUSPEND = 10;
  public static final int EOL = 11;
  public static final int WERASE = 14;
  public static final int EOL2 = 16;

  public static final int CHARACTERS = 19;

  /// As Linux sets up a new terminal.
  public static final Terminal DEFAULT =
      new Terminal(
          ICRNL | 02000,
          05,
          02277,
          ISIG | ICANON | ECHO | ECHOE | ECHOK | ECHOCTL | ECHOKE | IEXTEN,
          List.of(3, 28, 127, 21, 4, 0, 1, 0, 17, 19, 26, 0, 18, 15, 23, 22, 0, 0, 0));

  boolean has(int localFlag) {
    return (localFlags & localFlag) != 0;
  }

  boolean changesInput(int inputFlag) {
    return (inputFlags & inputFlag) != 0;
  }

  int character(int index) {
    return characters.get(index);
  }

  /// Whether a byte is this special character; 0 switches it off.
  boolean is(int index, int value) {
    return value != 0 && characters.get(index) == value;
  }

  /// `struct termios` of the kernel, 36 bytes: what TCGETS gives.
  public byte[] encoded() {
    byte[] bytes = new byte[17 + CHARACTERS];
    int[] flags = {inputFlags, outputFlags, controlFlags, localFlags};
    for (int i = 0; i < 16; i++) {
      bytes[i] = (byte) (flags[i / 4] >>> (8 * (i % 4)));
    }
    for (int i = 0; i < CHARACTERS; i++) {
      bytes[17 + i] = (byte) character(i);
    }
    return bytes;
  }

  /// The settings in a `struct termios`.
  public static Terminal decoded(byte[] bytes) {
    int[] flags = new int[4];
    for (int i = 0; i < 16; i++) {
      flags[i / 4] |= (bytes[i] & 0xff) << (8 * (i % 4));
    }
    Integer[] characters = new Integer[CHARACTERS];
    Arrays.setAll(characters, i -> bytes[17 + i] & 0xff);
    return new Terminal(flags[0], flags[1], flags[2], flags[3], List.of(characters));
  }
}
