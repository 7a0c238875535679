package osprey.ui;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// A source file that could be read.
///
/// @param path as the user wrote it
public record SourceText(String path, String text) {
  /// Larger files are not sources.
  public static final int BYTES_MAX = 16 << 20;

  private static final String SCENARIO = ".scn";
  private static final String PROGRAM = ".c";

  /// Why a file could not be read, in a sentence for the user.
  public static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
      super(message);
    }
  }

  /// To be thrown by those who cannot use a file for other reasons.
  public static Unreadable unreadable(String sentence) {
    return new Unreadable(sentence);
  }

  public boolean isScenario() {
    return isScenario(path);
  }

  public static boolean isScenario(String path) {
    return path.endsWith(SCENARIO);
  }

  /// Whether the name says that it is a scenario or a C program.
  public static boolean isKnown(String path) {
    return isScenario(path) || path.endsWith(PROGRAM);
  }

  public static SourceText read(String path) throws Unreadable {
    byte[] bytes;
    try {
      Path file = Path.of(path);
      if (Files.isDirectory(file)) {
        throw new Unreadable(path + " is a directory");
      }
      try (InputStream in = Files.newInputStream(file)) {
        bytes = in.readNBytes(BYTES_MAX + 1);
      }
    } catch (NoSuchFileException missing) {
      throw new Unreadable(path + ": there is no such file");
    } catch (AccessDeniedException denied) {
      throw new Unreadable(path + ": permission denied");
    } catch (IOException | InvalidPathException failed) {
      throw new Unreadable(path + " cannot be read: " + failed.getMessage());
    }
    if (bytes.length > BYTES_MAX) {
      throw new Unreadable(path + " is larger than " + (BYTES_MAX >> 20) + " MiB");
    }
    return new SourceText(path, decode(path, bytes));
  }

  /// UTF-8, or else ISO 8859-1, in which any bytes mean something; zero bytes are no text.
  private static String decode(String path, byte[] bytes) throws Unreadable {
    for (byte b : bytes) {
      if (b == 0) {
        throw new Unreadable(path + " is not a text file");
      }
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException malformed) {
      return new String(bytes, StandardCharsets.ISO_8859_1);
    }
  }
}
