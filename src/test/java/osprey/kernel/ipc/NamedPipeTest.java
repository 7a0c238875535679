package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Opened;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;

class NamedPipeTest {
  private static final int READ = OpenFlag.READ_ONLY;
  private static final int WRITE = OpenFlag.WRITE_ONLY;
  private static final int NOW = OpenFlag.NON_BLOCKING;

  private final Machine machine = new Machine();
  private final Opener one = new Opener();
  private final Opener two = new Opener();

  /// Somebody who opens /p, as open(2) does.
  private final class Opener {
    final Machine.Caller caller = machine.caller();
    @Nullable FileDescription description;

    @Nullable Outcome open(int flags) {
      return caller.call(_ -> {
        if (description != null) {
          return description.continueOpening(machine.call(false));
        }
        Opened opened =
            machine.tree.open("/p", flags, 0, machine.view(), machine.call((flags & NOW) != 0));
        description = opened.description();
        if (description != null) {
          description.retain();
        }
        return opened.outcome();
      });
    }

    FileDescription end() {
      return requireNonNull(description);
    }

    PipeEnd pipe() {
      return (PipeEnd) end();
    }

    void close() {
      end().release();
      description = null;
      machine.settle();
    }
  }

  @BeforeEach
  void make() {
    machine.tree.naming(machine.view()).makeNode("/p", FileMode.FIFO | 0666, 0);
  }

  @Test
  void an_open_for_reading_waits_for_a_writer() {
    assertThat(one.open(READ)).isNull();

    assertThat(two.open(WRITE)).isEqualTo(Outcome.ZERO);

    assertThat(one.caller.result).isEqualTo(Outcome.ZERO);
  }

  @Test
  void an_open_for_writing_waits_for_a_reader() {
    assertThat(one.open(WRITE)).isNull();

    assertThat(two.open(READ)).isEqualTo(Outcome.ZERO);

    assertThat(one.caller.result).isEqualTo(Outcome.ZERO);
  }

  @Test
  void one_writer_releases_all_waiting_readers() {
    Opener three = new Opener();
    one.open(READ);
    two.open(READ);

    three.open(WRITE);

    assertThat(one.caller.result).isEqualTo(Outcome.ZERO);
    assertThat(two.caller.result).isEqualTo(Outcome.ZERO);
  }

  @Test
  void a_writer_that_leaves_at_once_has_released_the_reader() {
    one.open(READ);
    two.open(WRITE | NOW);
    two.close();

    assertThat(one.caller.result).isEqualTo(Outcome.ZERO);
    assertThat(one.caller.read(one.end(), new byte[1])).isEqualTo(Outcome.ZERO);
  }

  @Test
  void without_waiting_a_reader_is_let_in_and_a_lone_writer_is_not() {
    assertThat(one.open(WRITE | NOW)).isEqualTo(Outcome.failed(Errno.ENXIO));
    assertThat(two.open(READ | NOW)).isEqualTo(Outcome.ZERO);
    assertThat(one.open(WRITE | NOW)).isEqualTo(Outcome.ZERO);
  }

  @Test
  void opening_for_both_never_waits_and_never_sees_the_end() {
    assertThat(one.open(OpenFlag.READ_WRITE)).isEqualTo(Outcome.ZERO);
    two.open(WRITE);
    two.close();

    assertThat(one.caller.read(one.end(), new byte[1])).isNull();
  }

  @Test
  void an_open_that_is_given_up_leaves_no_phantom() {
    one.open(READ);
    one.caller.interrupt(false);
    one.close();

    assertThat(two.open(WRITE | NOW)).isEqualTo(Outcome.failed(Errno.ENXIO));
  }

  @Test
  void before_the_first_writer_a_read_gives_nothing_and_with_one_it_would_wait() {
    one.open(READ | NOW);
    assertThat(one.caller.read(one.end(), new byte[1])).isEqualTo(Outcome.ZERO);

    two.open(WRITE);
    assertThat(one.caller.read(one.end(), new byte[1])).isEqualTo(Outcome.failed(Errno.EAGAIN));
  }

  @Test
  void a_new_writer_revives_a_reader_that_saw_the_end() {
    one.open(READ | NOW);
    two.open(WRITE);
    two.close();
    assertThat(one.caller.read(one.end(), new byte[1])).isEqualTo(Outcome.ZERO);

    two.open(WRITE);
    two.caller.write(two.end(), "x");
    assertThat(one.caller.read(one.end(), new byte[9])).isEqualTo(Outcome.done(1));
  }

  @Test
  void a_new_reader_revives_a_writer_that_was_refused() {
    one.open(READ | NOW);
    two.open(WRITE);
    one.close();
    assertThat(two.caller.write(two.end(), "x")).isEqualTo(Outcome.brokenPipe());

    one.open(READ | NOW);
    assertThat(two.caller.write(two.end(), "x")).isEqualTo(Outcome.done(1));
  }

  @Test
  void data_and_size_last_as_long_as_somebody_has_it_open() {
    one.open(READ | NOW);
    two.open(WRITE);
    two.caller.write(two.end(), "kept");
    two.pipe().resize(4096, Credentials.ROOT);
    one.close();
    one.open(READ | NOW);
    assertThat(one.end().available()).isEqualTo(4);
    assertThat(one.pipe().capacityBytes()).isEqualTo(4096);

    one.close();
    two.close();
    one.open(READ | NOW);
    assertThat(one.end().available()).isZero();
    assertThat(one.pipe().capacityBytes()).isEqualTo(65536);
  }

  @Test
  void the_read_end_hangs_up_only_after_a_writer_has_been() {
    one.open(READ | NOW);
    assertThat(one.end().ready()).isZero();

    two.open(WRITE);
    two.caller.write(two.end(), "x");
    two.close();
    assertThat(one.end().ready()).isEqualTo(Ready.IN | Ready.HANG_UP);

    two.open(WRITE);
    assertThat(one.end().ready()).isEqualTo(Ready.IN);
  }

  @Test
  void removing_the_name_leaves_open_ends_alone_and_a_new_node_is_another_fifo() {
    one.open(READ | NOW);
    two.open(WRITE);
    machine.tree.naming(machine.view()).unlink("/p");
    machine.tree.naming(machine.view()).makeNode("/p", FileMode.FIFO | 0666, 0);

    assertThat(two.caller.write(two.end(), "x")).isEqualTo(Outcome.done(1));
    assertThat(new Opener().open(WRITE | NOW)).isEqualTo(Outcome.failed(Errno.ENXIO));
  }

  @Test
  void the_node_shows_no_size_and_refuses_positions() {
    one.open(OpenFlag.READ_WRITE);
    one.caller.write(one.end(), "abc");

    assertThat(one.end().status().size()).isZero();
    assertThat(one.end().seek(0, 0)).isEqualTo(Outcome.failed(Errno.ESPIPE));
    assertThat(one.end().truncate(0, machine.call(false))).isEqualTo(Outcome.failed(Errno.EINVAL));
  }
}
