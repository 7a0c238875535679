package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.engine.Copier;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.KernelBuffer;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;

class PipeTest {
  private static final Credentials USER =
      new Credentials(1000, 1000, 1000, 1000, 1000, 1000, List.of(), false);

  private final Machine machine = new Machine();
  private final Machine.Caller reader = machine.caller();
  private final Machine.Caller writer = machine.caller();
  private final Machine.Caller other = machine.caller();
  private PipeEnd in = ends(0).read();
  private PipeEnd out = ends(0).write();

  @BeforeEach
  void make() {
    use(ends(0));
  }

  private void use(Pipes.Ends ends) {
    in = ends.read();
    out = ends.write();
    in.retain();
    out.retain();
  }

  private Pipes.Ends ends(int flags) {
    return requireNonNull(machine.pipes.create(flags, Credentials.ROOT, machine.now()));
  }

  private String read(int count) {
    byte[] into = new byte[count];
    Outcome outcome = reader.read(in, into);
    return outcome instanceof Outcome.Done(long moved, int _) ? text(into, moved) : "" + outcome;
  }

  private static String text(byte[] bytes, long count) {
    return new String(bytes, 0, (int) count, StandardCharsets.ISO_8859_1);
  }

  @Test
  void a_read_takes_what_several_writes_put_in_and_leaves_the_rest() {
    writer.write(out, "one");
    writer.write(out, "two");

    assertThat(read(4)).isEqualTo("onet");
    assertThat(read(100)).isEqualTo("wo");
  }

  @Test
  void a_reader_sleeps_while_the_pipe_is_empty() {
    byte[] into = new byte[10];

    assertThat(reader.read(in, into)).isNull();
    assertThat(writer.write(out, "hi")).isEqualTo(Outcome.done(2));

    assertThat(reader.result).isEqualTo(Outcome.done(2));
    assertThat(text(into, 2)).isEqualTo("hi");
  }

  @Test
  void a_writer_sleeps_until_a_whole_slot_is_free() {
    writer.write(out, "x".repeat(65536));
    assertThat(writer.write(out, "y")).isNull();

    read(4095);
    assertThat(writer.isBlocked()).isTrue();

    read(1);
    assertThat(writer.result).isEqualTo(Outcome.done(1));
  }

  @Test
  void sixteen_writes_of_4095_bytes_fill_the_pipe_but_for_one_byte() {
    out.setStatusFlags(OpenFlag.WRITE_ONLY | OpenFlag.NON_BLOCKING);
    for (int i = 0; i < 16; i++) {
      assertThat(writer.write(out, "x".repeat(4095))).isEqualTo(Outcome.done(4095));
    }

    assertThat(writer.write(out, "yy")).isEqualTo(Outcome.failed(Errno.EAGAIN));
    assertThat(writer.write(out, "y")).isEqualTo(Outcome.done(1));
  }

  @Test
  void a_half_empty_slot_that_is_not_the_newest_is_never_refilled() {
    out.setStatusFlags(OpenFlag.WRITE_ONLY | OpenFlag.NON_BLOCKING);
    out.resize(8192, Credentials.ROOT);
    writer.write(out, "x".repeat(4000));

    assertThat(writer.write(out, "y".repeat(5000))).isEqualTo(Outcome.done(4096));
  }

  @Test
  void a_write_tops_up_the_newest_slot_with_what_does_not_fill_a_page() {
    out.setStatusFlags(OpenFlag.WRITE_ONLY | OpenFlag.NON_BLOCKING);
    out.resize(8192, Credentials.ROOT);
    writer.write(out, "x".repeat(100));

    assertThat(writer.write(out, "y".repeat(5000))).isEqualTo(Outcome.done(5000));
    assertThat(out.statistics().slots()).isEqualTo(2);
  }

  @Test
  void small_nonblocking_writes_are_all_or_nothing_and_large_ones_take_what_fits() {
    out.setStatusFlags(OpenFlag.WRITE_ONLY | OpenFlag.NON_BLOCKING);
    writer.write(out, "x".repeat(61441));

    assertThat(writer.write(out, "y".repeat(4096))).isEqualTo(Outcome.failed(Errno.EAGAIN));
    read(61441);
    assertThat(writer.write(out, "z".repeat(100000))).isEqualTo(Outcome.done(65536));
  }

  @Test
  void writers_get_in_one_after_the_other_and_go_to_the_end_of_the_queue_to_wait_again() {
    out.resize(4096, Credentials.ROOT);
    writer.write(out, "b".repeat(16384));
    other.write(out, "c".repeat(16384));

    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 8; i++) {
      order.append(read(4096).charAt(0));
    }

