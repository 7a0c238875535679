package osprey.trace;

import java.util.Arrays;
import java.util.Objects;

/// The events of a run in order, append-only, as numbers in plain arrays; records are made when an
/// event is read.
///
/// Bounded: beyond the maximum the oldest chunk is dropped, so that indices below {@link #first}
/// are gone. A copy shares the chunks that are full, and the last one until it appends to it. Not
/// safe for threads, but a log and its copies may be used by different ones.
public final class TraceLog {
  public static final long EVENTS_MAX_DEFAULT = 4_000_000;

  private static final int CHUNK_EVENTS = 4096;
  private static final int CHUNK_WORDS_MAX = 1 << 16;

  /// Time and kind, before the columns.
  private static final int HEAD_WORDS = 2;

  /// @param first index of its first event
  /// @param starts where in `words` each event begins
  private record Chunk(long first, int[] starts, long[] words) {}

  private final long eventsMax;
  private final TraceTexts texts;
  private Chunk[] chunks = new Chunk[8];
  private int chunkCount;

  /// Of the last chunk; arrays beyond belong to whoever owns the tail.
  private int tailEvents;

  private int tailWords;
  private boolean ownsTail = true;

  public TraceLog() {
    this(EVENTS_MAX_DEFAULT);
  }

  /// @param eventsMax how many events are kept, at least (one chunk more may be)
  public TraceLog(long eventsMax) {
    this.eventsMax = eventsMax;
    texts = new TraceTexts();
  }

  private TraceLog(TraceLog from) {
    eventsMax = from.eventsMax;
    texts = from.texts.copy();
    chunks = from.chunks.clone();
    chunkCount = from.chunkCount;
    tailEvents = from.tailEvents;
    tailWords = from.tailWords;
    ownsTail = false;
  }

  /// A log that begins equal and goes on by itself.
  public TraceLog copy() {
    return new TraceLog(this);
  }

  /// Index of the oldest event kept: how many were dropped.
  public long first() {
    return chunkCount == 0 ? 0 : chunks[0].first;
  }

  /// Index after the last event: how many there have been.
  public long end() {
    return chunkCount == 0 ? 0 : tail().first + tailEvents;
  }

  public boolean isEmpty() {
    return chunkCount == 0;
  }

  public TraceKind kind(long index) {
    Chunk chunk = chunkOf(index);
    return TraceKind.of((int) chunk.words[start(chunk, index) + 1] & 0xff);
  }

  public long time(long index) {
    Chunk chunk = chunkOf(index);
    return chunk.words[start(chunk, index)];
  }

  public int host(long index) {
    Chunk chunk = chunkOf(index);
    return (int) (chunk.words[start(chunk, index) + 1] >>> 8);
  }

  /// One column of an event as it is kept: the number, the id of a text, an ordinal.
  long word(long index, int column) {
    Chunk chunk = chunkOf(index);
    return chunk.words[start(chunk, index) + HEAD_WORDS + column];
  }

  String text(long index, int column) {
    return texts.get((int) word(index, column));
  }

