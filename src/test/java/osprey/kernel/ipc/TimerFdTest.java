package osprey.kernel.ipc;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;

class TimerFdTest {
  private final Machine machine = new Machine();
  private final TimerFds timers = new TimerFds();
  private final byte[] bytes = new byte[8];

  private TimerFd created(int flags) {
    TimerFd timer = timers.create(1, flags);
    timer.retain();
    return timer;
  }

  @Test
  void a_read_tells_how_often_it_has_expired_since_the_last() {
    TimerFd timer = created(0);
    timer.arm(100, 50, machine);
    timers.expired(timer.timer().number(), machine);
    timers.expired(timer.timer().number(), machine);
    assertThat(timer.ready()).isEqualTo(Ready.IN);
    assertThat(machine.caller().read(timer, bytes)).isEqualTo(Outcome.done(8));
    assertThat(bytes[0]).isEqualTo((byte) 2);
    assertThat(timer.ready()).isZero();
    assertThat(timer.timer().remaining(0)).isEqualTo(200);
  }

  @Test
  void a_read_waits_for_the_next_expiry() {
    TimerFd timer = created(0);
    timer.arm(100, 0, machine);
    Machine.Caller reader = machine.caller();
    assertThat(reader.read(timer, bytes)).isNull();
    timers.expired(timer.timer().number(), machine);
    machine.settle();
    assertThat(reader.result).isEqualTo(Outcome.done(8));
    assertThat(timer.timer().remaining(0)).as("it was for once").isZero();
  }

  @Test
  void it_does_not_wait_when_told_so_and_forgets_when_armed_anew() {
    TimerFd timer = created(OpenFlag.NON_BLOCKING);
    timer.arm(100, 0, machine);
    timers.expired(timer.timer().number(), machine);
    timer.arm(200, 0, machine);
    assertThat(machine.caller().read(timer, bytes)).isEqualTo(Outcome.failed(Errno.EAGAIN));
    assertThat(machine.caller().read(timer, new byte[4])).isEqualTo(Outcome.failed(Errno.EINVAL));
  }

  @Test
  void an_expiry_after_its_close_finds_nothing() {
    TimerFd timer = created(0);
    int number = timer.timer().number();
    timer.release();
    timers.expired(number, machine);
    assertThat(timer.ready()).isZero();
  }
}
