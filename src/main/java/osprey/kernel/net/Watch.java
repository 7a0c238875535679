package osprey.kernel.net;

import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.Ready;
import osprey.kernel.wait.Sleeper;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.Waiter;

/// A description in the set of an {@link EventPoll}: it waits in the description's queue for ever,
/// and each wake-up is news.
final class Watch implements Sleeper {
  private static final int UNASKED = Ready.ERROR | Ready.HANG_UP;

  private final EventPoll owner;
  private final int fd;
  private final FileDescription target;
  private int events;
  private long data;
  private @Nullable Waiter waiter;

  Watch(EventPoll owner, int fd, FileDescription target, int events, long data) {
    this.owner = owner;
    this.fd = fd;
    this.target = target;
    this.events = events;
    this.data = data;
  }

  private Watch(Watch from, Copier copier) {
    copier.register(from, this);
    fd = from.fd;
    events = from.events;
    data = from.data;
    owner = copier.copy(from.owner);
    target = copier.copy(from.target);
    waiter = copier.copyOrNull(from.waiter);
  }

  int fd() {
    return fd;
  }

  FileDescription target() {
    return target;
  }

  int events() {
    return events;
  }

  long data() {
    return data;
  }

  void change(int newEvents, long newData) {
    events = newEvents;
    data = newData;
  }

  /// EPOLLONESHOT: silent until it is changed.
  void disarm() {
    events &= EventPoll.MANNER;
  }

  /// The events that are wanted and there.
  int current() {
    boolean isArmed = (events & ~EventPoll.MANNER) != 0 || (events & EventPoll.ONE_SHOT) == 0;
    if (!isArmed) {
      return 0;
    }
    int ready = target.ready();
    ready |= (ready & Ready.IN) != 0 ? 0x40 : 0;
    ready |= (ready & Ready.OUT) != 0 ? 0x100 : 0;
    return ready & ((events & ~EventPoll.MANNER) | UNASKED);
  }

  void attend() {
    Wait wait = Wait.on(target.readiness());
    waiter = new Waiter(this, (events & EventPoll.EXCLUSIVE) != 0 ? wait : wait.shared());
  }

  void leave() {
    if (waiter != null) {
      waiter.leave();
      waiter = null;
    }
  }

  @Override
  public void woken(Waiter by) {
    attend();
    owner.happened(this);
  }

  @Override
  public int id() {
    return 0;
  }

  @Override
  public Watch copy(Copier copier) {
    return new Watch(this, copier);
  }
}
