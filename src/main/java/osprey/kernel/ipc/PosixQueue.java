package osprey.kernel.ipc;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.ChannelInfo;
import osprey.inspect.PreviewWriter;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waited;
import osprey.kernel.wait.Waiter;

/// A POSIX message queue, mq_overview(7): messages by priority, among equals the oldest first, a
/// bounded number of them. A message goes straight to a waiting receiver; a receiver lets the first
/// waiting sender's message in. Of those who wait, the thread of the highest priority comes first.
public final class PosixQueue implements Copyable<PosixQueue> {
  /// What Linux counts for each message beside its text.
  private static final int OVERHEAD_BYTES = 96;

  private final PosixQueues queues;
  private final String name;
  private final int number;
  private final int maxMessages;
  private final int messageBytes;
  private final int owner;
  private final int group;
  private final int permissions;
  private final long made;
  private long changed;
  private final TreeMap<Integer, ArrayDeque<PosixMessage>> messages = new TreeMap<>();
  private int count;
  private long bytes;
  private final WaitQueue receivers;
  private final WaitQueue senders;
  private final WaitQueue readiness;
  private final Handover<PosixMessage> handover;
  private @Nullable Notification notification;

  /// Open file descriptions.
  private int holders;

  private boolean isUnlinked;
  private long bytesIn;
  private long bytesOut;
  private long sends;
  private long receipts;

  /// @param urgency of the waiting thread: the lowest number comes first
  private record Receiving(int urgency) {}

  private record Sending(int urgency, PosixMessage message) {}

  /// @param message null unless the outcome is Done
  public record Receipt(Outcome outcome, @Nullable PosixMessage message) {
    static Receipt failed(Errno errno) {
      return new Receipt(Outcome.failed(errno), null);
    }

    static Receipt of(PosixMessage message) {
      return new Receipt(Outcome.done(message.text().length), message);
    }
  }

  /// In what way a call is made.
  ///
  /// @param urgency of the calling thread: the lowest number comes first
  public record Terms(boolean isNonBlocking, long deadlineNanos, int thread, int urgency) {}

  PosixQueue(
      PosixQueues queues,
      Handover<PosixMessage> handover,
      String name,
      int number,
      int maxMessages,
      int messageBytes,
      Credentials user,
      int permissions,
      long now) {
    this.queues = queues;
    this.handover = handover;
    this.name = name;
    this.number = number;
    this.maxMessages = maxMessages;
    this.messageBytes = messageBytes;
    this.permissions = permissions;
    owner = user.effectiveUid();
    group = user.effectiveGid();
    made = now;
    changed = now;
    receivers = new WaitQueue("a message in queue /" + name);
    senders = new WaitQueue("room in queue /" + name);
    readiness = new WaitQueue("queue /" + name);
  }

  private PosixQueue(PosixQueue from, Copier copier) {
    copier.register(from, this);
    name = from.name;
    number = from.number;
    maxMessages = from.maxMessages;
    messageBytes = from.messageBytes;
    owner = from.owner;
    group = from.group;
    permissions = from.permissions;
    made = from.made;
    changed = from.changed;
    for (Map.Entry<Integer, ArrayDeque<PosixMessage>> entry : from.messages.entrySet()) {
      messages.put(entry.getKey(), new ArrayDeque<>(entry.getValue()));
    }
    count = from.count;
    bytes = from.bytes;
    notification = from.notification;
    holders = from.holders;
    isUnlinked = from.isUnlinked;
    bytesIn = from.bytesIn;
    bytesOut = from.bytesOut;
    sends = from.sends;
    receipts = from.receipts;
    queues = copier.copy(from.queues);
    handover = copier.copy(from.handover);
    receivers = copier.copy(from.receivers);
    senders = copier.copy(from.senders);
    readiness = copier.copy(from.readiness);
  }

  // ---- messages

  /// mq_timedsend(2). Whoever is to be told of a first message is in {@link #takeDue} afterwards.
  public Outcome send(PosixMessage message, Terms terms, long now) {
    if (message.text().length > messageBytes) {
      return Outcome.failed(Errno.EMSGSIZE);
    }
    if (count == maxMessages) {
      return terms.isNonBlocking()
          ? Outcome.failed(Errno.EAGAIN)
          : Outcome.blocked(wait(senders, terms).request(new Sending(terms.urgency(), message)));
    }
    countSent(message, now);
    Waiter receiver = first(receivers);
    if (receiver != null) {
      countReceived(message);
      handover.give(receiver, message);
      return Outcome.ZERO;
    }
    insert(message);
    if (count == 1 && notification != null) {
      due = notification;
      notification = null;
    }
    readiness.wakeOne();
    return Outcome.ZERO;
  }

  /// Set by a send and taken right after it: no state.
  private @Nullable Notification due;

  /// Who is to be told of the message just sent, null for nobody.
  public @Nullable Notification takeDue() {
    Notification taken = due;
    due = null;
    return taken;
  }

  private static Wait wait(WaitQueue queue, Terms terms) {
    return Wait.on(queue)
        .then(new Then.Continue(Waited.ONCE))
        .until(terms.deadlineNanos(), Outcome.failed(Errno.ETIMEDOUT));
  }

  private void countSent(PosixMessage message, long now) {
    changed = now;
    sends++;
    bytesIn += message.text().length;
  }

  private void countReceived(PosixMessage message) {
    receipts++;
    bytesOut += message.text().length;
  }

