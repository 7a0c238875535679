package osprey.kernel.syscall;

import osprey.abi.Errno;
import osprey.kernel.file.Console;
import osprey.kernel.file.FdTable;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Terminal;
import osprey.kernel.ipc.PipeEnd;
import osprey.kernel.mem.UserMemory;
import osprey.kernel.wait.Outcome;

/// fcntl(2) and ioctl(2).
final class ControlCalls {
  private static final int F_DUPFD = 0;
  private static final int F_GETFD = 1;
  private static final int F_SETFD = 2;
  private static final int F_GETFL = 3;
  private static final int F_SETFL = 4;
  private static final int F_GETLK = 5;
  private static final int F_SETLK = 6;
  private static final int F_SETLKW = 7;
  private static final int F_OFD_GETLK = 36;
  private static final int F_OFD_SETLK = 37;
  private static final int F_OFD_SETLKW = 38;
  private static final int F_DUPFD_CLOEXEC = 1030;
  private static final int F_SETPIPE_SZ = 1031;
  private static final int F_GETPIPE_SZ = 1032;
  private static final int FD_CLOEXEC = 1;

  private static final int TCGETS = 0x5401;
  private static final int TCSETS = 0x5402;
  private static final int TCSETSW = 0x5403;
  private static final int TCSETSF = 0x5404;
  private static final int TCFLSH = 0x540b;
  private static final int TIOCGPGRP = 0x540f;
  private static final int TIOCSPGRP = 0x5410;

  /// On a terminal it is TIOCOUTQ, and nothing waits to be printed.
  private static final int SIOCOUTQ = 0x5411;

  private static final int TIOCGWINSZ = 0x5413;
  private static final int TIOCSWINSZ = 0x5414;
  private static final int FIONREAD = 0x541b;
  private static final int FIONBIO = 0x5421;
  private static final int FIONCLEX = 0x5450;
  private static final int FIOCLEX = 0x5451;

  private static final int TERMIOS_BYTES = 36;

  private ControlCalls() {}

  static Outcome fcntl(Call call) {
    return Descriptors.with(call, description -> fcntl(call, description));
  }

  private static Outcome fcntl(Call call, FileDescription description) {
    FdTable table = call.process().descriptors();
    int fd = call.intArgument(0);
    long argument = call.argument(2);
    return switch (call.intArgument(1)) {
      case F_DUPFD -> table.duplicateFrom(fd, call.intArgument(2), false, Descriptors.limit(call));
      case F_DUPFD_CLOEXEC ->
          table.duplicateFrom(fd, call.intArgument(2), true, Descriptors.limit(call));
      case F_GETFD -> Outcome.done(table.isClosedOnExec(fd) ? FD_CLOEXEC : 0);
      case F_SETFD -> {
        table.setCloseOnExec(fd, (argument & FD_CLOEXEC) != 0);
        yield Outcome.ZERO;
      }
      case F_GETFL -> Outcome.done(description.statusFlags());
      case F_SETFL -> {
        int kept = description.statusFlags() & ~OpenFlag.SETTABLE;
        description.setStatusFlags(kept | ((int) argument & OpenFlag.SETTABLE));
        yield Outcome.ZERO;
      }
      case F_GETLK -> LockCalls.record(call, description, LockCalls.Request.TEST, false);
      case F_SETLK -> LockCalls.record(call, description, LockCalls.Request.SET, false);
      case F_SETLKW -> LockCalls.record(call, description, LockCalls.Request.SET_AND_WAIT, false);
      case F_OFD_GETLK -> LockCalls.record(call, description, LockCalls.Request.TEST, true);
      case F_OFD_SETLK -> LockCalls.record(call, description, LockCalls.Request.SET, true);
      case F_OFD_SETLKW ->
          LockCalls.record(call, description, LockCalls.Request.SET_AND_WAIT, true);
      case F_GETPIPE_SZ ->
          description instanceof PipeEnd pipe
              ? Outcome.done(pipe.capacityBytes())
              : Outcome.failed(Errno.EBADF);
      case F_SETPIPE_SZ ->
          description instanceof PipeEnd pipe
              ? pipe.resize((int) argument, call.process().credentials)
              : Outcome.failed(Errno.EBADF);
      default -> Outcome.failed(Errno.EINVAL);
    };
  }

  static Outcome ioctl(Call call) {
    return Descriptors.with(call, description -> ioctl(call, description));
  }

  private static Outcome ioctl(Call call, FileDescription description) {
    long argument = call.argument(2);
    return switch (call.intArgument(1)) {
      case FIONREAD -> amount(call, description, description.available());
      case SIOCOUTQ -> {
        if (description.terminal() != null) {
          call.memory().writeInt(argument, 0);
          yield Outcome.ZERO;
        }
        yield amount(call, description, description.unsent());
      }
      case FIONBIO -> {
        int others = description.statusFlags() & ~OpenFlag.NON_BLOCKING;
        int bit = call.memory().readInt(argument) == 0 ? 0 : OpenFlag.NON_BLOCKING;
        description.setStatusFlags(others | bit);
        yield Outcome.ZERO;
      }
      case FIOCLEX, FIONCLEX -> {
        call.process()
            .descriptors()
            .setCloseOnExec(call.intArgument(0), call.intArgument(1) == FIOCLEX);
        yield Outcome.ZERO;
      }
      default -> {
        Console console = description.terminal();
        yield console == null
            ? Outcome.failed(Errno.ENOTTY)
            : terminal(call, console, call.intArgument(1), argument);
      }
    };
  }

  private static Outcome amount(Call call, FileDescription description, long amount) {
    if (amount < 0) {
      return Outcome.failed(description.noNumber());
    }
    call.memory().writeInt(call.argument(2), (int) amount);
    return Outcome.ZERO;
  }

  private static Outcome terminal(Call call, Console console, int request, long argument) {
    UserMemory memory = call.memory();
    switch (request) {
      case TCGETS -> memory.write(argument, console.settings().encoded());
      case TCSETS, TCSETSW, TCSETSF ->
          console.configure(
              Terminal.decoded(memory.read(argument, TERMIOS_BYTES)), request == TCSETSF);
      case TCFLSH -> {
        if (argument != 1) {
          console.dropInput();
        }
      }
      case TIOCGWINSZ -> {
        memory.writeShort(argument, console.rows());
        memory.writeShort(argument + 2, console.columns());
        memory.writeInt(argument + 4, 0);
      }
      case TIOCSWINSZ -> console.resize(memory.readShort(argument), memory.readShort(argument + 2));
      case TIOCGPGRP -> {
        int group = console.foregroundGroup();
        memory.writeInt(argument, group == 0 ? call.process().groupId : group);
      }
      case TIOCSPGRP -> console.setForegroundGroup(memory.readInt(argument));
      default -> {
        return Outcome.failed(Errno.ENOTTY);
      }
    }
    return Outcome.ZERO;
  }
}
