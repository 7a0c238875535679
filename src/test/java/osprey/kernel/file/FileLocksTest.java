package osprey.kernel.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.ipc.Machine;
import osprey.kernel.wait.Outcome;

/// What the recorded cases leave out; they cover the tables of flock(2) and fcntl(2).
class FileLocksTest {
  private static final int CREATE = OpenFlag.READ_WRITE | OpenFlag.CREATE;

  private final Machine machine = new Machine();
  private final Owner a = new Owner();
  private final Owner b = new Owner();
  private final Owner c = new Owner();

  /// A process that has /f open.
  private final class Owner {
    final Machine.Caller caller = machine.caller();
    final FileDescription file = machine.open("/f", CREATE);

    @Nullable Outcome flock(boolean isExclusive) {
      return caller.call(_ -> file.locks().flock(file, isExclusive, false, caller.id()));
    }

    @Nullable Outcome lock(RecordLock.Type type, long start, long length) {
      RecordLock wanted = new RecordLock(caller.id(), caller.id(), type, start, start + length - 1);
      return caller.call(
          _ -> file.locks().lock(wanted, true, machine.tree.lockWaits(), caller.id()));
    }

    void hold() {
      machine.tree.held().hold(caller.id(), 0, 0, file);
    }

    void kill() {
      caller.die();
      machine.tree.held().release(caller.id());
      machine.settle();
    }
  }

  @Test
  void readers_behind_a_waiting_writer_get_in_when_it_must_wait_again() {
    a.flock(true);
    assertThat(b.flock(true)).isNull();
    assertThat(c.flock(false)).isNull();

    a.flock(false);

    assertThat(b.caller.isBlocked()).isTrue();
    assertThat(c.caller.result).isEqualTo(Outcome.ZERO);
  }

  @Test
  void whoever_waited_behind_a_killed_waiter_is_let_in() {
    a.lock(RecordLock.Type.READ, 0, 10);
    b.lock(RecordLock.Type.WRITE, 0, 20);
    b.hold();
    c.lock(RecordLock.Type.WRITE, 15, 5);
    assertThat(c.caller.result).isEqualTo(Outcome.ZERO);

    b.kill();
    a.lock(RecordLock.Type.UNLOCK, 0, 10);

    assertThat(a.file.locks().held()).hasSize(1);
  }

  @Test
  void three_processes_in_a_circle_are_a_deadlock_for_the_last() {
    a.lock(RecordLock.Type.WRITE, 0, 1);
    b.lock(RecordLock.Type.WRITE, 1, 1);
    c.lock(RecordLock.Type.WRITE, 2, 1);
    assertThat(a.lock(RecordLock.Type.WRITE, 1, 1)).isNull();
    assertThat(b.lock(RecordLock.Type.WRITE, 2, 1)).isNull();

    assertThat(c.lock(RecordLock.Type.WRITE, 0, 1)).isEqualTo(Outcome.failed(Errno.EDEADLK));
  }

  @Test
  void adjacent_locks_of_one_type_are_joined_and_others_are_not() {
    a.lock(RecordLock.Type.READ, 0, 5);
    a.lock(RecordLock.Type.READ, 10, 5);
    a.lock(RecordLock.Type.READ, 5, 5);
    a.lock(RecordLock.Type.WRITE, 15, 5);

    assertThat(a.file.locks().held())
        .extracting(RecordLock::start, RecordLock::end)
        .containsExactly(tuple(0L, 14L), tuple(15L, 19L));
  }

  @Test
  void a_copy_made_while_somebody_waits_goes_on_alone() {
    a.lock(RecordLock.Type.WRITE, 0, 10);
    b.lock(RecordLock.Type.WRITE, 5, 1);
    Copier copier = new Copier();
    Machine copied = copier.copy(machine);
    Machine.Caller copiedB = copier.copy(b.caller);
    FileDescription copiedFile = copier.copy(b.file);
    RecordLock wanted = new RecordLock(b.caller.id(), b.caller.id(), RecordLock.Type.WRITE, 5, 5);
    copiedB.replaceAction(
        _ -> copiedFile.locks().lock(wanted, true, copied.tree.lockWaits(), b.caller.id()));

    copiedFile.locks().dropOwnedBy(a.caller.id());
    copied.settle();

    assertThat(copiedB.result).isEqualTo(Outcome.ZERO);
    assertThat(b.caller.isBlocked()).isTrue();
    assertThat(b.file.locks().held()).hasSize(1);
  }
}
