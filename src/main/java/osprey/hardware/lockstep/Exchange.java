package osprey.hardware.lockstep;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Syscall;

/// One call in both worlds: what the real thread is told to do, and how the results are compared.
final class Exchange {
  /// What a result stands for.
  enum Meaning {
    VALUE,
    /// A process or thread: each world has its own numbers.
    PROCESS,
    /// An object of System V IPC: each world has its own numbers.
    OBJECT,
    /// An address: where there, here.
    ADDRESS,
    /// Says nothing that can be compared: only failures count.
    ANY
  }

  final Syscall call;
  final long[] simulated;
  final long[] real;
  final List<Output> outputs = new ArrayList<>();
  Meaning meaning = Meaning.VALUE;

  /// The real call takes no deadline: when the simulated one's passes, it is interrupted.
  boolean hasDeadline;

  /// Made only when the simulated result is known, since it says where.
  boolean isDeferred;

  /// Made only when the simulated call has blocked or returned: a sandbox may refuse it.
  boolean isLate;

  /// The real thread has been told.
  boolean isBegun;

  /// Made by another call here: the descriptor only keeps a number taken.
  @Nullable Syscall instead;

  /// What the simulated call has come to, null while it has not.
  @Nullable Long result;

  Exchange(Syscall call, long[] arguments) {
    this.call = call;
    simulated = arguments;
    real = arguments.clone();
  }

  int realNumber() {
    return instead == null ? call.number() : instead.number();
  }
}