  Bytes bytes(long index, int column) {
    Chunk chunk = chunkOf(index);
    int at = start(chunk, index) + HEAD_WORDS + column;
    byte[] bytes = new byte[(int) chunk.words[at]];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) (chunk.words[at + 1 + (i >> 3)] >>> 8 * (i & 7));
    }
    return new Bytes(bytes);
  }

  public TraceEvent event(long index) {
    return TraceRecords.read(this, index);
  }

  /// The id of a text, the same for equal texts.
  int intern(String text) {
    return texts.intern(text);
  }

  void append(TraceKind kind, long time, int host, long a) {
    long[] words = begin(kind, time, host, 1);
    words[tailWords++] = a;
  }

  void append(TraceKind kind, long time, int host, long a, long b) {
    long[] words = begin(kind, time, host, 2);
    words[tailWords++] = a;
    words[tailWords++] = b;
  }

  void append(TraceKind kind, long time, int host, long a, long b, long c) {
    long[] words = begin(kind, time, host, 3);
    words[tailWords++] = a;
    words[tailWords++] = b;
    words[tailWords++] = c;
  }

  void append(TraceKind kind, long time, int host, long[] columns) {
    long[] words = begin(kind, time, host, columns.length);
    System.arraycopy(columns, 0, words, tailWords, columns.length);
    tailWords += columns.length;
  }

  /// @param columns those before the bytes
  void append(
      TraceKind kind, long time, int host, long[] columns, byte[] from, int offset, int length) {
    int packed = length + 7 >> 3;
    long[] words = begin(kind, time, host, columns.length + 1 + packed);
    System.arraycopy(columns, 0, words, tailWords, columns.length);
    tailWords += columns.length;
    words[tailWords++] = length;
    Arrays.fill(words, tailWords, tailWords + packed, 0);
    for (int i = 0; i < length; i++) {
      words[tailWords + (i >> 3)] |= (from[offset + i] & 0xffL) << 8 * (i & 7);
    }
    tailWords += packed;
  }

  /// Makes room for an event and writes its head; returns the words, to be filled from `tailWords`.
  private long[] begin(TraceKind kind, long time, int host, int columns) {
    int wanted = HEAD_WORDS + columns;
    if (chunkCount == 0 || tailEvents == CHUNK_EVENTS || tailWords + wanted > CHUNK_WORDS_MAX) {
      addChunk(wanted);
    } else if (!ownsTail || tailWords + wanted > tail().words.length) {
      rewriteTail(wanted);
    }
    Chunk chunk = tail();
    chunk.starts[tailEvents++] = tailWords;
    chunk.words[tailWords++] = time;
    chunk.words[tailWords++] = (long) host << 8 | kind.ordinal();
    return chunk.words;
  }

  private void addChunk(int wanted) {
    long end = end();
    if (chunkCount > 1 && chunks[1].first + eventsMax <= end) {
      System.arraycopy(chunks, 1, chunks, 0, --chunkCount);
    } else if (chunkCount == chunks.length) {
      chunks = Arrays.copyOf(chunks, chunkCount * 2);
    }
    int words = Math.max(wanted, chunkCount == 0 ? CHUNK_WORDS_MAX / 8 : CHUNK_WORDS_MAX / 2);
    chunks[chunkCount++] = new Chunk(end, new int[CHUNK_EVENTS], new long[words]);
    tailEvents = 0;
    tailWords = 0;
    ownsTail = true;
  }

  /// A new chunk in place of the last, with its contents and room for more.
  private void rewriteTail(int wanted) {
    Chunk old = tail();
    int length = old.words.length;
    if (tailWords + wanted > length) {
      length = Math.max(tailWords + wanted, Math.min(CHUNK_WORDS_MAX, length * 2));
    }
    int[] starts = new int[CHUNK_EVENTS];
    System.arraycopy(old.starts, 0, starts, 0, tailEvents);
    long[] words = new long[length];
    System.arraycopy(old.words, 0, words, 0, tailWords);
    chunks[chunkCount - 1] = new Chunk(old.first, starts, words);
    ownsTail = true;
  }

  private Chunk tail() {
    return chunks[chunkCount - 1];
  }

  private Chunk chunkOf(long index) {
    if (index < first() || index >= end()) {
      throw new IndexOutOfBoundsException(
          "event " + index + " of [" + first() + ", " + end() + ")");
    }
    int low = 0;
    int high = chunkCount - 1;
    while (low < high) {
      int middle = low + high + 1 >>> 1;
      if (chunks[middle].first <= index) {
        low = middle;
      } else {
        high = middle - 1;
      }
    }
    return Objects.requireNonNull(chunks[low]);
  }

  private static int start(Chunk chunk, long index) {
    return chunk.starts[(int) (index - chunk.first)];
  }
}
