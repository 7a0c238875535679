package osprey.sim;

import java.util.Arrays;

/// A part of a simulation to watch: bytes of a process's memory, whoever has them mapped, or a
/// register of a thread.
///
/// @param number as the debugger knows it
/// @param what is watched
/// @param kind which accesses count
public record Watch(int number, Target what, Kind kind) {
  /// Where it is.
  public sealed interface Target {
    int host();
  }

  public record Memory(int host, int pid, long address, int length) implements Target {}

  /// @param index into the thread's register stack
  public record Register(int host, int tid, int index) implements Target {}

  /// Which accesses count. Reads are those of instructions; what a system call reads is not
  /// noticed.
  public enum Kind {
    CHANGE,
    READ,
    ACCESS
  }

  /// Bytes that were watched. Of memory that is not there, none.
  public record Contents(byte[] bytes) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Contents(byte[] others) && Arrays.equals(bytes, others);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(bytes);
    }
  }
}
