package osprey.kernel.ipc;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.inspect.ChannelInfo;
import osprey.inspect.PreviewWriter;
import osprey.kernel.wait.Described;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waited;
import osprey.kernel.wait.Waiter;

/// A System V message queue, sysvipc(7): typed messages, found by key. Not a descriptor: nothing to
/// poll. A message goes straight to the longest-waiting receiver that accepts it; senders of
/// messages that fit are woken all together and race. Calls are never restarted after a signal.
public final class MessageQueueV extends IpcObject {
  private final List<Message> messages = new ArrayList<>();
  private final WaitQueue receivers;
  private final WaitQueue senders;
  private final Handover<Message> handover;
  private long bytes;
  private long capacity;
  private int lastSender;
  private int lastReceiver;

  /// Nanoseconds since 1970, 0 for never.
  private long sent;

  private long received;
  private long bytesIn;
  private long bytesOut;
  private long sends;
  private long receipts;

  /// What a blocked sender wants room for.
  private record Sending(int queue, int size) implements Described {
    @Override
    public String words() {
      return "room for " + size + " bytes in queue " + queue;
    }
  }

  /// @param message null unless the outcome is Done
  public record Receipt(Outcome outcome, @Nullable MessageText message) {
    static Receipt failed(Errno errno) {
      return new Receipt(Outcome.failed(errno), null);
    }
  }

  /// A received message, already cut to the receiver's room.
  public record MessageText(long type, byte[] text, int length) {}

  MessageQueueV(
      int id, IpcPermissions permissions, long time, long capacity, Handover<Message> handover) {
    super(id, permissions, time);
    this.capacity = capacity;
    this.handover = handover;
    receivers = new WaitQueue("a message in queue " + id);
    senders = new WaitQueue("room in queue " + id);
  }

  private MessageQueueV(MessageQueueV from, Copier copier) {
    super(from, copier);
    messages.addAll(from.messages);
    bytes = from.bytes;
    capacity = from.capacity;
    lastSender = from.lastSender;
    lastReceiver = from.lastReceiver;
    sent = from.sent;
    received = from.received;
    bytesIn = from.bytesIn;
    bytesOut = from.bytesOut;
    sends = from.sends;
    receipts = from.receipts;
    handover = copier.copy(from.handover);
    receivers = copier.copy(from.receivers);
    senders = copier.copy(from.senders);
  }

  /// msgsnd(2), once the caller's right to do so is established.
  Outcome send(Message message, boolean isNonBlocking, int processId, long time) {
    int size = message.text().length;
    if (!fits(size)) {
      return isNonBlocking
          ? Outcome.failed(Errno.EAGAIN)
          : Outcome.blocked(wait(senders).request(new Sending(id(), size)));
    }
    lastSender = processId;
    sent = time;
    sends++;
    bytesIn += size;
    if (!handOver(message, time)) {
      messages.add(message);
      bytes += size;
    }
    return Outcome.ZERO;
  }

  private static Wait wait(WaitQueue queue) {
    return Wait.on(queue)
        .then(new Then.Continue(Waited.ONCE))
        .interrupt(Wait.Interrupt.ALWAYS_EINTR);
  }

  private boolean fits(int size) {
    return size + bytes <= capacity && 1 + messages.size() <= capacity;
  }

  private boolean handOver(Message message, long time) {
    for (Waiter waiter : List.copyOf(receivers.waiters())) {
      if (!(waiter.terms().request() instanceof MessageSelector selector)
          || !selector.accepts(message)) {
        continue;
      }
      if (selector.room() < message.text().length && !selector.isCut()) {
        waiter.wake(Outcome.failed(Errno.E2BIG));
        continue;
      }
      lastReceiver = waiter.sleeper().id();
      received = time;
      countReceipt(message);
      handover.give(waiter, message);
      return true;
    }
    return false;
  }

  private void countReceipt(Message message) {
    receipts++;
    bytesOut += message.text().length;
  }

  /// msgrcv(2), once the caller's right to do so is established.
  Receipt receive(MessageSelector selector, boolean isNonBlocking, long time) {
    int at = position(selector);
    if (at < 0) {
      return isNonBlocking
          ? Receipt.failed(Errno.ENOMSG)
          : new Receipt(Outcome.blocked(wait(receivers).request(selector)), null);
    }
    Message message = messages.get(at);
    if (selector.room() < message.text().length && !selector.isCut()) {
      return Receipt.failed(Errno.E2BIG);
    }
    if (selector.kind() != MessageSelector.Kind.COPY) {
      messages.remove(at);
      bytes -= message.text().length;
      lastReceiver = selector.processId();
      received = time;
      countReceipt(message);
      wakeSenders();
    }
    return receipt(message, selector);
  }

  static Receipt receipt(Message message, MessageSelector selector) {
    int length = (int) Math.min(selector.room(), message.text().length);
    return new Receipt(
        Outcome.done(length), new MessageText(message.type(), message.text(), length));
  }

  private int position(MessageSelector selector) {
    if (selector.kind() == MessageSelector.Kind.COPY) {
      return selector.number() >= 0 && selector.number() < messages.size()
          ? (int) selector.number()
          : -1;
    }
    int best = -1;
    for (int i = 0; i < messages.size(); i++) {
      Message message = messages.get(i);
      if (selector.accepts(message) && (best < 0 || message.type() < messages.get(best).type())) {
        best = i;
        if (selector.kind() != MessageSelector.Kind.LOWEST) {
          break;
        }
      }
    }
    return best;
  }

  private void wakeSenders() {
    for (Waiter waiter : List.copyOf(senders.waiters())) {
      if (waiter.terms().request() instanceof Sending(int _, int size) && fits(size)) {
        waiter.wake();
      }
    }
  }

  /// IPC_SET: everybody who waits looks again whether he may, and whether there is room now.
  void change(IpcPermissions permissions, long newCapacity, long time) {
    setPermissions(permissions);
    capacity = newCapacity;
    touch(time);
    receivers.wakeAll();
    wakeSenders();
  }

  /// It is gone: calls that wait fail with EIDRM.
  void removed() {
    for (WaitQueue queue : List.of(receivers, senders)) {
      for (Waiter waiter : List.copyOf(queue.waiters())) {
        waiter.wake(Outcome.failed(Errno.EIDRM));
      }
    }
  }

  public long capacity() {
    return capacity;
  }

  public long bytes() {
    return bytes;
  }

  public int count() {
    return messages.size();
  }

  public int lastSender() {
    return lastSender;
  }

  public int lastReceiver() {
    return lastReceiver;
  }

  public long sent() {
    return sent;
  }

  public long received() {
    return received;
  }

  ChannelInfo info() {
    return new ChannelInfo(
        "System V message queue",
        "queue " + id(),
        capacity,
        bytes,
        messages.size(),
        receivers.size(),
        senders.size(),
        bytesIn,
        bytesOut,
        sends,
        receipts,
        0,
        0,
        IpcNamespace.threads(receivers),
        IpcNamespace.threads(senders),
        preview());
  }

  private String preview() {
    PreviewWriter preview = new PreviewWriter();
    for (int i = 0; i < messages.size() && !preview.isFull(); i++) {
      preview.message(messages.get(i).text(), 0);
    }
    return preview.toString();
  }

  @Override
  public MessageQueueV copy(Copier copier) {
    return new MessageQueueV(this, copier);
  }
}
