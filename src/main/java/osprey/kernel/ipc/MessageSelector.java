package osprey.kernel.ipc;

import osprey.kernel.wait.Described;

/// Which message msgrcv(2) asks for.
///
/// @param number of the type, or of the message for COPY
/// @param room bytes of the receiver's buffer
/// @param isCut whether a longer message is cut (MSG_NOERROR)
public record MessageSelector(
    int queue, Kind kind, long number, long room, boolean isCut, int processId)
    implements Described {
  private static final int EXCEPT = 020000;
  private static final int NO_ERROR = 010000;
  private static final int COPY = 040000;

  public enum Kind {
    ANY,
    TYPE,
    OTHER_TYPE,
    /// The lowest type up to a number.
    LOWEST,
    /// The n-th message, which stays.
    COPY
  }

  public static MessageSelector of(int queue, long type, long room, int flags, int processId) {
    Kind kind = kind(type, flags);
    long number = kind != Kind.LOWEST ? type : type == Long.MIN_VALUE ? Long.MAX_VALUE : -type;
    return new MessageSelector(queue, kind, number, room, (flags & NO_ERROR) != 0, processId);
  }

  private static Kind kind(long type, int flags) {
    if ((flags & COPY) != 0) {
      return Kind.COPY;
    }
    if (type == 0) {
      return Kind.ANY;
    }
    if (type < 0) {
      return Kind.LOWEST;
    }
    return (flags & EXCEPT) != 0 ? Kind.OTHER_TYPE : Kind.TYPE;
  }

  boolean accepts(Message message) {
    return switch (kind) {
      case ANY, COPY -> true;
      case TYPE -> message.type() == number;
      case OTHER_TYPE -> message.type() != number;
      case LOWEST -> message.type() <= number;
    };
  }

  @Override
  public String words() {
    return switch (kind) {
      case ANY, COPY -> "a message in queue " + queue;
      case TYPE -> "a message of type " + number + " in queue " + queue;
      case OTHER_TYPE -> "a message of another type than " + number + " in queue " + queue;
      case LOWEST -> "a message of type " + number + " or lower in queue " + queue;
    };
  }
}
