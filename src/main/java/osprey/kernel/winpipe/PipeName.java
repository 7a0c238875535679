package osprey.kernel.winpipe;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// `\\HOST\pipe\NAME` taken apart. Names are compared without regard to case.
///
/// @param host `.` for the machine itself
public record PipeName(String host, String name) {
  static final int CHARACTERS_MAX = 256;
  private static final String ROOM = "\\pipe\\";

  /// Null if the text is no name of a pipe.
  public static @Nullable PipeName of(String text) {
    if (!text.startsWith("\\\\")) {
      return null;
    }
    int end = text.indexOf('\\', 2);
    if (end <= 2 || !text.regionMatches(true, end, ROOM, 0, ROOM.length())) {
      return null;
    }
    String name = text.substring(end + ROOM.length());
    return name.isEmpty() ? null : new PipeName(text.substring(2, end), name);
  }

  boolean isTooLong() {
    return host.length() + name.length() + ROOM.length() + 2 > CHARACTERS_MAX;
  }

  /// By which pipes are found.
  String key() {
    return name.toLowerCase(Locale.ROOT);
  }
}
