package osprey.kernel.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.engine.Copier;
import osprey.kernel.ipc.Machine;
import osprey.kernel.wait.Outcome;
import osprey.machine.FrameSource;
import osprey.machine.Ram;

class OpenFileTest {
  private static final int NEW = OpenFlag.READ_WRITE | OpenFlag.CREATE;
  private static final int SET = 0;
  private static final int CUR = 1;
  private static final int END = 2;

  private final Machine machine = new Machine();
  private final Machine.Caller caller = machine.caller();
  private final FileDescription file = machine.open("/f", NEW);

  private String read(FileDescription from, int count) {
    byte[] into = new byte[count];
    return caller.read(from, into) instanceof Outcome.Done(long moved, int _)
        ? new String(into, 0, (int) moved, StandardCharsets.ISO_8859_1)
        : "" + caller.result;
  }

  private String contents() {
    return new String(requireNonNull(machine.tree.contents("/f")), StandardCharsets.ISO_8859_1);
  }

  @Test
  void reads_and_writes_move_one_position() {
    caller.write(file, "hello");
    file.seek(0, SET);

    assertThat(read(file, 2)).isEqualTo("he");
    caller.write(file, "XX");

    assertThat(file.seek(0, CUR)).isEqualTo(Outcome.done(4));
    assertThat(contents()).isEqualTo("heXXo");
  }

  @Test
  void two_opens_have_two_positions() {
    FileDescription other = machine.open("/f", OpenFlag.READ_WRITE);
    caller.write(file, "AAAA");
    caller.write(other, "bb");

    assertThat(contents()).isEqualTo("bbAA");
  }

  @Test
  void appending_goes_to_the_present_end_whatever_the_position() {
    FileDescription one = machine.open("/f", OpenFlag.READ_WRITE | OpenFlag.APPEND);
    FileDescription two = machine.open("/f", OpenFlag.WRITE_ONLY | OpenFlag.APPEND);
    caller.write(one, "A");
    caller.write(two, "B");
    caller.write(one, "C");
    one.writeAt(new KernelBuffer(new byte[] {'D'}, 0, 1), 0, machine.call(false));

    assertThat(contents()).isEqualTo("ABCD");
    assertThat(one.seek(0, CUR)).isEqualTo(Outcome.done(3));
  }

  @Test
  void a_hole_reads_as_zeros_and_takes_no_room() {
    file.seek(3 * 4096, SET);
    caller.write(file, "x");

    assertThat(file.status().size()).isEqualTo(3 * 4096 + 1);
    assertThat(file.status().blocks()).isEqualTo(8);
    file.seek(4095, SET);
    assertThat(read(file, 2)).isEqualTo("\0\0");
  }

  @Test
  void positions_may_lie_past_the_end_but_not_before_the_start() {
    assertThat(file.seek(10, SET)).isEqualTo(Outcome.done(10));
    assertThat(file.seek(-11, CUR)).isEqualTo(Outcome.failed(Errno.EINVAL));
    assertThat(file.seek(0, 99)).isEqualTo(Outcome.failed(Errno.EINVAL));
    assertThat(file.seek(-1, END)).isEqualTo(Outcome.failed(Errno.EINVAL));
  }

  @Test
  void the_end_of_the_file_is_where_it_is_now() {
    assertThat(read(file, 5)).isEmpty();
    FileDescription other = machine.open("/f", OpenFlag.WRITE_ONLY);
    caller.write(other, "new");

    assertThat(read(file, 5)).isEqualTo("new");
  }

  @Test
  void access_modes_are_checked() {
    FileDescription in = machine.open("/f", OpenFlag.READ_ONLY);
    FileDescription out = machine.open("/f", OpenFlag.WRITE_ONLY);

    assertThat(caller.write(in, "x")).isEqualTo(Outcome.failed(Errno.EBADF));
    assertThat(caller.read(out, new byte[1])).isEqualTo(Outcome.failed(Errno.EBADF));
    assertThat(in.truncate(0, machine.call(false))).isEqualTo(Outcome.failed(Errno.EINVAL));
  }

  @Test
  void a_write_stops_at_the_size_limit_and_the_next_is_an_error_with_a_signal() {
    IoCall limited = new IoCall(false, null, Credentials.ROOT, 1, 10, machine);
    byte[] bytes = new byte[25];

    assertThat(file.write(new KernelBuffer(bytes, 0, 25), limited)).isEqualTo(Outcome.done(10));
    assertThat(file.write(new KernelBuffer(bytes, 0, 1), limited))
        .isEqualTo(new Outcome.Failed(Errno.EFBIG, Signal.SIGXFSZ.number()));
  }

  @Test
  void a_full_file_system_takes_what_fits_and_then_nothing() {
    machine.tree.makeDirectories("/small");
    machine.tree.mount("/small", "tmpfs", 2 * 4096, null);
    FileDescription small = machine.open("/small/f", NEW);

    assertThat(caller.write(small, new byte[10_000])).isEqualTo(Outcome.done(8192));
    assertThat(caller.write(small, "x")).isEqualTo(Outcome.failed(Errno.ENOSPC));
    small.truncate(4096, machine.call(false));
    small.seek(0, END);
    assertThat(caller.write(small, "x")).isEqualTo(Outcome.done(1));
  }

