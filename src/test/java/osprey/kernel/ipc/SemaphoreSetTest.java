package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.kernel.file.Credentials;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;

class SemaphoreSetTest {
  private static final int NO_WAIT = 04000;
  private static final int UNDO = 0x1000;

  private final Machine machine = new Machine();
  private final IpcNamespace ipc = new IpcNamespace(IpcLimits.LINUX, machine.ram);
  private final SemaphoreSets sets = ipc.semaphores();
  private final int id = (int) ((Outcome.Done) sets.get(0, 3, 0600, Credentials.ROOT, 0)).value();
  private final SemaphoreSet set = requireNonNull(sets.find(id));

  /// Operations as triples: semaphore, change, flags.
  private @Nullable Outcome operate(Machine.Caller who, int... triples) {
    List<SemaphoreOperation> operations = new ArrayList<>();
    for (int i = 0; i < triples.length; i += 3) {
      operations.add(new SemaphoreOperation(triples[i], triples[i + 1], triples[i + 2]));
    }
    SemaphoreRequest request = new SemaphoreRequest(id, operations, who.id());
    return who.call(_ -> sets.operate(request, Credentials.ROOT, Wait.FOREVER, 1));
  }

  private final Machine.Caller one = machine.caller();
  private final Machine.Caller two = machine.caller();

  @Test
  void all_operations_happen_or_none() {
    operate(one, 0, 1, 0);
    assertThat(operate(one, 0, -1, 0, 1, -1, NO_WAIT)).isEqualTo(Outcome.failed(Errno.EAGAIN));
    assertThat(set.value(0)).isEqualTo(1);
    operate(one, 0, -1, 0, 1, -1, 0);
    assertThat(one.isBlocked()).isTrue();
    assertThat(set.waiting(1, false)).isEqualTo(1);
    operate(two, 1, 1, 0);
    assertThat(one.result).isEqualTo(Outcome.ZERO);
    assertThat(set.value(0)).isZero();
    assertThat(set.lastUser(1)).isEqualTo(one.id());
  }

  @Test
  void a_small_request_overtakes_a_large_one() {
    operate(one, 0, -2, 0);
    operate(two, 0, -1, 0);
    Machine.Caller poster = machine.caller();
    operate(poster, 0, 1, 0);
    assertThat(two.result).isEqualTo(Outcome.ZERO);
    assertThat(one.isBlocked()).isTrue();
    operate(poster, 0, 2, 0);
    assertThat(one.result).isEqualTo(Outcome.ZERO);
  }

  @Test
  void a_wait_for_zero_ends_when_the_value_is_zero() {
    operate(one, 0, 2, 0);
    operate(two, 0, 0, 0);
    assertThat(set.waiting(0, true)).isEqualTo(1);
    operate(one, 0, -2, 0);
    assertThat(two.result).isEqualTo(Outcome.ZERO);
  }

  @Test
  void the_end_of_a_process_undoes_what_it_asked_to_be_undone() {
    operate(one, 0, 1, 0);
    operate(one, 0, -1, UNDO);
    operate(two, 0, -1, 0);
    assertThat(two.isBlocked()).isTrue();
    ipc.exited(one.id(), 2);
    machine.settle();
    assertThat(two.result).isEqualTo(Outcome.ZERO);
    assertThat(set.value(0)).isZero();
  }

  @Test
  void setting_a_value_forgets_what_was_to_be_undone() {
    operate(one, 0, 5, UNDO);
    sets.set(set, 0, new int[] {3}, Credentials.ROOT, 1, 1);
    ipc.exited(one.id(), 2);
    assertThat(set.value(0)).isEqualTo(3);
  }

  @Test
  void values_and_numbers_are_checked() {
    assertThat(operate(one, 3, 1, 0)).isEqualTo(Outcome.failed(Errno.EFBIG));
    assertThat(operate(one, 0, 32767, 0)).isEqualTo(Outcome.ZERO);
    assertThat(operate(one, 0, 1, 0)).isEqualTo(Outcome.failed(Errno.ERANGE));
    assertThat(sets.set(set, 0, new int[] {40000}, Credentials.ROOT, 1, 1))
        .isEqualTo(Outcome.failed(Errno.ERANGE));
  }

  @Test
  void removal_ends_every_wait() {
    operate(one, 0, -1, 0);
    sets.remove(id, Credentials.ROOT);
    machine.settle();
    assertThat(one.result).isEqualTo(Outcome.failed(Errno.EIDRM));
  }

  @Test
  void a_wait_is_told_in_words() {
    SemaphoreRequest request =
        new SemaphoreRequest(5, List.of(new SemaphoreOperation(2, -1, 0)), 1);
    assertThat(request.words()).isEqualTo("semaphore 2 of set 5 to be at least 1");
  }
}
