package osprey.kernel.ipc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.ChannelInfo;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.wait.Outcome;

/// The POSIX message queues of a machine by name, and what each user's queues cost: mq_open(2),
/// mq_unlink(2) without user memory.
public final class PosixQueues implements Copyable<PosixQueues> {
  private static final int NAME_BYTES_MAX = 255;

  /// Nobody may have more, HARD_MSGMAX and HARD_MSGSIZEMAX.
  private static final long MESSAGES_MOST = 65536;

  private static final long MESSAGE_BYTES_MOST = 16 << 20;

  private final IpcNamespace namespace;
  private final TreeMap<String, PosixQueue> byName = new TreeMap<>();

  /// Unlinked ones that are open included.
  private int queueCount;

  private final TreeMap<Integer, Long> bytesOfUsers = new TreeMap<>();
  private final Handover<PosixMessage> handover;
  private int lastNumber;

  PosixQueues(IpcNamespace namespace) {
    this.namespace = namespace;
    handover = new Handover<>();
  }

  private PosixQueues(PosixQueues from, Copier copier) {
    copier.register(from, this);
    queueCount = from.queueCount;
    lastNumber = from.lastNumber;
    bytesOfUsers.putAll(from.bytesOfUsers);
    namespace = copier.copy(from.namespace);
    handover = copier.copy(from.handover);
    for (Map.Entry<String, PosixQueue> entry : from.byName.entrySet()) {
      byName.put(entry.getKey(), copier.copy(entry.getValue()));
    }
  }

  /// What mq_open(3) gives as attributes of a new queue.
  public record Attributes(long maxMessages, long messageBytes) {}

  /// Who opens.
  ///
  /// @param bytesLimit RLIMIT_MSGQUEUE
  public record Opener(Credentials user, int fileModeMask, long bytesLimit) {}

  /// @param description null on failure
  public record Opened(@Nullable OpenQueue description, Outcome outcome) {
    static Opened failed(Errno errno) {
      return new Opened(null, Outcome.failed(errno));
    }
  }

  /// mq_open(2).
  ///
  /// @param name without the slash that the library's name begins with
  public Opened open(
      String name, int flags, int mode, @Nullable Attributes attributes, Opener opener, long now) {
    Errno refusal = refusalOf(name);
    if (refusal != null) {
      return Opened.failed(refusal);
    }
    PosixQueue queue = byName.get(name);
    if (queue != null) {
      return openExisting(queue, flags, opener);
    }
    if ((flags & OpenFlag.CREATE) == 0) {
      return Opened.failed(Errno.ENOENT);
    }
    IpcLimits limits = namespace.limits();
    boolean isPrivileged = opener.user().isRoot() && limits.mayExceed();
    if (queueCount >= limits.get(IpcLimit.POSIX_QUEUES) && !isPrivileged) {
      return Opened.failed(Errno.ENOSPC);
    }
    Attributes wanted = attributes == null ? defaults(limits) : attributes;
    if (!isAllowed(wanted, limits, isPrivileged)) {
      return Opened.failed(Errno.EINVAL);
    }
    int uid = opener.user().effectiveUid();
    long cost = PosixQueue.accountedBytes(wanted.maxMessages(), wanted.messageBytes());
    if (bytesOfUsers.getOrDefault(uid, 0L) + cost > opener.bytesLimit()) {
      return Opened.failed(Errno.EMFILE);
    }
    PosixQueue made =
        new PosixQueue(
            this,
            handover,
            name,
            ++lastNumber,
            (int) wanted.maxMessages(),
            (int) wanted.messageBytes(),
            opener.user(),
            mode & ~opener.fileModeMask() & 07777,
            now);
    bytesOfUsers.merge(uid, cost, Long::sum);
    queueCount++;
    byName.put(name, made);
    return new Opened(new OpenQueue(made, flags), Outcome.ZERO);
  }

  private static @Nullable Errno refusalOf(String name) {
    if (name.isEmpty()) {
      return Errno.ENOENT;
    }
    if (name.indexOf('/') >= 0 || name.equals(".") || name.equals("..")) {
      return Errno.EACCES;
    }
    return name.length() > NAME_BYTES_MAX ? Errno.ENAMETOOLONG : null;
  }

  private static Opened openExisting(PosixQueue queue, int flags, Opener opener) {
    if ((flags & OpenFlag.CREATE) != 0 && (flags & OpenFlag.EXCLUSIVE) != 0) {
      return Opened.failed(Errno.EEXIST);
    }
    if ((flags & OpenFlag.ACCESS_MODE) == OpenFlag.ACCESS_MODE) {
      return Opened.failed(Errno.EINVAL);
    }
    int wanted =
        (OpenFlag.reads(flags) ? FileMode.MAY_READ : 0)
            | (OpenFlag.writes(flags) ? FileMode.MAY_WRITE : 0);
    if (!queue.permits(wanted, opener.user())) {
      return Opened.failed(Errno.EACCES);
    }
    return new Opened(new OpenQueue(queue, flags), Outcome.ZERO);
  }

  private static Attributes defaults(IpcLimits limits) {
    return new Attributes(
        Math.min(limits.get(IpcLimit.POSIX_MESSAGES), limits.get(IpcLimit.POSIX_MESSAGES_DEFAULT)),
        Math.min(
            limits.get(IpcLimit.POSIX_MESSAGE_BYTES),
            limits.get(IpcLimit.POSIX_MESSAGE_BYTES_DEFAULT)));
  }

  private static boolean isAllowed(Attributes wanted, IpcLimits limits, boolean isPrivileged) {
    long most = isPrivileged ? MESSAGES_MOST : limits.get(IpcLimit.POSIX_MESSAGES);
    long largest = isPrivileged ? MESSAGE_BYTES_MOST : limits.get(IpcLimit.POSIX_MESSAGE_BYTES);
    return wanted.maxMessages() > 0
        && wanted.messageBytes() > 0
        && wanted.maxMessages() <= most
        && wanted.messageBytes() <= largest;
  }

  /// mq_unlink(2): in a directory where only owners may remove.
  public Outcome unlink(String name, Credentials user) {
    Errno refusal = refusalOf(name);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    PosixQueue queue = byName.get(name);
    if (queue == null) {
      return Outcome.failed(Errno.ENOENT);
    }
    if (!user.isRoot() && user.effectiveUid() != queue.owner()) {
      return Outcome.failed(Errno.EPERM);
    }
    byName.remove(name);
    queue.unlinked();
    return Outcome.ZERO;
  }

  void disposed(PosixQueue queue) {
    queueCount--;
    bytesOfUsers.merge(queue.owner(), -queue.accountedBytes(), Long::sum);
  }

  /// A thread has ended: a message that was on its way to it is lost.
  void forget(int thread) {
    handover.take(thread);
  }

  List<ChannelInfo> channels() {
    List<ChannelInfo> channels = new ArrayList<>();
    for (PosixQueue queue : byName.values()) {
      channels.add(queue.info());
    }
    return channels;
  }

  @Override
  public PosixQueues copy(Copier copier) {
    return new PosixQueues(this, copier);
  }
}
