package osprey.hardware.lockstep;

import java.util.function.UnaryOperator;
import osprey.abi.Syscall;
import osprey.hardware.lockstep.Exchange.Meaning;

/// Message queues, semaphores and shared memory.
final class ObjectTranslation {
  private static final int ATTRIBUTES_BYTES = 64;
  private static final int SET = 1;
  private static final int STATUS = 2;
  private static final int EVENT_BYTES = 64;

  private final Ids ids;

  ObjectTranslation(Ids ids) {
    this.ids = ids;
  }

  boolean translate(Syscall call, Exchange exchange, Marshal with) {
    switch (call) {
      case MQ_OPEN -> {
        with.text(0);
        with.in(3, ATTRIBUTES_BYTES);
      }
      case MQ_UNLINK -> with.text(0);
      case MQ_TIMEDSEND -> {
        with.in(1, with.argument(2));
        Translation.timespec(exchange, with, 4);
      }
      case MQ_TIMEDRECEIVE -> {
        with.out(1, with.argument(2));
        with.outFixed(3, 4, bytes -> bytes);
        Translation.timespec(exchange, with, 4);
      }
      case MQ_GETSETATTR -> {
        with.in(1, ATTRIBUTES_BYTES);
        with.outFixed(2, ATTRIBUTES_BYTES, Marshal.only(0, 32));
      }
      case MQ_NOTIFY -> with.in(1, EVENT_BYTES);
      case MSGGET, SEMGET, SHMGET -> exchange.meaning = Meaning.OBJECT;
      case MSGSND -> {
        object(Syscall.MSGGET, with);
        with.in(1, 8 + Math.max(0, with.argument(2)));
      }
      case MSGRCV -> {
        object(Syscall.MSGGET, with);
        with.out(
            1, 8 + Math.max(0, with.argument(2)), result -> 8 + result, UnaryOperator.identity());
      }
      case MSGCTL -> {
        object(Syscall.MSGGET, with);
        // Permissions, bytes and messages in the queue, its limit.
        return control(with, 120, Marshal.only(20, 2, 72, 24));
      }
      case SEMOP, SEMTIMEDOP -> {
        object(Syscall.SEMGET, with);
        with.in(1, 6 * with.argument(2));
        if (call == Syscall.SEMTIMEDOP) {
          Translation.timespec(exchange, with, 3);
        }
      }
      case SEMCTL -> {
        object(Syscall.SEMGET, with);
        return semaphores(exchange, with);
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private void object(Syscall maker, Marshal with) {
    with.set(0, ids.realObject(maker, with.argument(0)));
  }

  private static boolean control(Marshal with, int bytes, UnaryOperator<byte[]> normal) {
    switch ((int) with.argument(1)) {
      case 0 -> with.set(2, 0);
      case SET -> with.in(2, bytes);
      case STATUS -> with.outFixed(2, bytes, normal);
      default -> {
        return false;
      }
    }
    return true;
  }

  private static boolean semaphores(Exchange exchange, Marshal with) {
    switch ((int) with.argument(2)) {
      // IPC_RMID, GETVAL, GETNCNT, GETZCNT, SETVAL.
      case 0, 12, 14, 15, 16 -> {}
      // GETPID.
      case 11 -> exchange.meaning = Meaning.PROCESS;
      default -> {
        return false;
      }
    }
    return true;
  }
}
