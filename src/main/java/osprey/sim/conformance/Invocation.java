package osprey.sim.conformance;

import java.util.Arrays;
import osprey.abi.Syscall;

/// One thing that an actor's thread is to do.
public sealed interface Invocation {
  /// A system call.
  record Call(Syscall which, long... arguments) implements Invocation {
    @Override
    public boolean equals(Object other) {
      return other instanceof Call call
          && which == call.which
          && Arrays.equals(arguments, call.arguments);
    }

    @Override
    public int hashCode() {
      return 31 * which.hashCode() + Arrays.hashCode(arguments);
    }
  }

  /// An access to the process's own memory.
  record Touch(Access which, long... arguments) implements Invocation {
    @Override
    public boolean equals(Object other) {
      return other instanceof Touch touch
          && which == touch.which
          && Arrays.equals(arguments, touch.arguments);
    }

    @Override
    public int hashCode() {
      return 31 * which.hashCode() + Arrays.hashCode(arguments);
    }
  }

  long[] arguments();

  /// Kinds of accesses.
  enum Access {
    /// Bytes: to, from, count.
    MOVE,
    LOAD,
    STORE,
    ADD,
    /// Whether the word was as expected.
    COMPARE_AND_SWAP
  }
}
