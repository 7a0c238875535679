package osprey.kernel.ipc;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.ChannelInfo;
import osprey.inspect.PreviewWriter;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.IoBuffer;
import osprey.kernel.file.IoCall;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Progress;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;

/// The buffer of a pipe or FIFO, pipe(7): a ring of slots of a page each. A slot is free again only
/// when its last byte is read, and only the newest slot takes more bytes, so "full" counts slots,
/// not bytes.
///
/// Readers and writers wait exclusively in order of arrival. A write wakes one reader if the pipe
/// was empty; a read wakes one writer if it was full and a slot became free; whoever had waited
/// passes the wake-up on if there is more to do.
final class Pipe implements Copyable<Pipe> {
  private static final Progress WAITED = new Progress.Bytes(0);

  private final Pipes pipes;
  private final int number;
  private final String name;
  private final int user;
  private final int slotBytes;

  /// Oldest first.
  private final Deque<PipeSlot> slots = new ArrayDeque<>();

  private final WaitQueue readQueue;
  private final WaitQueue writeQueue;

  /// For pollers of the read end, of the write end, and of descriptions that are both.
  private final WaitQueue readable;

  private final WaitQueue writable;
  private final WaitQueue changed;
  private int capacity;
  private int readers;
  private int writers;
  private int bytes;
  private final PipeCounters counters;

  Pipe(Pipes pipes, int number, String name, int user, int capacity, int slotBytes, long now) {
    counters = new PipeCounters(now);
    this.pipes = pipes;
    this.number = number;
    this.name = name;
    this.user = user;
    this.capacity = capacity;
    this.slotBytes = slotBytes;
    readQueue = new WaitQueue("data in " + name);
    writeQueue = new WaitQueue("room in " + name);
    readable = new WaitQueue(name);
    writable = new WaitQueue(name);
    changed = new WaitQueue(name);
  }

  private Pipe(Pipe from, Copier copier) {
    copier.register(from, this);
    number = from.number;
    name = from.name;
    user = from.user;
    slotBytes = from.slotBytes;
    capacity = from.capacity;
    readers = from.readers;
    writers = from.writers;
    bytes = from.bytes;
    counters = new PipeCounters(from.counters);
    for (PipeSlot slot : from.slots) {
      slots.add(slot.copy());
    }
    pipes = copier.copy(from.pipes);
    readQueue = copier.copy(from.readQueue);
    writeQueue = copier.copy(from.writeQueue);
    readable = copier.copy(from.readable);
    writable = copier.copy(from.writable);
    changed = copier.copy(from.changed);
  }

  int number() {
    return number;
  }

  String name() {
    return name;
  }

  int user() {
    return user;
  }

  int readers() {
    return readers;
  }

  int writers() {
    return writers;
  }

  int bytes() {
    return bytes;
  }

  boolean isEmpty() {
    return slots.isEmpty();
  }

  boolean isFull() {
    return slots.size() >= capacity;
  }

  int freeSlots() {
    return Math.max(0, capacity - slots.size());
  }

  int slotBytes() {
    return slotBytes;
  }

  int capacityBytes() {
    return capacity * slotBytes;
  }

  int capacitySlots() {
    return capacity;
  }

  /// As views show it.
  ChannelInfo info() {
    return new ChannelInfo(
        name.startsWith("FIFO") ? "fifo" : "pipe",
        name,
        capacityBytes(),
        bytes,
        0,
        readers,
        writers,
        counters.bytesIn,
        counters.bytesOut,
        counters.writes,
        counters.reads,
        counters.fullNanos,
        counters.emptyNanos,
        ids(readQueue),
        ids(writeQueue),
        preview());
  }

  private String preview() {
    PreviewWriter preview = new PreviewWriter();
    for (PipeSlot slot : slots) {
      if (preview.isFull()) {
        break;
      }
      preview.put(slot.page, slot.start, slot.length);
      if (slot.isPacket) {
        preview.endMessage();
      }
    }
    return preview.toString();
  }

  private static List<Integer> ids(WaitQueue queue) {
    List<Integer> ids = new ArrayList<>();
    for (Waiter waiter : queue.waiters()) {
      ids.add(waiter.sleeper().id());
    }
    return ids;
  }

  /// Queues whose waiters depend on a reader, or on a writer.
  List<WaitQueue> served(boolean byReader, boolean byWriter) {
    if (byReader && byWriter) {
      return List.of(readQueue, writeQueue, readable, writable, changed);
    }
    return byReader
        ? List.of(writeQueue, writable, changed)
        : List.of(readQueue, readable, changed);
  }

  PipeStatistics statistics() {
    return counters.statistics(bytes, slots.size());
  }

