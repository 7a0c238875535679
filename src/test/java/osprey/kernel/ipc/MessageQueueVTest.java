package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.Credentials;
import osprey.kernel.wait.Outcome;

class MessageQueueVTest {
  private static final int CREATE = 01000;
  private static final int EXCEPT = 020000;
  private static final int NO_ERROR = 010000;
  private static final int COPY = 040000;
  private static final int NO_WAIT = 04000;

  private final Machine machine = new Machine();
  private final IpcNamespace ipc = new IpcNamespace(IpcLimits.LINUX, machine.ram);
  private final MessageQueues queues = ipc.messageQueues();
  private final int id = id(queues.get(7, CREATE | 0600, Credentials.ROOT, 0));

  private static int id(Outcome outcome) {
    return (int) ((Outcome.Done) outcome).value();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  private @Nullable Outcome send(Machine.Caller who, long type, String text, int flags) {
    return who.call(made ->
        queues.send(id, type, bytes(text), flags, made != null, Credentials.ROOT, who.id(), 1));
  }

  /// A caller and what it got last.
  private final class Receiver {
    final Machine.Caller who = machine.caller();
    String text = "";

    @Nullable Outcome receive(long type, long room, int flags) {
      return who.call(made -> {
        MessageQueueV.Receipt receipt =
            queues.receive(
                MessageSelector.of(id, type, room, flags, who.id()),
                flags,
                made != null,
                Credentials.ROOT,
                who.id(),
                1);
        MessageQueueV.MessageText got = receipt.message();
        if (got != null) {
          text = got.type() + new String(got.text(), 0, got.length(), StandardCharsets.ISO_8859_1);
        }
        return receipt.outcome();
      });
    }
  }

  private final Machine.Caller sender = machine.caller();
  private final Receiver receiver = new Receiver();

  @Test
  void messages_are_chosen_by_type() {
    send(sender, 3, "c", 0);
    send(sender, 1, "a", 0);
    send(sender, 2, "b", 0);
    receiver.receive(2, 10, 0);
    assertThat(receiver.text).isEqualTo("2b");
    receiver.receive(-9, 10, 0);
    assertThat(receiver.text).as("the lowest type first").isEqualTo("1a");
    send(sender, 4, "d", 0);
    receiver.receive(3, 10, EXCEPT);
    assertThat(receiver.text).isEqualTo("4d");
    receiver.receive(0, 10, 0);
    assertThat(receiver.text).isEqualTo("3c");
    assertThat(receiver.receive(0, 10, NO_WAIT)).isEqualTo(Outcome.failed(Errno.ENOMSG));
  }

  @Test
  void a_message_goes_to_the_first_waiting_receiver_that_accepts_it() {
    receiver.receive(5, 10, 0);
    Receiver other = new Receiver();
    other.receive(0, 10, 0);
    send(sender, 1, "any", 0);
    assertThat(receiver.who.isBlocked()).isTrue();
    assertThat(other.text).isEqualTo("1any");
    assertThat(requireNonNull(queues.find(id)).count()).isZero();
  }

  @Test
  void a_waiting_receiver_whose_buffer_is_too_small_fails_and_is_skipped() {
    receiver.receive(0, 2, 0);
    Receiver other = new Receiver();
    other.receive(0, 10, 0);
    send(sender, 1, "long", 0);
    assertThat(receiver.who.result).isEqualTo(Outcome.failed(Errno.E2BIG));
    assertThat(other.text).isEqualTo("1long");
  }

  @Test
  void a_longer_message_is_cut_only_on_request() {
    send(sender, 1, "hello", 0);
    assertThat(receiver.receive(0, 2, 0)).isEqualTo(Outcome.failed(Errno.E2BIG));
    assertThat(receiver.receive(0, 2, NO_ERROR)).isEqualTo(Outcome.done(2));
    assertThat(receiver.text).isEqualTo("1he");
  }

  @Test
  void a_copy_leaves_the_message_where_it_is() {
    send(sender, 1, "a", 0);
    send(sender, 1, "b", 0);
    receiver.receive(1, 10, COPY | NO_WAIT);
    assertThat(receiver.text).isEqualTo("1b");
    assertThat(requireNonNull(queues.find(id)).count()).isEqualTo(2);
    assertThat(receiver.receive(1, 10, COPY)).isEqualTo(Outcome.failed(Errno.EINVAL));
  }

  @Test
  void small_messages_overtake_a_large_one_that_does_not_fit() {
    queues.change(id, 0, 0, 0600, 10, Credentials.ROOT, 1);
    send(sender, 1, "123456", 0);
    Machine.Caller large = machine.caller();
    assertThat(send(large, 2, "123456", 0)).isNull();
    assertThat(send(machine.caller(), 3, "1234", 0)).isEqualTo(Outcome.ZERO);
    receiver.receive(3, 10, 0);
    assertThat(large.isBlocked()).isTrue();
    receiver.receive(1, 10, 0);
    assertThat(large.result).isEqualTo(Outcome.ZERO);
  }

  @Test
  void removal_ends_every_wait() {
    receiver.receive(9, 10, 0);
    queues.change(id, 0, 0, 0600, 1, Credentials.ROOT, 1);
    send(sender, 1, "12", 0);
    queues.remove(id, Credentials.ROOT);
    machine.settle();
    assertThat(receiver.who.result).isEqualTo(Outcome.failed(Errno.EIDRM));
    assertThat(sender.result).isEqualTo(Outcome.failed(Errno.EIDRM));
    assertThat(queues.find(id)).isNull();
  }

  @Test
  void an_identifier_is_not_soon_used_again() {
    queues.remove(id, Credentials.ROOT);
    assertThat(id(queues.get(7, CREATE | 0600, Credentials.ROOT, 0))).isNotEqualTo(id);
  }

  @Test
  void a_copy_of_the_namespace_goes_on_by_itself() {
    send(sender, 1, "a", 0);
    Copier copier = new Copier();
    copier.copy(machine);
    IpcNamespace other = copier.copy(ipc);
    receiver.receive(0, 10, 0);
    assertThat(requireNonNull(other.messageQueues().find(id)).count()).isEqualTo(1);
    assertThat(requireNonNull(queues.find(id)).count()).isZero();
  }

  @Test
  void views_see_what_a_receiver_waits_for() {
    assertThat(MessageSelector.of(5, 3, 10, 0, 1).words())
        .isEqualTo("a message of type 3 in queue 5");
    receiver.receive(3, 10, 0);
    assertThat(ipc.channels().getFirst().waitingReaders()).containsExactly(receiver.who.id());
  }
}
