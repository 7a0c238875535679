package osprey.ui;

import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.inspect.FrameInfo;
import osprey.inspect.SystemInfo;
import osprey.report.Summary;
import osprey.trace.TraceLog;

/// A simulation in progress, as its faces drive it. Times are simulated nanoseconds; a thread is
/// named by its host's number and its id.
public interface Session {
  long now();

  /// Runs until something that `until` names happens, or nothing can happen any more.
  Stop run(Until until);

  /// Runs until that thread has completed one instruction; others run as the scheduler decides.
  Stop stepInstruction(int host, int tid);

  /// The smallest step of the whole simulation.
  Stop stepEvent();

  /// Makes a run stop soon; may be called from another thread.
  void interrupt();

  /// Who gets the bytes that processes write to the terminal, as they are written.
  void attach(Console console);

  /// Bytes for the simulated standard input.
  void input(byte[] bytes);

  /// The end of the simulated standard input (on a terminal: Ctrl-D).
  void endInput();

  SystemInfo inspect();

  TraceLog trace();

  /// How the scenario's expectations stand, in order of the source; none for a C program.
  List<Summary.Check> checks();

  /// The process on host 0 whose exit status is the run's; 0 when there is no such process.
  int mainPid();

  void breakAt(Image image, int instruction);

  void clearBreak(Image image, int instruction);

  /// The program of a process, null when it has none any more.
  @Nullable Image image(int host, int pid);

  /// Innermost first, without the values of variables.
  List<FrameInfo> frames(int host, int tid, int framesMax);

  /// @param index into the thread's register stack: a frame's window base and the register's number
  long register(int host, int tid, int index);

  void setRegister(int host, int tid, int index, long value);

  long threadPointer(int host, int tid);

  /// Returns how many bytes could be read before the first that is not mapped.
  int readMemory(int host, int pid, long address, byte[] into);

  int writeMemory(int host, int pid, long address, byte[] from);
}
