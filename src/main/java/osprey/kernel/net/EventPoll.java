package osprey.kernel.net;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileStatus;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;

/// An epoll instance, epoll(7): a set of watched descriptions, and the list of those that may be
/// ready, in the order in which they became so.
public final class EventPoll extends FileDescription {
  public static final int ONE_SHOT = 1 << 30;
  public static final int EDGE = 1 << 31;
  public static final int EXCLUSIVE = 1 << 28;

  /// EPOLLWAKEUP, EPOLLONESHOT, EPOLLET, EPOLLEXCLUSIVE: how, not what.
  static final int MANNER = EDGE | ONE_SHOT | 1 << 29 | EXCLUSIVE;

  private static final int UNASKED = Ready.ERROR | Ready.HANG_UP;
  private static final int EXCLUSIVE_ALLOWED =
      Ready.IN | Ready.OUT | UNASKED | EDGE | EXCLUSIVE | 1 << 29 | 0x7c0;
  private static final int DEPTH_MAX = 5;
  private static final int DEVICE = 15;

  private final List<Watch> watches = new ArrayList<>();
  private final List<Watch> ready = new ArrayList<>();
  private final WaitQueue waiters;
  private final WaitQueue readiness;

  /// One ready description.
  public record Event(int events, long data) {}

  public EventPoll() {
    super(OpenFlag.READ_WRITE);
    waiters = new WaitQueue("an event of an epoll instance");
    readiness = new WaitQueue("an event of an epoll instance");
  }

  private EventPoll(EventPoll from, Copier copier) {
    super(from, copier);
    waiters = copier.copy(from.waiters);
    readiness = copier.copy(from.readiness);
    for (Watch watch : from.watches) {
      watches.add(copier.copy(watch));
    }
    for (Watch watch : from.ready) {
      ready.add(copier.copy(watch));
    }
  }

  @Override
  public String kind() {
    return "epoll instance";
  }

  @Override
  public String name() {
    return "anon_inode:[eventpoll]";
  }

  // ---- epoll_ctl(2)

  /// @param fd the number under which the description is watched
  public Outcome add(int fd, FileDescription target, int events, long data) {
    Errno refusal = refusalToWatch(target);
    if (refusal == null && (events & EXCLUSIVE) != 0) {
      boolean isWrong = target instanceof EventPoll || (events & ~EXCLUSIVE_ALLOWED) != 0;
      refusal = isWrong ? Errno.EINVAL : null;
    }
    if (refusal == null && target instanceof EventPoll inner && !inner.mayBeIn(this)) {
      refusal = Errno.ELOOP;
    }
    if (refusal == null && find(fd, target) != null) {
      refusal = Errno.EEXIST;
    }
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    Watch watch = new Watch(this, fd, target, events, data);
    watches.add(watch);
    watch.attend();
    noteIfReady(watch);
    return Outcome.ZERO;
  }

  public Outcome modify(int fd, FileDescription target, int events, long data) {
    Errno refusal = refusalToWatch(target);
    Watch watch = find(fd, target);
    if (refusal == null && watch == null) {
      refusal = Errno.ENOENT;
    }
    if (refusal == null
        && watch != null
        && ((events & EXCLUSIVE) != 0 || (watch.events() & EXCLUSIVE) != 0)) {
      refusal = Errno.EINVAL;
    }
    if (refusal != null || watch == null) {
      return Outcome.failed(refusal == null ? Errno.ENOENT : refusal);
    }
    watch.change(events, data);
    noteIfReady(watch);
    return Outcome.ZERO;
  }

  public Outcome delete(int fd, FileDescription target) {
    Errno refusal = refusalToWatch(target);
    Watch watch = find(fd, target);
    if (refusal != null || watch == null) {
      return Outcome.failed(refusal == null ? Errno.ENOENT : refusal);
    }
    drop(watch);
    return Outcome.ZERO;
  }

  private @Nullable Errno refusalToWatch(FileDescription target) {
    if (!target.isPollable()) {
      return Errno.EPERM;
    }
    return target == this ? Errno.EINVAL : null;
  }

