package osprey.kernel.file;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import osprey.engine.Copier;
import osprey.kernel.ipc.Machine;
import osprey.kernel.wait.Outcome;

class DiskTest {
  private static final long LATENCY = 1000;

  /// A page takes 4096 nanoseconds.
  private static final DiskProfile PROFILE = new DiskProfile(LATENCY, 1_000_000_000, 0, 0);

  private final Machine machine = new Machine();
  private final Machine.Caller caller = machine.caller();
  private Disk disk = machine.tree.addDisk("unused", PROFILE);

  @BeforeEach
  void mount() {
    disk = machine.tree.addDisk("sda", PROFILE);
    machine.tree.makeDirectories("/data");
    machine.tree.mount("/data", "ext4", 1 << 20, disk);
  }

  @Test
  void the_first_read_of_a_page_waits_for_the_disk_and_the_second_does_not() {
    machine.tree.put("/data/f", "contents", 0644);
    FileDescription file = machine.open("/data/f", OpenFlag.READ_ONLY);

    assertThat(caller.read(file, new byte[4])).isNull();
    machine.runUntil(LATENCY + 4095);
    assertThat(caller.isBlocked()).isTrue();
    machine.runUntil(LATENCY + 4096);
    assertThat(caller.result).isEqualTo(Outcome.done(4));

    assertThat(caller.read(file, new byte[4])).isEqualTo(Outcome.done(4));
    assertThat(disk.statistics().cacheMisses()).isEqualTo(1);
    assertThat(disk.statistics().cacheHits()).isEqualTo(1);
  }

  @Test
  void requests_are_served_one_at_a_time_in_order_of_arrival() {
    machine.tree.put("/data/f", "f", 0644);
    machine.tree.put("/data/g", "g", 0644);
    Machine.Caller second = machine.caller();
    caller.read(machine.open("/data/f", 0), new byte[1]);
    second.read(machine.open("/data/g", 0), new byte[1]);

    machine.runUntil(5096);
    assertThat(caller.result).isEqualTo(Outcome.done(1));
    assertThat(second.isBlocked()).isTrue();
    machine.runUntil(2 * 5096);
    assertThat(second.result).isEqualTo(Outcome.done(1));
  }

  @Test
  void readers_of_one_page_share_its_transfer() {
    machine.tree.put("/data/f", "f", 0644);
    Machine.Caller second = machine.caller();
    caller.read(machine.open("/data/f", 0), new byte[1]);
    second.read(machine.open("/data/f", 0), new byte[1]);

    machine.runUntil(5096);

    assertThat(caller.result).isEqualTo(Outcome.done(1));
    assertThat(second.result).isEqualTo(Outcome.done(1));
    assertThat(disk.statistics().readRequests()).isEqualTo(1);
  }

  @Test
  void writes_go_to_the_cache_and_wait_only_to_be_made_safe() {
    FileDescription file = machine.open("/data/f", OpenFlag.READ_WRITE | OpenFlag.CREATE);
    assertThat(caller.write(file, "x".repeat(5000))).isEqualTo(Outcome.done(5000));
    assertThat(disk.queueLength()).isZero();

    assertThat(caller.call(_ -> file.synchronize(caller.io(file, null)))).isNull();
    machine.runUntil(LATENCY + 2 * 4096);

    assertThat(caller.result).isEqualTo(Outcome.ZERO);
    assertThat(disk.statistics().pagesWritten()).isEqualTo(2);
    assertThat(caller.call(_ -> file.synchronize(caller.io(file, null)))).isEqualTo(Outcome.ZERO);
  }

  @Test
  void a_synchronous_write_returns_its_count_when_the_disk_has_it() {
    FileDescription file =
        machine.open("/data/f", OpenFlag.WRITE_ONLY | OpenFlag.CREATE | OpenFlag.SYNC);

    assertThat(caller.write(file, "abc")).isNull();
    machine.runUntil(LATENCY + 4096);

    assertThat(caller.result).isEqualTo(Outcome.done(3));
  }

  @Test
  void overwriting_part_of_a_page_reads_it_first() {
    machine.tree.put("/data/f", "contents", 0644);
    FileDescription file = machine.open("/data/f", OpenFlag.WRITE_ONLY);

    assertThat(caller.write(file, "C")).isNull();
    machine.runUntil(LATENCY + 4096);

    assertThat(caller.result).isEqualTo(Outcome.done(1));
    assertThat(machine.tree.contents("/data/f")).startsWith('C', 'o');
  }

  @Test
  void dirty_pages_are_written_back_after_a_while() {
    Disk lazy = machine.tree.addDisk("sdb", new DiskProfile(LATENCY, 1_000_000_000, 10_000, 0));
    machine.tree.makeDirectories("/lazy");
    machine.tree.mount("/lazy", "ext4", 1 << 20, lazy);
    FileDescription file = machine.open("/lazy/f", OpenFlag.WRITE_ONLY | OpenFlag.CREATE);
    caller.write(file, "x");

    machine.runUntil(10_000);
    assertThat(lazy.queueLength()).isEqualTo(1);
    machine.runUntil(20_000);

    assertThat(lazy.statistics().pagesWritten()).isEqualTo(1);
  }

  @Test
  void synchronizing_all_waits_for_every_file() {
    caller.write(machine.open("/data/f", OpenFlag.WRITE_ONLY | OpenFlag.CREATE), "x");
    caller.write(machine.open("/data/g", OpenFlag.WRITE_ONLY | OpenFlag.CREATE), "y");

    assertThat(caller.call(_ -> machine.tree.synchronize())).isNull();
    machine.runUntil(2 * 5096);

    assertThat(caller.result).isEqualTo(Outcome.ZERO);
    assertThat(disk.statistics().writeRequests()).isEqualTo(2);
  }

  @Test
  void reading_ahead_saves_requests() {
    Disk eager = machine.tree.addDisk("sdc", new DiskProfile(LATENCY, 1_000_000_000, 0, 7));
    machine.tree.makeDirectories("/eager");
    machine.tree.mount("/eager", "ext4", 1 << 20, eager);
    machine.tree.put("/eager/f", "x".repeat(4 * 4096), 0644);
    FileDescription file = machine.open("/eager/f", OpenFlag.READ_ONLY);
    caller.read(file, new byte[10]);
    machine.runUntil(1_000_000);

    assertThat(caller.read(file, new byte[10_000])).isEqualTo(Outcome.done(10_000));
    assertThat(eager.statistics().pagesRead()).isEqualTo(4);
  }

  @Test
  void a_copy_made_during_a_transfer_finishes_it_too() {
    machine.tree.put("/data/f", "contents", 0644);
    FileDescription file = machine.open("/data/f", OpenFlag.READ_ONLY);
    caller.read(file, new byte[4]);
    Copier copier = new Copier();
    Machine copied = copier.copy(machine);
    Machine.Caller copiedCaller = copier.copy(caller);
    FileDescription copiedFile = copier.copy(file);
    copiedCaller.replaceAction(
        made -> copiedFile.read(new KernelBuffer(4), copiedCaller.io(copiedFile, made)));

    copied.runUntil(LATENCY + 4096);

    assertThat(copiedCaller.result).isEqualTo(Outcome.done(4));
    assertThat(caller.isBlocked()).isTrue();
    machine.runUntil(LATENCY + 4096);
    assertThat(caller.result).isEqualTo(Outcome.done(4));
  }
}
