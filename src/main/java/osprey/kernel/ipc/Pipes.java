package osprey.kernel.ipc;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.inspect.ChannelInfo;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FifoNode;
import osprey.kernel.file.FifoOpener;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Opened;

/// All pipes and FIFOs of a machine: makes them, numbers them, and counts each user's pages.
public final class Pipes implements FifoOpener {
  /// What a user gets beyond the soft limit.
  private static final int SLOTS_LEAST = 2;

  private final PipeLimits limits;
  private final Map<Integer, Integer> pagesOfUsers = new TreeMap<>();
  private int lastNumber;

  /// Pipes made so far, closed ones too, for reports; the first {@link #REMEMBERED_MAX}.
  private final List<Pipe> made = new ArrayList<>();

  private static final int REMEMBERED_MAX = 10_000;

  /// Both ends of a new pipe, without references.
  public record Ends(PipeEnd read, PipeEnd write) {}

  public Pipes(PipeLimits limits) {
    this.limits = limits;
  }

  private Pipes(Pipes from, Copier copier) {
    copier.register(from, this);
    limits = from.limits;
    pagesOfUsers.putAll(from.pagesOfUsers);
    lastNumber = from.lastNumber;
    for (Pipe pipe : from.made) {
      made.add(copier.copy(pipe));
    }
  }

  public PipeLimits limits() {
    return limits;
  }

  /// pipe2(2).
  ///
  /// @param flags O_NONBLOCK, and O_DIRECT for the end that writes
  /// @return null if the user may have no more: ENFILE
  public @Nullable Ends create(int flags, Credentials user, long now) {
    Pipe pipe = newPipe(null, user, now);
    if (pipe == null) {
      return null;
    }
    return new Ends(
        PipeEnd.ofPipe(pipe, OpenFlag.READ_ONLY | (flags & OpenFlag.NON_BLOCKING), user, now),
        PipeEnd.ofPipe(pipe, OpenFlag.WRITE_ONLY | flags, user, now));
  }

  @Nullable Pipe newPipe(@Nullable String fifoName, Credentials user, long now) {
    int uid = user.effectiveUid();
    int slots = Math.min(limits.slots(), Math.max(1, limits.maxBytes() / limits.slotBytes()));
    boolean isPrivileged = user.isRoot();
    if (!isPrivileged && exceeds(uid, slots, limits.userPagesSoft())) {
      slots = Math.min(slots, SLOTS_LEAST);
    }
    if (!isPrivileged && exceeds(uid, slots, limits.userPagesHard())) {
      return null;
    }
    taken(uid, slots);
    int number = ++lastNumber;
    String name = fifoName == null ? "pipe " + number : "FIFO " + fifoName;
    Pipe pipe = new Pipe(this, number, name, uid, slots, limits.slotBytes(), now);
    if (made.size() < REMEMBERED_MAX) {
      made.add(pipe);
    }
    return pipe;
  }

  private boolean exceeds(int uid, int more, int limit) {
    return limit > 0 && pagesOfUsers.getOrDefault(uid, 0) + more > limit;
  }

  void taken(int uid, int pages) {
    pagesOfUsers.merge(uid, pages, Integer::sum);
  }

  void given(int uid, int pages) {
    pagesOfUsers.merge(uid, -pages, Integer::sum);
  }

  @Nullable Errno refusalToResize(Pipe pipe, int newCapacity, Credentials asking) {
    if (newCapacity <= pipe.capacitySlots()) {
      return null;
    }
    boolean isAboveMax = (long) newCapacity * limits.slotBytes() > limits.maxBytes();
    if (isAboveMax && !(asking.isRoot() && limits.mayExceedMax())) {
      return Errno.EPERM;
    }
    int more = newCapacity - pipe.capacitySlots();
    boolean isOverUserLimit =
        exceeds(pipe.user(), more, limits.userPagesSoft())
            || exceeds(pipe.user(), more, limits.userPagesHard());
    return isOverUserLimit && !asking.isRoot() ? Errno.EPERM : null;
  }

  @Override
  public Opened open(FifoNode node, String name, int flags, IoCall call) {
    if (node.pipe() instanceof NamedPipe fifo) {
      return fifo.open(flags, name, call);
    }
    Pipe pipe = newPipe(name, call.user(), call.clock().now());
    if (pipe == null) {
      return Opened.failed(Errno.ENFILE);
    }
    Opened opened = new NamedPipe(node, pipe, name).open(flags, name, call);
    if (opened.description() == null) {
      given(pipe.user(), pipe.capacitySlots());
    }
    return opened;
  }

  /// All pipes and FIFOs as views show them, those closed included.
  public List<ChannelInfo> channels() {
    List<ChannelInfo> channels = new ArrayList<>();
    for (Pipe pipe : made) {
      channels.add(pipe.info());
    }
    return channels;
  }

  @Override
  public Pipes copy(Copier copier) {
    return new Pipes(this, copier);
  }
}
