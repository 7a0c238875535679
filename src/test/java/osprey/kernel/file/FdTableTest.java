package osprey.kernel.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.ipc.Machine;
import osprey.kernel.wait.Outcome;

class FdTableTest {
  private static final int LIMIT = 10;
  private static final int PROCESS = 1;

  private final Machine machine = new Machine();
  private final FdTable fds = new FdTable();
  private final FileDescription file = machine.open("/etc/passwd", OpenFlag.READ_ONLY);

  @Test
  void a_new_descriptor_gets_the_lowest_free_number() {
    fds.add(file, false, LIMIT);
    fds.add(file, false, LIMIT);
    fds.add(file, false, LIMIT);
    fds.close(1, PROCESS);

    assertThat(fds.add(file, false, LIMIT)).isEqualTo(1);
    assertThat(fds.add(file, false, LIMIT)).isEqualTo(3);
  }

  @Test
  void numbers_stay_below_the_limit() {
    assertThat(fds.add(file, false, 1)).isZero();
    assertThat(fds.add(file, false, 1)).isEqualTo(-1);
    assertThat(fds.duplicate(0, 1)).isEqualTo(Outcome.failed(Errno.EMFILE));
    assertThat(fds.hasRoomFor(2, 2)).isFalse();
    assertThat(fds.hasRoomFor(1, 2)).isTrue();
  }

  @Test
  void a_duplicate_shares_the_description_but_not_the_flag() {
    fds.add(file, true, LIMIT);

    assertThat(fds.duplicate(0, LIMIT)).isEqualTo(Outcome.done(1));

    assertThat(fds.get(1)).isSameAs(file);
    assertThat(fds.isClosedOnExec(0)).isTrue();
    assertThat(fds.isClosedOnExec(1)).isFalse();
  }

  @Test
  void a_duplicate_can_be_asked_for_at_or_above_a_number() {
    fds.add(file, false, LIMIT);

    assertThat(fds.duplicateFrom(0, 5, true, LIMIT)).isEqualTo(Outcome.done(5));
    assertThat(fds.isClosedOnExec(5)).isTrue();
    assertThat(fds.duplicateFrom(0, LIMIT, true, LIMIT)).isEqualTo(Outcome.failed(Errno.EINVAL));
    assertThat(fds.duplicateFrom(7, 0, true, LIMIT)).isEqualTo(Outcome.failed(Errno.EBADF));
  }

  @Test
  void duplicating_onto_a_number_closes_what_was_there() {
    FileDescription other = machine.open("/etc/hostname", OpenFlag.READ_ONLY);
    fds.add(file, false, LIMIT);
    fds.add(other, false, LIMIT);
    other.release();

    assertThat(fds.duplicateTo(0, 1, false, LIMIT, PROCESS)).isEqualTo(Outcome.done(1));

    assertThat(other.references()).isZero();
    assertThat(fds.get(1)).isSameAs(file);
    assertThat(fds.duplicateTo(0, 0, false, LIMIT, PROCESS)).isEqualTo(Outcome.ZERO);
  }

  @Test
  void a_child_shares_descriptions_until_both_close() {
    fds.add(file, false, LIMIT);
    file.release();

    FdTable child = fds.inherited();
    fds.closeAll(PROCESS);
    assertThat(file.references()).isEqualTo(1);
    child.closeAll(2);

    assertThat(file.references()).isZero();
  }

  @Test
  void executing_a_program_closes_what_is_marked() {
    fds.add(file, true, LIMIT);
    fds.add(file, false, LIMIT);

    fds.closeOnExec(PROCESS);

    assertThat(fds.isOpen(0)).isFalse();
    assertThat(fds.isOpen(1)).isTrue();
  }

  @Test
  void a_reserved_number_is_neither_open_nor_free() {
    assertThat(fds.reserve(LIMIT)).isZero();

    assertThat(fds.isOpen(0)).isFalse();
    assertThat(fds.add(file, false, LIMIT)).isEqualTo(1);
    fds.unreserve(0);
    assertThat(fds.add(file, false, LIMIT)).isZero();
  }

  @Test
  void closing_a_number_that_is_not_open_is_noticed() {
    assertThat(fds.close(3, PROCESS)).isFalse();
    assertThat(fds.close(-1, PROCESS)).isFalse();
  }

  @Test
  void descriptors_that_share_a_description_share_it_in_a_copy_too() {
    fds.add(file, false, LIMIT);
    fds.duplicate(0, LIMIT);
    Copier copier = new Copier();
    copier.copy(machine);

    FdTable copied = copier.copy(fds);

    assertThat(copied.get(0)).isSameAs(copied.get(1)).isNotSameAs(file);
  }
}