  WaitQueue readiness(boolean reads, boolean writes) {
    return reads && writes ? changed : reads ? readable : writable;
  }

  // Joining and leaving.

  void join(boolean reads, boolean writes) {
    readers += reads ? 1 : 0;
    writers += writes ? 1 : 0;
  }

  /// An end is closed. The last one of its side wakes everybody on the other.
  void leave(boolean reads, boolean writes) {
    readers -= reads ? 1 : 0;
    writers -= writes ? 1 : 0;
    if (readers == 0 != (writers == 0)) {
      readQueue.wakeAll();
      writeQueue.wakeAll();
      readable.wakeAll();
      writable.wakeAll();
      changed.wakeAll();
    }
    if (readers == 0 && writers == 0) {
      slots.clear();
      bytes = 0;
      pipes.given(user, capacity);
    }
  }

  // Reading.

  Outcome read(IoBuffer into, IoCall call) {
    if (into.remaining() == 0) {
      return Outcome.ZERO;
    }
    counters.observe(isFull(), slots.isEmpty(), call.clock().now());
    boolean wasFull = isFull();
    int slotsBefore = slots.size();
    long moved = 0;
    boolean isUnreachable = false;
    boolean isPacket = false;
    while (!slots.isEmpty() && into.remaining() > 0 && !isPacket && !isUnreachable) {
      PipeSlot slot = slots.getFirst();
      int part = (int) Math.min(slot.length, into.remaining());
      isUnreachable = into.accessible(part) < part;
      if (!isUnreachable) {
        into.put(slot.page, slot.start, part);
        moved += part;
        isPacket = slot.isPacket;
        consume(slot, isPacket ? slot.length : part);
      }
    }
    if (moved == 0 && !isUnreachable) {
      return readNothing(call);
    }
    counters.reads++;
    counters.bytesOut += moved;
    if (wasFull && slots.size() < slotsBefore) {
      roomAppeared();
    }
    if (call.progress() != null && !slots.isEmpty()) {
      readQueue.wakeOne();
    }
    return moved == 0 ? Outcome.failed(Errno.EFAULT) : Outcome.done(moved);
  }

  private Outcome readNothing(IoCall call) {
    if (writers == 0) {
      return Outcome.ZERO;
    }
    if (call.nonBlocking()) {
      return Outcome.failed(Errno.EAGAIN);
    }
    counters.timesEmpty++;
    return Outcome.blocked(Wait.on(readQueue).then(new Then.Continue(WAITED)));
  }

  private void consume(PipeSlot slot, int count) {
    slot.start += count;
    slot.length -= count;
    bytes -= count;
    if (slot.length == 0) {
      slots.removeFirst();
    }
  }

  private void roomAppeared() {
    writeQueue.wakeOne();
    writable.wakeOne();
    changed.wakeOne();
  }

  // Writing.

  /// @param isPackets every write is cut in packets that are read one at a time (O_DIRECT)
  Outcome write(IoBuffer from, IoCall call, boolean isPackets) {
    Progress progress = call.progress();
    long before = progress == null ? 0 : progress.transferred();
    if (from.remaining() == 0) {
      return Outcome.done(before);
    }
    if (readers == 0) {
      return broken(before);
    }
    counters.observe(isFull(), slots.isEmpty(), call.clock().now());
    boolean wasEmpty = slots.isEmpty();
    int start = bytes;
    boolean isUnreachable = progress == null && !wasEmpty && !isPackets && !topUp(from);
    while (from.remaining() > 0 && slots.size() < capacity && !isUnreachable) {
      isUnreachable = !addSlot(from, isPackets);
    }
    int put = bytes - start;
    counters.put(put, bytes);
    if (put > 0) {
      if (wasEmpty) {
        readQueue.wakeOne();
      }
      readable.wakeOne();
      changed.wakeOne();
    }
    long total = before + put;
    if (from.remaining() > 0 && !isUnreachable && !call.nonBlocking()) {
      counters.timesFull++;
      return Outcome.blocked(
          Wait.on(writeQueue).then(new Then.Continue(new Progress.Bytes(total))));
    }
    if (progress != null && slots.size() < capacity) {
      writeQueue.wakeOne();
    }
    if (total > 0) {
      counters.writes++;
      return Outcome.done(total);
    }
    return Outcome.failed(isUnreachable ? Errno.EFAULT : Errno.EAGAIN);
  }

  private static Outcome broken(long transferred) {
    return transferred == 0
        ? Outcome.brokenPipe()
        : new Outcome.Done(transferred, Signal.SIGPIPE.number());
  }