  @Test
  void truncation_cuts_zeroes_the_rest_of_the_page_and_extends_with_zeros() {
    caller.write(file, "abcdef");
    file.truncate(3, machine.call(false));
    file.truncate(6, machine.call(false));

    assertThat(contents()).isEqualTo("abc\0\0\0");
  }

  @Test
  void a_removed_file_lives_as_long_as_it_is_open_and_gives_its_frames_back() {
    int before = machine.ram.usedFrames();
    caller.write(file, new byte[10_000]);
    machine.tree.naming(machine.view()).unlink("/f");

    assertThat(file.status().links()).isZero();
    assertThat(file.name()).isEqualTo("/f (deleted)");
    assertThat(machine.ram.usedFrames()).isEqualTo(before + 3);
    file.release();
    assertThat(machine.ram.usedFrames()).isEqualTo(before);
  }

  @Test
  void a_mapping_sees_the_bytes_of_the_file() {
    caller.write(file, "abc");
    FrameSource mapped = requireNonNull(file.mappable());
    mapped.mapped();

    int frame = mapped.frame(0);
    machine.ram.putByte(frame, 1, 'X');

    assertThat(contents()).isEqualTo("aXc");
    assertThat(mapped.frame(1)).isEqualTo(FrameSource.BEYOND_END);
    mapped.unmapped();
  }

  @Test
  void whoever_maps_a_file_is_told_before_its_pages_go() {
    Gone gone = new Gone(machine.ram);
    machine.tree.setTruncationListener(gone);
    caller.write(file, new byte[3 * 4096]);
    file.truncate(4097, machine.call(false));

    assertThat(gone.firstPage).isEqualTo(2);
    assertThat(gone.framesInUse).isEqualTo(machine.ram.usedFrames() + 1);
  }

  /// Remembers what it was told.
  private static final class Gone implements TruncationListener {
    private final Ram ram;
    long firstPage = -1;
    int framesInUse;

    Gone(Ram ram) {
      this.ram = ram;
    }

    @Override
    public void truncated(FrameSource source, long first) {
      firstPage = first;
      framesInUse = ram.usedFrames();
    }

    @Override
    public Gone copy(Copier copier) {
      return this;
    }
  }

  @Test
  void a_running_program_cannot_be_written() {
    RegularFile program = machine.tree.install("/bin/a", "a");
    program.executionBegan();

    Opened opened =
        machine.tree.open("/bin/a", OpenFlag.WRITE_ONLY, 0, machine.view(), machine.call(false));

    assertThat(opened.outcome()).isEqualTo(Outcome.failed(Errno.ETXTBSY));
  }

  @Test
  void data_and_holes_can_be_found() {
    file.seek(2 * 4096, SET);
    caller.write(file, "x");

    assertThat(file.seek(0, 3)).isEqualTo(Outcome.done(8192));
    assertThat(file.seek(0, 4)).isEqualTo(Outcome.ZERO);
    assertThat(file.seek(8192, 4)).isEqualTo(Outcome.done(8193));
    assertThat(file.seek(9000, 3)).isEqualTo(Outcome.failed(Errno.ENXIO));
  }

  @Test
  void a_copy_of_the_machine_has_files_of_its_own() {
    caller.write(file, "before");
    Copier copier = new Copier();
    Machine copied = copier.copy(machine);
    FileDescription copiedFile = copier.copy(file);
    Machine.Caller copiedCaller = copier.copy(caller);

    caller.write(file, " here");
    copiedCaller.write(copiedFile, " there");

    assertThat(contents()).isEqualTo("before here");
    assertThat(new String(requireNonNull(copied.tree.contents("/f")), StandardCharsets.UTF_8))
        .isEqualTo("before there");
  }

  @Test
  void devices_answer_as_they_should() {
    byte[] bytes = new byte[4];
    Arrays.fill(bytes, (byte) 1);

    assertThat(caller.read(machine.open("/dev/null", 2), bytes)).isEqualTo(Outcome.ZERO);
    assertThat(caller.read(machine.open("/dev/zero", 2), bytes)).isEqualTo(Outcome.done(4));
    assertThat(bytes).containsOnly(0);
    assertThat(caller.write(machine.open("/dev/null", 2), "abc")).isEqualTo(Outcome.done(3));
    assertThat(caller.write(machine.open("/dev/full", 2), "abc"))
        .isEqualTo(Outcome.failed(Errno.ENOSPC));
  }

  @Test
  void two_machines_of_one_seed_have_the_same_chance() {
    byte[] here = new byte[16];
    byte[] there = new byte[16];
    Machine twin = new Machine();
    caller.read(machine.open("/dev/urandom", 0), here);
    twin.caller().read(twin.open("/dev/random", 0), there);

    assertThat(here).isEqualTo(there).isNotEqualTo(new byte[16]);
  }
}