  private @Nullable Watch find(int fd, FileDescription target) {
    purge();
    for (Watch watch : watches) {
      if (watch.fd() == fd && watch.target() == target) {
        return watch;
      }
    }
    return null;
  }

  private void drop(Watch watch) {
    watch.leave();
    watches.remove(watch);
    ready.remove(watch);
  }

  /// Forgets descriptions whose last descriptor was closed.
  private void purge() {
    for (Iterator<Watch> each = watches.iterator(); each.hasNext(); ) {
      Watch watch = each.next();
      if (watch.target().references() == 0) {
        watch.leave();
        ready.remove(watch);
        each.remove();
      }
    }
  }

  /// Whether watching this from `outer` makes neither a circle nor too deep a nest.
  private boolean mayBeIn(EventPoll outer) {
    int below = depth(outer, 0);
    return below >= 0 && below < DEPTH_MAX;
  }

  /// How deep instances are nested from here, -1 if `outer` is among them.
  private int depth(EventPoll outer, int level) {
    if (this == outer || level > DEPTH_MAX) {
      return -1;
    }
    int deepest = 0;
    for (Watch watch : watches) {
      if (watch.target() instanceof EventPoll inner) {
        int depth = inner.depth(outer, level + 1);
        if (depth < 0) {
          return -1;
        }
        deepest = Math.max(deepest, depth + 1);
      }
    }
    return deepest;
  }

  // ---- events

  private void noteIfReady(Watch watch) {
    if (watch.current() != 0) {
      note(watch);
    }
  }

  /// Something happened to a watched description.
  void happened(Watch watch) {
    int news = watch.target().news() | UNASKED;
    boolean mayBeReady = watch.target().isReadyByCaller() || watch.current() != 0;
    if ((news & (watch.events() | UNASKED)) != 0 && mayBeReady) {
      note(watch);
    }
  }

  private void note(Watch watch) {
    if (!ready.contains(watch)) {
      ready.add(watch);
    }
    waiters.wakeOne();
    readiness.wakeOne();
  }

  /// epoll_wait(2) without the waiting: at most so many events.
  public List<Event> take(int most) {
    purge();
    List<Event> events = new ArrayList<>();
    List<Watch> seen = new ArrayList<>(ready);
    ready.clear();
    List<Watch> again = new ArrayList<>();
    for (Watch watch : seen) {
      if (events.size() == most) {
        ready.add(watch);
        continue;
      }
      int current = watch.current();
      if (current == 0) {
        continue;
      }
      events.add(new Event(current, watch.data()));
      if ((watch.events() & ONE_SHOT) != 0) {
        watch.disarm();
      } else if ((watch.events() & EDGE) == 0) {
        again.add(watch);
      }
    }
    ready.addAll(again);
    if (!ready.isEmpty() && !events.isEmpty()) {
      waiters.wakeOne();
    }
    return events;
  }

  /// What is watched, in the order in which it was added.
  public List<FileDescription> watched() {
    List<FileDescription> targets = new ArrayList<>();
    for (Watch watch : watches) {
      targets.add(watch.target());
    }
    return targets;
  }

  /// Where to wait for the next event.
  public WaitQueue waiters() {
    return waiters;
  }

  public Wait waitFor() {
    return Wait.on(waiters).interrupt(Wait.Interrupt.ALWAYS_EINTR);
  }

  // ---- as a file

  @Override
  public Errno noNumber() {
    return Errno.EINVAL;
  }

  /// Linux does not say that there is no position.
  @Override
  public Outcome seek(long offset, int whence) {
    return Outcome.ZERO;
  }

  @Override
  public int ready() {
    for (Watch watch : ready) {
      if (watch.target().references() > 0 && watch.current() != 0) {
        return Ready.IN;
      }
    }
    return 0;
  }

  @Override
  public WaitQueue readiness() {
    return readiness;
  }

  @Override
  public FileStatus status() {
    return new FileStatus(DEVICE, 2, 0600, 1, 0, 0, 0, 0, 4096, 0, 0, 0, 0);
  }

  @Override
  protected void close() {
    for (Watch watch : watches) {
      watch.leave();
    }
    watches.clear();
    ready.clear();
  }

  @Override
  public EventPoll copy(Copier copier) {
    return new EventPoll(this, copier);
  }
}