  private void insert(PosixMessage message) {
    messages.computeIfAbsent(message.priority(), _ -> new ArrayDeque<>()).add(message);
    count++;
    bytes += message.text().length;
  }

  private static @Nullable Waiter first(WaitQueue queue) {
    Waiter best = null;
    int bestUrgency = Integer.MAX_VALUE;
    for (Waiter waiter : queue.waiters()) {
      int urgency =
          switch (waiter.terms().request()) {
            case Receiving(int of) -> of;
            case Sending(int of, PosixMessage _) -> of;
            case null, default -> Integer.MAX_VALUE;
          };
      if (best == null || urgency < bestUrgency) {
        best = waiter;
        bestUrgency = urgency;
      }
    }
    return best;
  }

  /// mq_timedreceive(2).
  ///
  /// @param room bytes of the receiver's buffer
  public Receipt receive(long room, Terms terms, long now) {
    PosixMessage given = handover.take(terms.thread());
    if (given != null) {
      return Receipt.of(given);
    }
    if (Long.compareUnsigned(room, messageBytes) < 0) {
      return Receipt.failed(Errno.EMSGSIZE);
    }
    Map.Entry<Integer, ArrayDeque<PosixMessage>> highest = messages.lastEntry();
    if (highest == null) {
      return terms.isNonBlocking()
          ? Receipt.failed(Errno.EAGAIN)
          : new Receipt(
              Outcome.blocked(wait(receivers, terms).request(new Receiving(terms.urgency()))),
              null);
    }
    PosixMessage message = highest.getValue().remove();
    if (highest.getValue().isEmpty()) {
      messages.remove(highest.getKey());
    }
    count--;
    bytes -= message.text().length;
    changed = now;
    countReceived(message);
    letSenderIn(now);
    return Receipt.of(message);
  }

  private void letSenderIn(long now) {
    Waiter sender = first(senders);
    if (sender != null && sender.terms().request() instanceof Sending(int _, var waiting)) {
      countSent(waiting, now);
      insert(waiting);
      sender.wake(Outcome.ZERO);
    } else {
      readiness.wakeOne();
    }
  }

  // ---- notification

  /// mq_notify(2).
  Outcome register(Notification wanted) {
    if (notification != null) {
      return Outcome.failed(Errno.EBUSY);
    }
    notification = wanted;
    return Outcome.ZERO;
  }

  /// Somebody else's registration stays.
  void unregister(int processId) {
    if (notification != null && notification.processId() == processId) {
      notification = null;
    }
  }

  // ---- life

  void opened() {
    holders++;
  }

  void closed() {
    holders--;
    disposeIfUnused();
  }

  void unlinked() {
    isUnlinked = true;
    disposeIfUnused();
  }

  private void disposeIfUnused() {
    if (isUnlinked && holders == 0) {
      queues.disposed(this);
    }
  }

  boolean permits(int wanted, Credentials user) {
    int shift = user.effectiveUid() == owner ? 6 : user.isInGroup(group) ? 3 : 0;
    return user.isRoot() || (permissions >> shift & wanted) == wanted;
  }

  // ---- for calls and views

  String name() {
    return name;
  }

  int number() {
    return number;
  }

  int owner() {
    return owner;
  }

  int group() {
    return group;
  }

  int mode() {
    return FileMode.REGULAR | permissions;
  }

  long made() {
    return made;
  }

  long changedAt() {
    return changed;
  }

  public int maxMessages() {
    return maxMessages;
  }

  public int messageBytes() {
    return messageBytes;
  }

  public int count() {
    return count;
  }

  /// What it counts against RLIMIT_MSGQUEUE of its owner.
  long accountedBytes() {
    return accountedBytes(maxMessages, messageBytes);
  }

  static long accountedBytes(long maxMessages, long messageBytes) {
    return maxMessages * (messageBytes + OVERHEAD_BYTES);
  }

  int ready() {
    return (count > 0 ? Ready.IN : 0) | (count < maxMessages ? Ready.OUT : 0);
  }

  WaitQueue readiness() {
    return readiness;
  }

  /// Queues whose waiters depend on somebody who receives, or who sends.
  List<WaitQueue> served(boolean byReceiver, boolean bySender) {
    if (byReceiver && bySender) {
      return List.of(senders, receivers, readiness);
    }
    return List.of(byReceiver ? senders : receivers, readiness);
  }

  /// What read(2) shows.
  String statusLine() {
    Notification who = notification;
    return "QSIZE:%-10d NOTIFY:%-5d SIGNO:%-5d NOTIFY_PID:%-6d\n"
        .formatted(
            bytes,
            who == null ? 0 : who.kind(),
            who == null || who.kind() != Notification.SIGNAL ? 0 : who.signal(),
            who == null ? 0 : who.processId());
  }

  ChannelInfo info() {
    return new ChannelInfo(
        "POSIX message queue",
        "/" + name,
        (long) maxMessages * messageBytes,
        bytes,
        count,
        holders,
        holders,
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
    for (ArrayDeque<PosixMessage> alike : messages.descendingMap().values()) {
      for (PosixMessage message : alike) {
        if (preview.isFull()) {
          return preview.toString();
        }
        preview.message(message.text(), 0);
      }
    }
    return preview.toString();
  }

  @Override
  public PosixQueue copy(Copier copier) {
    return new PosixQueue(this, copier);
  }
}
