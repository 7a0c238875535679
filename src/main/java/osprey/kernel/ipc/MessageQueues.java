package osprey.kernel.ipc;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.ChannelInfo;
import osprey.kernel.file.Credentials;
import osprey.kernel.wait.Outcome;

/// The System V message queues of a machine: msgget(2), msgop(2), msgctl(2) without user memory.
public final class MessageQueues implements Copyable<MessageQueues> {
  private static final int NO_WAIT = 04000;
  private static final int EXCEPT = 020000;
  private static final int COPY = 040000;

  private final IpcNamespace namespace;
  private final IpcIds<MessageQueueV> ids;
  private final Handover<Message> handover;

  MessageQueues(IpcNamespace namespace) {
    this.namespace = namespace;
    ids = new IpcIds<>();
    handover = new Handover<>();
  }

  private MessageQueues(MessageQueues from, Copier copier) {
    copier.register(from, this);
    namespace = copier.copy(from.namespace);
    handover = copier.copy(from.handover);
    ids = copier.copy(from.ids);
  }

  private long limit(IpcLimit limit) {
    return namespace.limits().get(limit);
  }

  public Outcome get(int key, int flags, Credentials user, long time) {
    return ids.get(
        key,
        flags,
        user,
        _ -> true,
        () -> {
          if (ids.size() >= limit(IpcLimit.QUEUES)) {
            return Outcome.failed(Errno.ENOSPC);
          }
          MessageQueueV queue =
              new MessageQueueV(
                  ids.nextId(),
                  IpcPermissions.of(key, flags, user),
                  time,
                  limit(IpcLimit.QUEUE_BYTES),
                  handover);
          ids.add(queue);
          return Outcome.done(queue.id());
        });
  }

  public @Nullable MessageQueueV find(int id) {
    return ids.find(id);
  }

  public Collection<MessageQueueV> all() {
    return ids.all();
  }

  public int highestIndex() {
    return ids.highestIndex();
  }

  /// Whether msgsnd(2) may ask for that at all.
  public boolean isSendable(int id, long type, long size) {
    return id >= 0 && type >= 1 && size >= 0 && size <= limit(IpcLimit.MESSAGE_BYTES);
  }

  /// @param hasWaited whether the call was blocked before
  public Outcome send(
      int id,
      long type,
      byte[] text,
      int flags,
      boolean hasWaited,
      Credentials user,
      int processId,
      long time) {
    MessageQueueV queue = ids.find(id);
    if (queue == null) {
      return Outcome.failed(hasWaited ? Errno.EIDRM : Errno.EINVAL);
    }
    if (!queue.permissions().allows(IpcPermissions.WRITE, user)) {
      return Outcome.failed(Errno.EACCES);
    }
    return queue.send(new Message(type, text), (flags & NO_WAIT) != 0, processId, time);
  }

  /// @param thread that asks: it may have been given a message while it waited
  public MessageQueueV.Receipt receive(
      MessageSelector selector,
      int flags,
      boolean hasWaited,
      Credentials user,
      int thread,
      long time) {
    Message given = handover.take(thread);
    if (given != null) {
      return MessageQueueV.receipt(given, selector);
    }
    if (selector.queue() < 0 || selector.room() < 0) {
      return MessageQueueV.Receipt.failed(Errno.EINVAL);
    }
    if ((flags & COPY) != 0 && ((flags & EXCEPT) != 0 || (flags & NO_WAIT) == 0)) {
      return MessageQueueV.Receipt.failed(Errno.EINVAL);
    }
    MessageQueueV queue = ids.find(selector.queue());
    if (queue == null) {
      return MessageQueueV.Receipt.failed(hasWaited ? Errno.EIDRM : Errno.EINVAL);
    }
    if (!queue.permissions().allows(IpcPermissions.READ, user)) {
      return MessageQueueV.Receipt.failed(Errno.EACCES);
    }
    return queue.receive(selector, (flags & NO_WAIT) != 0, time);
  }

  /// A thread has ended: a message that was on its way to it is lost.
  void forget(int thread) {
    handover.take(thread);
  }

  public Outcome remove(int id, Credentials user) {
    MessageQueueV queue = ids.find(id);
    if (queue == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (!queue.permissions().isControlledBy(user)) {
      return Outcome.failed(Errno.EPERM);
    }
    ids.remove(queue);
    queue.removed();
    return Outcome.ZERO;
  }

  public Outcome change(
      int id, int uid, int gid, int mode, long capacity, Credentials user, long time) {
    MessageQueueV queue = ids.find(id);
    if (queue == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    boolean isAboveLimit =
        Long.compareUnsigned(capacity, limit(IpcLimit.QUEUE_BYTES)) > 0
            && !(user.isRoot() && namespace.limits().mayExceed());
    if (!queue.permissions().isControlledBy(user) || isAboveLimit) {
      return Outcome.failed(Errno.EPERM);
    }
    queue.change(queue.permissions().changed(uid, gid, mode), capacity, time);
    return Outcome.ZERO;
  }

  List<ChannelInfo> channels() {
    List<ChannelInfo> channels = new ArrayList<>();
    for (MessageQueueV queue : ids.all()) {
      channels.add(queue.info());
    }
    return channels;
  }

  @Override
  public MessageQueues copy(Copier copier) {
    return new MessageQueues(this, copier);
  }
}