    assertThat(order).hasToString("bbcbcbcc");
  }

  @Test
  void a_reader_that_leaves_data_behind_wakes_the_next_reader() {
    byte[] first = new byte[4];
    byte[] second = new byte[4];
    reader.read(in, first);
    other.read(in, second);

    writer.write(out, "0123456789");

    assertThat(text(first, 4) + text(second, 4)).isEqualTo("01234567");
    assertThat(in.available()).isEqualTo(2);
  }

  @Test
  void one_write_wakes_one_reader() {
    reader.read(in, new byte[10]);
    other.read(in, new byte[10]);

    writer.write(out, "x");

    assertThat(reader.result).isEqualTo(Outcome.done(1));
    assertThat(other.isBlocked()).isTrue();
  }

  @Test
  void the_last_close_of_the_write_end_wakes_every_reader_with_the_end_of_the_file() {
    reader.read(in, new byte[1]);
    other.read(in, new byte[1]);

    out.release();
    machine.settle();

    assertThat(reader.result).isEqualTo(Outcome.ZERO);
    assertThat(other.result).isEqualTo(Outcome.ZERO);
  }

  @Test
  void writing_without_a_reader_fails_with_a_signal_but_writing_nothing_does_not() {
    in.release();

    assertThat(writer.write(out, "x")).isEqualTo(Outcome.brokenPipe());
    assertThat(writer.write(out, "")).isEqualTo(Outcome.ZERO);
  }

  @Test
  void a_write_cut_short_by_the_last_reader_returns_its_count_and_sends_a_signal_besides() {
    writer.write(out, "x".repeat(100_000));
    read(4096);

    in.release();
    machine.settle();

    assertThat(writer.result).isEqualTo(new Outcome.Done(69632, Signal.SIGPIPE.number()));
  }

  @Test
  void an_interrupted_write_returns_what_it_has_moved() {
    writer.write(out, "x".repeat(70_000));

    writer.interrupt(false);

    assertThat(writer.result).isEqualTo(Outcome.done(65536));
  }

  @Test
  void an_interrupted_read_has_consumed_nothing() {
    reader.read(in, new byte[1]);

    reader.interrupt(false);

    assertThat(reader.result).isEqualTo(Outcome.failed(Errno.EINTR));
  }

  @Test
  void the_ends_are_not_interchangeable() {
    assertThat(writer.write(in, "x")).isEqualTo(Outcome.failed(Errno.EBADF));
    assertThat(reader.read(out, new byte[1])).isEqualTo(Outcome.failed(Errno.EBADF));
  }

  @Test
  void a_pipe_has_no_position_and_no_length() {
    assertThat(in.seek(0, 0)).isEqualTo(Outcome.failed(Errno.ESPIPE));
    assertThat(in.readAt(new KernelBuffer(1), 0, machine.call(false)))
        .isEqualTo(Outcome.failed(Errno.ESPIPE));
    assertThat(out.truncate(0, machine.call(false))).isEqualTo(Outcome.failed(Errno.EINVAL));
    assertThat(in.status().size()).isZero();
  }

  @Test
  void packets_are_read_one_at_a_time_and_lose_what_does_not_fit() {
    use(ends(OpenFlag.DIRECT));
    writer.write(out, "first");
    writer.write(out, "second");

    assertThat(read(3)).isEqualTo("fir");
    assertThat(read(100)).isEqualTo("second");
  }

  @Test
  void readiness_counts_whole_slots() {
    assertThat(in.ready()).isZero();
    assertThat(out.ready()).isEqualTo(Ready.OUT);

    writer.write(out, "x".repeat(65536));
    read(4095);
    assertThat(in.ready()).isEqualTo(Ready.IN);
    assertThat(out.ready()).isZero();

    read(1);
    assertThat(out.ready()).isEqualTo(Ready.OUT);
  }

  @Test
  void closed_ends_show_as_hang_up_and_error() {
    writer.write(out, "x");
    out.release();
    assertThat(in.ready()).isEqualTo(Ready.IN | Ready.HANG_UP);

    use(ends(0));
    in.release();
    assertThat(out.ready()).isEqualTo(Ready.OUT | Ready.ERROR);
  }

  @Test
  void the_size_is_rounded_up_to_a_power_of_two_pages() {
    assertThat(in.capacityBytes()).isEqualTo(65536);
    assertThat(in.resize(0, Credentials.ROOT)).isEqualTo(Outcome.done(4096));
    assertThat(in.resize(12289, Credentials.ROOT)).isEqualTo(Outcome.done(16384));
    assertThat(in.resize((1 << 20) + 1, USER)).isEqualTo(Outcome.failed(Errno.EPERM));
  }

  @Test
  void a_pipe_cannot_shrink_below_the_slots_in_use() {
    writer.write(out, "x".repeat(5000));

    assertThat(out.resize(4096, Credentials.ROOT)).isEqualTo(Outcome.failed(Errno.EBUSY));
  }

  @Test
  void growing_the_pipe_lets_a_blocked_writer_in() {
    out.resize(4096, Credentials.ROOT);
    writer.write(out, "x".repeat(4096));
    writer.write(out, "y");

    out.resize(8192, Credentials.ROOT);
    machine.settle();

    assertThat(writer.result).isEqualTo(Outcome.done(1));
  }

  @Test
  void a_user_with_too_many_pages_gets_small_pipes() {
    Machine small = new Machine(new PipeLimits(16, 4096, 1 << 20, 32, 0, false));
    small.pipes.create(0, USER, 0);
    small.pipes.create(0, USER, 0);

    Pipes.Ends third = requireNonNull(small.pipes.create(0, USER, 0));

    assertThat(third.read().capacityBytes()).isEqualTo(8192);
    assertThat(third.read().resize(65536, USER)).isEqualTo(Outcome.failed(Errno.EPERM));
  }

  @Test
  void an_unreachable_buffer_moves_nothing() {
    writer.write(out, "abc");
    BadBuffer bad = new BadBuffer(10);

    assertThat(in.read(bad, machine.call(false))).isEqualTo(Outcome.failed(Errno.EFAULT));
    assertThat(out.write(bad, machine.call(false))).isEqualTo(Outcome.failed(Errno.EFAULT));
    assertThat(in.available()).isEqualTo(3);
  }

  @Test
  void a_copy_made_while_callers_wait_goes_on_as_the_original_does() {
    byte[] into = new byte[4];
    reader.read(in, into);
    Copier copier = new Copier();
    Machine copied = copier.copy(machine);
    Machine.Caller copiedReader = copier.copy(reader);
    Machine.Caller copiedWriter = copier.copy(writer);
    FileDescription copiedIn = copier.copy((FileDescription) in);
    FileDescription copiedOut = copier.copy((FileDescription) out);
    byte[] copiedInto = new byte[4];
    copiedReader.replaceAction(
        made -> copiedIn.read(new KernelBuffer(copiedInto, 0, 4), copiedReader.io(copiedIn, made)));

    writer.write(out, "here");
    assertThat(copiedReader.isBlocked()).isTrue();
    assertThat(copiedIn.available()).isZero();
    copiedWriter.write(copiedOut, "there");
    copied.settle();

    assertThat(text(into, 4)).isEqualTo("here");
    assertThat(text(copiedInto, 4)).isEqualTo("ther");
    assertThat(copiedIn.available()).isEqualTo(1);
  }

  @Test
  void the_statistics_tell_how_full_it_was_and_how_often_somebody_waited() {
    reader.read(in, new byte[10]);
    writer.write(out, "x".repeat(70_000));

    PipeStatistics statistics = in.statistics();

    assertThat(statistics.timesEmpty()).isEqualTo(1);
    assertThat(statistics.timesFull()).isEqualTo(1);
    assertThat(statistics.bytesMost()).isEqualTo(65536);
    assertThat(statistics.bytesOut()).isEqualTo(10);
  }

  @Test
  void tee_copies_and_splice_moves() {
    Pipes.Ends second = ends(0);
    second.read().retain();
    second.write().retain();
    writer.write(out, "data");

    assertThat(new Splice(in, second.write(), machine.call(true)).tee(3))
        .isEqualTo(Outcome.done(3));
    assertThat(in.available()).isEqualTo(4);
    assertThat(new Splice(in, second.write(), machine.call(true)).splice(-1, -1, 10))
        .isEqualTo(Outcome.done(4));
    assertThat(in.available()).isZero();

    byte[] all = new byte[10];
    reader.read(second.read(), all);
    assertThat(text(all, 7)).isEqualTo("datdata");
  }

  @Test
  void splicing_a_pipe_into_itself_makes_no_sense() {
    assertThat(new Splice(in, out, machine.call(true)).splice(-1, -1, 10))
        .isEqualTo(Outcome.failed(Errno.EINVAL));
  }

  @Test
  void an_event_counter_adds_up_and_is_taken_as_a_whole() {
    EventFd counter = new EventFd(0, 0);
    counter.retain();
    byte[] into = new byte[8];
    assertThat(reader.read(counter, into)).isNull();

    writer.write(counter, number(3));
    assertThat(into[0]).isEqualTo((byte) 3);
    writer.write(counter, number(4));
    writer.write(counter, number(5));

    assertThat(counter.counter()).isEqualTo(9);
    assertThat(reader.read(counter, into)).isEqualTo(Outcome.done(8));
    assertThat(into[0]).isEqualTo((byte) 9);
  }

  @Test
  void a_semaphore_counter_is_taken_one_by_one_and_full_counters_block_writers() {
    EventFd counter = new EventFd(2, EventFd.SEMAPHORE | OpenFlag.NON_BLOCKING);
    byte[] into = new byte[8];
    reader.read(counter, into);
    assertThat(into[0]).isEqualTo((byte) 1);
    assertThat(counter.counter()).isEqualTo(1);

    assertThat(writer.write(counter, number(-2))).isEqualTo(Outcome.failed(Errno.EAGAIN));
    assertThat(writer.write(counter, number(-1))).isEqualTo(Outcome.failed(Errno.EINVAL));
    assertThat(writer.write(counter, new byte[7])).isEqualTo(Outcome.failed(Errno.EINVAL));
  }

  private static byte[] number(long value) {
    byte[] bytes = new byte[8];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (value >>> (8 * i));
    }
    return bytes;
  }
}
