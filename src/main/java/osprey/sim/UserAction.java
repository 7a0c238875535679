package osprey.sim;

/// What somebody does to a running simulation from outside, as data, so that it can be done again
/// when the run is repeated from an earlier moment.
public sealed interface UserAction {
  /// Bytes for the standard input of the first machine.
  record Type(byte[] bytes) implements UserAction {}

  /// The end of the standard input of the first machine.
  record EndInput() implements UserAction {}

  /// @param index into the thread's register stack
  record SetRegister(int host, int tid, int index, long value) implements UserAction {}

  record SetMemory(int host, int pid, long address, byte[] bytes) implements UserAction {}

  /// A signal as kill(2) sends it.
  ///
  /// @param tid the thread meant, 0 for the whole process
  record Send(int host, int pid, int tid, int signal) implements UserAction {}

  /// Cuts or heals the link between two machines.
  record CutLink(int host, int other, boolean isCut) implements UserAction {}

  /// Gives a ready thread a processor at once, whatever the policy says.
  record Schedule(int host, int tid) implements UserAction {}
}
