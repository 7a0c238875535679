package osprey.kernel.winpipe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.PreviewWriter;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;

/// What is on its way to one end of a pipe instance.
///
/// A write beyond the quota is put behind the others at once, readable at once, and returns when
/// what is before it and itself fit into the quota. A read takes from the front and lets such
/// writes return.
final class PipeData implements Copyable<PipeData> {
  private final boolean isMessages;
  private final long quota;
  private final Deque<PipeEntry> entries = new ArrayDeque<>();
  private final WaitQueue readers;
  private final WaitQueue writers;
  private final WaitQueue flushers;
  private long bytes;
  private long lastEntry;
  private long bytesIn;
  private long bytesOut;
  private long writes;
  private long reads;

  /// Writes that came to nothing while a signal handler ran on their thread.
  private final Map<Long, Errno> failed = new TreeMap<>();

  /// What a blocked write or flush waits for: that the entry fits, that all up to it are read.
  private record Until(long entry, int count) implements Progress {}

  PipeData(String name, boolean isMessages, long quota) {
    this.isMessages = isMessages;
    this.quota = quota;
    readers = new WaitQueue("data in " + name);
    writers = new WaitQueue("room in " + name);
    flushers = new WaitQueue("the reader of " + name);
  }

  private PipeData(PipeData from, Copier copier) {
    copier.register(from, this);
    isMessages = from.isMessages;
    quota = from.quota;
    bytes = from.bytes;
    lastEntry = from.lastEntry;
    bytesIn = from.bytesIn;
    bytesOut = from.bytesOut;
    writes = from.writes;
    reads = from.reads;
    for (PipeEntry entry : from.entries) {
      entries.add(entry.copy());
    }
    failed.putAll(from.failed);
    readers = copier.copy(from.readers);
    writers = copier.copy(from.writers);
    flushers = copier.copy(from.flushers);
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  long bytes() {
    return bytes;
  }

  int messages() {
    return isMessages ? entries.size() : 0;
  }

  long quota() {
    return quota;
  }

  void show(PreviewWriter preview) {
    for (PipeEntry entry : entries) {
      preview.put(entry.data, entry.start, entry.remaining());
      if (isMessages) {
        preview.endMessage();
      }
      if (preview.isFull()) {
        return;
      }
    }
  }

  long bytesIn() {
    return bytesIn;
  }

  long bytesOut() {
    return bytesOut;
  }

  long writes() {
    return writes;
  }

  long reads() {
    return reads;
  }

  WaitQueue readers() {
    return readers;
  }

  WaitQueue writers() {
    return writers;
  }

  WaitQueue flushers() {
    return flushers;
  }

  boolean isFull() {
    return bytes >= quota;
  }

  /// Takes a write in.
  ///
  /// @param isPatient whether it may wait; else what does not fit is not written: of a message
  ///   nothing, of bytes the rest
  /// @param waits whether it waits for room at all (a transaction waits for the answer instead)
  Outcome put(IoBuffer from, boolean isPatient, boolean waits) {
    long asked = from.remaining();
    if (asked == 0 && !isMessages) {
      return Outcome.ZERO;
    }
    int count = (int) Math.min(asked, Integer.MAX_VALUE);
    if (from.accessible(count) < asked) {
      return Outcome.failed(Errno.ERROR_NOACCESS);
    }
    long room = Math.max(0, quota - bytes);
    boolean isAwaited = entries.isEmpty() && !readers.isEmpty();
    if (!isPatient && count > room && !isAwaited) {
      if (isMessages || room == 0) {
        return Outcome.ZERO;
      }
      count = (int) room;
    }
    byte[] data = new byte[count];
    from.get(data, 0, count);
    boolean isPending = waits && isPatient && count > room;
    PipeEntry entry = new PipeEntry(++lastEntry, data, isPending);
    entries.add(entry);
    bytes += count;
    bytesIn += count;
    writes++;
    readers.wakeOne();
    return isPending ? waitFor(new Until(entry.number, count)) : Outcome.done(count);
  }

  private Outcome waitFor(Until written) {
    return Outcome.blocked(waiting(writers).request(written).then(new Then.Continue(written)));
  }

  /// Goes on with a write whose wait a signal handler has interrupted; null if this is no such.
  @Nullable Outcome goOn(@Nullable Progress progress) {
    if (!(progress instanceof Until written)) {
      return null;
    }
    Errno error = failed.remove(written.entry);
    if (error != null) {
      return Outcome.failed(error);
    }
    for (PipeEntry entry : entries) {
      if (entry.number == written.entry && entry.isPending) {
        return waitFor(written);
      }
    }
    return Outcome.done(written.count);
  }

  /// No call of Win32 knows signals: a handler runs, then the wait goes on.
  static Wait waiting(WaitQueue queue) {
    return Wait.on(queue).interrupt(Wait.Interrupt.AFTER_HANDLER);
  }

  /// Gives a read what is there.
  ///
  /// @param byMessage one message, of which too small a buffer gets a part and ERROR_MORE_DATA
  /// @return null if there is nothing
  @Nullable Outcome take(IoBuffer into, boolean byMessage) {
    PipeEntry first = entries.peek();
    if (first == null) {
      return null;
    }
    long there = byMessage ? first.remaining() : bytes;
    int count = (int) Math.min(into.remaining(), there);
    if (into.accessible(count) < count) {
      return Outcome.failed(Errno.ERROR_NOACCESS);
    }
    int left = count;
    do {
      PipeEntry entry = entries.getFirst();
      int part = Math.min(left, entry.remaining());
      into.put(entry.data, entry.start, part);
      entry.start += part;
      left -= part;
      if (entry.remaining() == 0) {
        entries.removeFirst();
        if (entry.isPending) {
          complete(entry);
        }
      }
    } while (left > 0);
    bytes -= count;
    bytesOut += count;
    reads++;
    room();
    if (!entries.isEmpty()) {
      readers.wakeOne();
    }
    return byMessage && count < there ? Outcome.failed(Errno.ERROR_MORE_DATA) : Outcome.done(count);
  }

  /// Bytes of the first message that are not read.
  int firstMessage() {
    PipeEntry first = entries.peek();
    return first == null ? 0 : first.remaining();
  }

  /// Copies from the front and takes nothing.
  Outcome peek(IoBuffer into, boolean byMessage) {
    int count = (int) Math.min(into.remaining(), byMessage ? firstMessage() : bytes);
    if (into.accessible(count) < count) {
      return Outcome.failed(Errno.ERROR_NOACCESS);
    }
    int left = count;
    for (PipeEntry entry : entries) {
      int part = Math.min(left, entry.remaining());
      into.put(entry.data, entry.start, part);
      left -= part;
      if (left == 0) {
        break;
      }
    }
    return Outcome.done(count);
  }

  /// Waits until all that is here now is read.
  Outcome flush() {
    return entries.isEmpty()
        ? Outcome.ZERO
        : Outcome.blocked(waiting(flushers).request(new Until(lastEntry, 0)));
  }

  private void room() {
    long sum = 0;
    for (PipeEntry entry : entries) {
      sum += entry.remaining();
      if (entry.isPending && sum <= quota) {
        entry.isPending = false;
        complete(entry);
      }
    }
    long oldest = entries.isEmpty() ? Long.MAX_VALUE : entries.getFirst().number;
    for (Waiter waiter : List.copyOf(flushers.waiters())) {
      if (waiter.terms().request() instanceof Until(long entry, int _) && entry < oldest) {
        waiter.wake(Outcome.ZERO);
      }
    }
  }

  private void complete(PipeEntry entry) {
    wake(entry, Outcome.done(entry.data.length));
  }

  private void wake(PipeEntry entry, Outcome outcome) {
    for (Waiter waiter : List.copyOf(writers.waiters())) {
      if (waiter.terms().request() instanceof Until(long number, int _) && number == entry.number) {
        waiter.wake(outcome);
        return;
      }
    }
    if (entry.isPending && outcome instanceof Outcome.Failed(Errno errno, int _)) {
      failed.put(entry.number, errno);
    }
  }

  /// One of the two ends is gone: writes that wait come to nothing.
  ///
  /// @param isDropped whether what is unread goes too
  void end(Errno why, boolean isDropped) {
    for (PipeEntry entry : List.copyOf(entries)) {
      if (entry.isPending || isDropped) {
        entries.remove(entry);
        bytes -= entry.remaining();
        wake(entry, Outcome.failed(why));
      }
    }
    for (Waiter waiter : List.copyOf(flushers.waiters())) {
      waiter.wake(Outcome.failed(why));
    }
    for (Waiter waiter : List.copyOf(readers.waiters())) {
      if (entries.isEmpty()) {
        waiter.wake(Outcome.failed(why));
      } else {
        waiter.wake();
      }
    }
  }

  @Override
  public PipeData copy(Copier copier) {
    return new PipeData(this, copier);
  }
}
