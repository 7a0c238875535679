package osprey.hardware.real;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import osprey.abi.Syscall;

/// Real processes: skipped, with the reason, where the computer forbids them.
class RealMachineTest {
  private static final int SIGSEGV = 11;
  private static final int SIGUSR1 = 10;
  private static final int EINTR = 4;

  @Test
  void processes_are_numbered_from_one_and_know_their_parents() {
    try (RealMachine machine = Hardware.machine()) {
      RealThread parent = machine.start();
      RealThread child = machine.fork(parent);
      RealThread thread = machine.newThread(child);
      assertThat(List.of(machine.init().id(), parent.id(), child.id(), thread.id()))
          .containsExactly(1, 2, 3, 4);
      assertThat(child.call(Syscall.GETPPID.number())).isEqualTo(parent.id());
      assertThat(thread.call(Syscall.GETPID.number())).isEqualTo(child.id());
    }
  }

  @Test
  void a_read_from_an_empty_pipe_is_seen_to_block_until_somebody_writes() {
    try (RealMachine machine = Hardware.machine()) {
      RealThread reader = machine.start();
      Slot slot = reader.slot();
      long ends = slot.room(8);
      assertThat(reader.call(Syscall.PIPE.number(), ends)).isZero();
      assertThat(List.of(slot.readInt(ends), slot.readInt(ends + 4))).containsExactly(3, 4);
      RealThread writer = machine.fork(reader);
      long buffer = slot.room(16);
      reader.begin(Syscall.READ.number(), 3, buffer, 16);
      assertThat(reader.settle()).isEqualTo(RealThread.State.BLOCKED);
      assertThat(writer.call(Syscall.WRITE.number(), 4, writer.slot().text("hello"), 5))
          .isEqualTo(5);
      assertThat(reader.settle()).isEqualTo(RealThread.State.DONE);
      assertThat(reader.result()).isEqualTo(5);
      assertThat(slot.read(buffer, 5)).asString().isEqualTo("hello");
    }
  }

  @Test
  void a_load_from_address_0_is_a_real_segmentation_fault_and_others_live() {
    try (RealMachine machine = Hardware.machine()) {
      RealThread parent = machine.start();
      RealThread child = machine.fork(parent);
      child.beginAccess(RealThread.Access.LOAD, 0);
      assertThat(child.await(2000)).isEqualTo(RealThread.State.DEAD);
      long status = parent.slot().room(8);
      assertThat(parent.call(Syscall.WAIT4.number(), -1, status, 0, 0)).isEqualTo(child.id());
      assertThat(parent.slot().readInt(status) & 0x7f).isEqualTo(SIGSEGV);
    }
  }

  @Test
  void a_handler_is_told_things_while_the_call_it_interrupted_waits() {
    try (RealMachine machine = Hardware.machine()) {
      RealThread sender = machine.start();
      RealThread receiver = machine.fork(sender);
      long action = receiver.slot().room(32);
      receiver.slot().putLong(action, machine.handler());
      receiver.slot().putLong(action + 8, 0x04000004L);
      receiver.slot().putLong(action + 16, machine.restorer());
      assertThat(receiver.call(Syscall.RT_SIGACTION.number(), SIGUSR1, action, 0, 8)).isZero();
      receiver.begin(Syscall.PAUSE.number());
      assertThat(receiver.settle()).isEqualTo(RealThread.State.BLOCKED);
      sender.call(Syscall.KILL.number(), receiver.id(), SIGUSR1);
      assertThat(receiver.settle()).isEqualTo(RealThread.State.IDLE);
      RealThread.Handled handled = Objects.requireNonNull(receiver.takeHandled());
      assertThat(handled.signal()).isEqualTo(SIGUSR1);
      assertThat(receiver.call(Syscall.GETPID.number())).isEqualTo(receiver.id());
      receiver.returnFromHandler();
      assertThat(receiver.settle()).isEqualTo(RealThread.State.DONE);
      assertThat(receiver.result()).isEqualTo(-EINTR);
    }
  }

  @Test
  void nothing_is_left_after_the_machine_is_closed() throws IOException {
    RealProcess process;
    long segment;
    try (RealMachine machine = Hardware.machine()) {
      RealThread thread = machine.start();
      process = thread.process();
      segment = thread.call(Syscall.SHMGET.number(), 0x4b500001, 4096, 01600);
      assertThat(segment).isNotNegative();
      assertThat(Files.readString(Path.of("/proc/sysvipc/shm"))).doesNotContain("1263534081");
    }
    assertThat(hasGone(process)).as("process %s", process.hostId()).isTrue();
  }

  /// `kill -9` of Osprey, played by a process that makes a machine and is killed.
  @Test
  void nothing_is_left_after_kill_9() throws Exception {
    Hardware.require();
    Process victim =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Victim.class.getName())
            .redirectErrorStream(true)
            .start();
    int worker;
    try (var out = victim.inputReader()) {
      worker = Integer.parseInt(out.readLine());
      assertThat(Files.exists(Path.of("/proc/" + worker))).isTrue();
      victim.destroyForcibly().waitFor();
    }
    assertThat(hasGone(new RealProcess(worker, worker))).as("process %s", worker).isTrue();
  }

  private static boolean hasGone(RealProcess process) {
    Path directory = Path.of("/proc/" + process.hostId());
    long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
    while (Files.exists(directory) && System.nanoTime() < end) {
      Thread.onSpinWait();
    }
    return !Files.exists(directory);
  }
}