  /// Puts what would not fill a page into the newest slot, if all of that fits there. False: the
  /// bytes cannot be reached.
  private boolean topUp(IoBuffer from) {
    int rest = (int) (from.remaining() % slotBytes);
    PipeSlot newest = slots.getLast();
    int end = newest.start + newest.length;
    if (rest == 0 || !newest.takesMore || end + rest > slotBytes) {
      return true;
    }
    if (from.accessible(rest) < rest) {
      return false;
    }
    from.get(newest.page, end, rest);
    newest.length += rest;
    bytes += rest;
    return true;
  }

  private boolean addSlot(IoBuffer from, boolean isPacket) {
    int part = (int) Math.min(slotBytes, from.remaining());
    if (from.accessible(part) < part) {
      return false;
    }
    byte[] page = new byte[slotBytes];
    from.get(page, 0, part);
    slots.addLast(new PipeSlot(page, 0, part, !isPacket, isPacket));
    bytes += part;
    return true;
  }

  // Size.

  /// fcntl(2) F_SETPIPE_SZ.
  Outcome resize(int wanted, Credentials asking) {
    if (wanted < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    long size = slotBytes;
    while (size < wanted) {
      size *= 2;
    }
    int newCapacity = (int) (size / slotBytes);
    Errno refusal = pipes.refusalToResize(this, newCapacity, asking);
    if (refusal != null) {
      return Outcome.failed(refusal);
    }
    if (newCapacity < slots.size()) {
      return Outcome.failed(Errno.EBUSY);
    }
    pipes.given(user, capacity);
    pipes.taken(user, newCapacity);
    capacity = newCapacity;
    roomAppeared();
    return Outcome.done(size);
  }

  // Moving slots between pipes, tee(2) and splice(2).

  /// Waits for something to read: null when there is, or when there never will be.
  @Nullable Outcome awaitData(boolean nonBlocking) {
    if (!slots.isEmpty() || writers == 0) {
      return null;
    }
    return nonBlocking
        ? Outcome.failed(Errno.EAGAIN)
        : Outcome.blocked(Wait.on(readQueue).shared());
  }

  /// Waits for a free slot; null when there is one.
  @Nullable Outcome awaitRoom(boolean nonBlocking) {
    if (readers == 0) {
      return Outcome.brokenPipe();
    }
    if (!isFull()) {
      return null;
    }
    return nonBlocking
        ? Outcome.failed(Errno.EAGAIN)
        : Outcome.blocked(Wait.on(writeQueue).shared());
  }

  /// Moves up to `count` bytes to another pipe, whole slots where possible; wakes who waits.
  long moveTo(Pipe to, long count) {
    long moved = 0;
    boolean freedSlot = false;
    while (moved < count && !slots.isEmpty() && !to.isFull()) {
      PipeSlot slot = slots.getFirst();
      int part = (int) Math.min(slot.length, count - moved);
      if (part == slot.length) {
        slots.removeFirst();
        bytes -= part;
        to.slots.addLast(slot);
        freedSlot = true;
      } else {
        to.slots.addLast(new PipeSlot(slot.page.clone(), slot.start, part, false, slot.isPacket));
        consume(slot, part);
      }
      to.bytes += part;
      moved += part;
    }
    counters.bytesOut += moved;
    to.arrived((int) moved);
    if (freedSlot) {
      roomAppeared();
    }
    return moved;
  }

  /// Copies up to `count` bytes to another pipe and keeps them.
  long copyTo(Pipe to, long count) {
    long copied = 0;
    for (PipeSlot slot : slots) {
      if (copied == count || to.isFull()) {
        break;
      }
      int part = (int) Math.min(slot.length, count - copied);
      to.slots.addLast(new PipeSlot(slot.page.clone(), slot.start, part, false, slot.isPacket));
      to.bytes += part;
      copied += part;
    }
    to.arrived((int) copied);
    return copied;
  }

  /// Takes a page of a file, or part of it, as a slot of its own.
  void addPage(byte[] page, int count) {
    slots.addLast(new PipeSlot(page, 0, count, false, false));
    bytes += count;
  }

  void arrived(int count) {
    if (count > 0) {
      counters.put(count, bytes);
      readQueue.wakeOne();
      readable.wakeOne();
      changed.wakeOne();
    }
  }

  /// The bytes of the oldest slot, for a reader that may take less: {@link #take} says how much.
  byte[] oldest() {
    PipeSlot slot = slots.getFirst();
    byte[] part = new byte[slot.length];
    System.arraycopy(slot.page, slot.start, part, 0, slot.length);
    return part;
  }

  void take(int count) {
    boolean wasFull = isFull();
    counters.bytesOut += count;
    consume(slots.getFirst(), count);
    if (wasFull && !isFull()) {
      roomAppeared();
    }
  }

  @Override
  public Pipe copy(Copier copier) {
    return new Pipe(this, copier);
  }
}
