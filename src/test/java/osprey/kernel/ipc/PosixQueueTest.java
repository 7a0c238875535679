package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;

class PosixQueueTest {
  private static final int MAKE = OpenFlag.READ_WRITE | OpenFlag.CREATE;
  private static final PosixQueues.Opener OPENER =
      new PosixQueues.Opener(Credentials.ROOT, 022, 819200);

  private final Machine machine = new Machine();
  private final IpcNamespace ipc = new IpcNamespace(IpcLimits.LINUX, machine.ram);
  private final PosixQueues queues = ipc.posixQueues();
  private final OpenQueue open = opened("q", 2);
  private final PosixQueue queue = open.queue();

  private PosixQueues.Opened open(String name, int flags, long messages) {
    return queues.open(name, flags, 0666, new PosixQueues.Attributes(messages, 16), OPENER, 0);
  }

  private OpenQueue opened(String name, long messages) {
    OpenQueue made = requireNonNull(open(name, MAKE, messages).description());
    made.retain();
    return made;
  }

  private static PosixQueue.Terms terms(Machine.Caller who, int urgency) {
    return new PosixQueue.Terms(false, Wait.FOREVER, who.id(), urgency);
  }

  private @Nullable Outcome send(Machine.Caller who, int priority, String text) {
    PosixMessage message = new PosixMessage(priority, text.getBytes(StandardCharsets.ISO_8859_1));
    return who.call(_ -> queue.send(message, terms(who, 0), 0));
  }

  /// A caller and what it got last.
  private final class Receiver {
    final Machine.Caller who = machine.caller();
    String text = "";

    @Nullable Outcome receive(int urgency) {
      return who.call(_ -> {
        PosixQueue.Receipt receipt = queue.receive(16, terms(who, urgency), 0);
        PosixMessage got = receipt.message();
        if (got != null) {
          text = new String(got.text(), StandardCharsets.ISO_8859_1);
        }
        return receipt.outcome();
      });
    }
  }

  private final Machine.Caller sender = machine.caller();
  private final Receiver receiver = new Receiver();

  @Test
  void the_highest_priority_comes_first_and_the_oldest_among_equals() {
    OpenQueue large = opened("large", 4);
    for (String text : new String[] {"1a", "9b", "1c", "9d"}) {
      large
          .queue()
          .send(
              new PosixMessage(text.charAt(0) - '0', text.getBytes(StandardCharsets.ISO_8859_1)),
              terms(sender, 0),
              0);
    }
    StringBuilder order = new StringBuilder();
    for (int i = 0; i < 4; i++) {
      PosixMessage got = requireNonNull(large.queue().receive(16, terms(sender, 0), 0).message());
      order.append(new String(got.text(), StandardCharsets.ISO_8859_1)).append(' ');
    }
    assertThat(order.toString()).isEqualTo("9b 9d 1a 1c ");
  }

  @Test
  void a_blocked_sender_is_let_in_by_the_receiver() {
    send(sender, 0, "a");
    send(sender, 0, "b");
    assertThat(send(sender, 5, "c")).isNull();
    receiver.receive(0);
    assertThat(receiver.text).isEqualTo("a");
    assertThat(sender.result).isEqualTo(Outcome.ZERO);
    receiver.receive(0);
    assertThat(receiver.text).isEqualTo("c");
  }

  @Test
  void the_most_urgent_waiting_thread_gets_the_message() {
    receiver.receive(100);
    Receiver urgent = new Receiver();
    urgent.receive(-5);
    send(sender, 0, "x");
    assertThat(urgent.text).isEqualTo("x");
    assertThat(receiver.who.isBlocked()).isTrue();
  }

  @Test
  void an_empty_queue_that_gets_a_message_tells_once() {
    Notification wanted = new Notification(5, Notification.SIGNAL, 10, 42);
    assertThat(open.register(wanted)).isEqualTo(Outcome.ZERO);
    assertThat(open.register(wanted)).isEqualTo(Outcome.failed(Errno.EBUSY));
    send(sender, 0, "a");
    assertThat(queue.takeDue()).isEqualTo(wanted);
    send(sender, 0, "b");
    assertThat(queue.takeDue()).isNull();
  }

  @Test
  void a_blocked_receiver_gets_the_message_and_nobody_is_told() {
    open.register(new Notification(5, Notification.SIGNAL, 10, 42));
    receiver.receive(0);
    send(sender, 0, "a");
    assertThat(queue.takeDue()).isNull();
    assertThat(receiver.text).isEqualTo("a");
  }

  @Test
  void an_unlinked_queue_lives_until_its_last_close() {
    assertThat(queues.unlink("q", Credentials.ROOT)).isEqualTo(Outcome.ZERO);
    assertThat(queues.unlink("q", Credentials.ROOT)).isEqualTo(Outcome.failed(Errno.ENOENT));
    assertThat(send(sender, 0, "still")).isEqualTo(Outcome.ZERO);
    assertThat(opened("q", 2).queue()).isNotSameAs(queue);
  }

  @Test
  void a_user_may_not_have_more_bytes_than_the_limit() {
    ipc.setLimit(IpcLimit.POSIX_MESSAGE_BYTES, 1 << 20);
    Outcome outcome =
        queues.open("big", MAKE, 0600, new PosixQueues.Attributes(10, 90_000), OPENER, 0).outcome();
    assertThat(outcome).isEqualTo(Outcome.failed(Errno.EMFILE));
  }

  @Test
  void names_and_sizes_are_checked() {
    assertThat(open("", MAKE, 1).outcome()).isEqualTo(Outcome.failed(Errno.ENOENT));
    assertThat(open("a/b", MAKE, 1).outcome()).isEqualTo(Outcome.failed(Errno.EACCES));
    assertThat(open("x".repeat(256), MAKE, 1).outcome())
        .isEqualTo(Outcome.failed(Errno.ENAMETOOLONG));
    assertThat(open("n", MAKE, 11).outcome()).isEqualTo(Outcome.failed(Errno.EINVAL));
    assertThat(open("n", OpenFlag.READ_ONLY, 1).outcome()).isEqualTo(Outcome.failed(Errno.ENOENT));
  }

  @Test
  void it_is_ready_as_poll_has_it() {
    assertThat(open.ready()).isEqualTo(Ready.OUT);
    send(sender, 0, "a");
    assertThat(open.ready()).isEqualTo(Ready.IN | Ready.OUT);
    send(sender, 0, "b");
    assertThat(open.ready()).isEqualTo(Ready.IN);
  }
}
