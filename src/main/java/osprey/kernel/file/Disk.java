package osprey.kernel.file;

import static com.google.common.base.Preconditions.checkState;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Clock;
import osprey.kernel.wait.WaitQueue;

/// A block device that serves one request at a time, in the order of arrival. Each takes the
/// latency and the time of its bytes; its end is an event, {@link DiskDone}.
public final class Disk implements Copyable<Disk> {
  private final int number;
  private final String name;
  private final DiskProfile profile;

  /// The first one is being served.
  private final Deque<Request> requests = new ArrayDeque<>();

  private long lastRequest;
  private boolean isWriteBackScheduled;
  private long readRequests;
  private long writeRequests;
  private long pagesRead;
  private long pagesWritten;
  private long cacheHits;
  private long cacheMisses;
  private long busyNanos;

  /// One transfer of consecutive pages of a file.
  static final class Request implements Copyable<Request> {
    final long id;
    final boolean isWrite;
    final RegularFile file;
    final long firstPage;
    final int pages;
    final WaitQueue done;

    private Request(
        long id, boolean isWrite, RegularFile file, long firstPage, int pages, String name) {
      this.id = id;
      this.isWrite = isWrite;
      this.file = file;
      this.firstPage = firstPage;
      this.pages = pages;
      done = new WaitQueue(name);
    }

    private Request(Request from, Copier copier) {
      copier.register(from, this);
      id = from.id;
      isWrite = from.isWrite;
      firstPage = from.firstPage;
      pages = from.pages;
      file = copier.copy(from.file);
      done = copier.copy(from.done);
    }

    boolean covers(RegularFile wanted, long page) {
      return file == wanted && page >= firstPage && page < firstPage + pages;
    }

    @Override
    public Request copy(Copier copier) {
      return new Request(this, copier);
    }
  }

  /// Counts since the start, for reports.
  public record Statistics(
      long readRequests,
      long writeRequests,
      long pagesRead,
      long pagesWritten,
      long cacheHits,
      long cacheMisses,
      long busyNanos) {}

  Disk(int number, String name, DiskProfile profile) {
    this.number = number;
    this.name = name;
    this.profile = profile;
  }

  private Disk(Disk from, Copier copier) {
    copier.register(from, this);
    number = from.number;
    name = from.name;
    profile = from.profile;
    lastRequest = from.lastRequest;
    isWriteBackScheduled = from.isWriteBackScheduled;
    readRequests = from.readRequests;
    writeRequests = from.writeRequests;
    pagesRead = from.pagesRead;
    pagesWritten = from.pagesWritten;
    cacheHits = from.cacheHits;
    cacheMisses = from.cacheMisses;
    busyNanos = from.busyNanos;
    for (Request request : from.requests) {
      requests.add(copier.copy(request));
    }
  }

  public int number() {
    return number;
  }

  public String name() {
    return name;
  }

  public DiskProfile profile() {
    return profile;
  }

  public int queueLength() {
    return requests.size();
  }

  public Statistics statistics() {
    return new Statistics(
        readRequests, writeRequests, pagesRead, pagesWritten, cacheHits, cacheMisses, busyNanos);
  }

  void countCache(int hits, int misses) {
    cacheHits += hits;
    cacheMisses += misses;
  }

  Request submit(boolean isWrite, RegularFile file, long firstPage, int pages, Clock clock) {
    String purpose = (isWrite ? "write to " : "read from ") + name;
    Request request = new Request(++lastRequest, isWrite, file, firstPage, pages, purpose);
    file.retain();
    requests.add(request);
    if (requests.size() == 1) {
      serve(request, clock);
    }
    return request;
  }

  private void serve(Request request, Clock clock) {
    long nanos = profile.transferNanos(request.pages);
    busyNanos += nanos;
    clock.schedule(clock.now() + nanos, new DiskDone(number, request.id));
  }

  /// The event of the request that was being served: wakes who waits for it, serves the next one.
  void completed(DiskDone event, Clock clock) {
    Request request = requests.poll();
    checkState(request != null && request.id == event.request(), "%s was not expected", event);
    if (request.isWrite) {
      writeRequests++;
      pagesWritten += request.pages;
    } else {
      readRequests++;
      pagesRead += request.pages;
    }
    request.file.transferred(request);
    request.done.wakeAll();
    request.file.release();
    Request next = requests.peek();
    if (next != null) {
      serve(next, clock);
    }
  }

  /// The pending request that moves this page, the latest if there are several, or null.
  @Nullable Request pending(RegularFile file, long page, boolean isWrite) {
    Request latest = null;
    for (Request request : requests) {
      if (request.isWrite == isWrite && request.covers(file, page)) {
        latest = request;
      }
    }
    return latest;
  }

  /// The last pending write of a file, of any file if null; null if there is none.
  @Nullable Request lastWrite(@Nullable RegularFile file) {
    Request latest = null;
    for (Request request : requests) {
      if (request.isWrite && (file == null || request.file == file)) {
        latest = request;
      }
    }
    return latest;
  }

  /// A page has become dirty: has it written back in time.
  void scheduleWriteBack(Clock clock) {
    if (profile.writeBackNanos() > 0 && !isWriteBackScheduled) {
      isWriteBackScheduled = true;
      clock.schedule(clock.now() + profile.writeBackNanos(), new WriteBackDue(number));
    }
  }

  void writeBackStarted() {
    isWriteBackScheduled = false;
  }

  @Override
  public Disk copy(Copier copier) {
    return new Disk(this, copier);
  }

  @Override
  public String toString() {
    return name;
  }
}
