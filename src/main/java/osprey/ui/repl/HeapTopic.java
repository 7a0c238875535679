package osprey.ui.repl;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.code.CType;
import osprey.code.Location;
import osprey.code.Symbol;
import osprey.report.Table;
import osprey.report.TimeText;
import osprey.ui.debug.DebugError;
import osprey.ui.debug.FrameView;
import osprey.ui.debug.Selection;

/// What `info heap` tells: the blocks of malloc(3) in a process, read from its memory. The layout
/// is described in libc/malloc.c.
final class HeapTopic {
  private static final int HEADER_BYTES = 16;
  private static final int WORD_AT = 8;
  private static final int KEY_AT = 24;
  private static final int SLACK_SHIFT = 48;
  private static final long SIZE_MASK = (1L << SLACK_SHIFT) - 16;
  private static final long BEFORE_IN_USE = 1;

  /// So many blocks are shown.
  private static final int ROWS_MAX = 200;

  private final Workbench bench;

  HeapTopic(Workbench bench) {
    this.bench = bench;
  }

  void addTo(CommandTable topics) {
    topics.topic(
        List.of("heap"),
        "[PID]",
        this::heap,
        "Blocks of malloc in the selected process: address, size, in use, cached or free.");
  }

  private enum Use {
    IN_USE("in use"),
    CACHED("freed, cached"),
    FREE("free"),
    TOP("rest");

    private final String words;

    Use(String words) {
      this.words = words;
    }
  }

  /// @param address that malloc gave
  /// @param wanted bytes that were asked for
  /// @param chunk bytes that it takes
  private record Block(long address, long wanted, long chunk, Use use) {}

  private void heap(String arguments) throws DebugError {
    FrameView view = view(arguments);
    Symbol.Global heap = null;
    for (Symbol.Global each : view.image().globals()) {
      if (each.name().equals("__heap") && each.isLibrary()) {
        heap = each;
      }
    }
    if (heap == null
        || !(heap.location() instanceof Location.Static(long at))
        || !(heap.type().unqualified() instanceof CType.Struct struct)) {
      throw new DebugError("The program does not use malloc.");
    }
    long start = word(view, at + offset(struct, "start"));
    long top = word(view, at + offset(struct, "top"));
    long key = word(view, at + offset(struct, "key"));
    if (start == 0) {
      bench.printer().line("Nothing has been allocated yet.");
      return;
    }
    show(
        view,
        blocks(view, start, top, key, cached(view, word(view, at + offset(struct, "cache")))));
    long mapped = word(view, at + offset(struct, "mmapped_chunks"));
    if (mapped > 0) {
      long bytes = word(view, at + offset(struct, "mmapped_bytes"));
      bench
          .printer()
          .line(mapped + " large blocks of " + TimeText.size(bytes) + " in mappings of their own");
    }
  }

  private FrameView view(String arguments) throws DebugError {
    Selection selection = bench.debugger().selection();
    if (arguments.isEmpty()) {
      return bench.view();
    }
    Selection.Live live = ThreadNames.of(bench).process(arguments);
    int host = selection.host();
    int tid = selection.tid();
    int level = selection.level();
    try {
      selection.select(live.host(), live.thread().tid());
      return selection.view();
    } finally {
      selection.select(host, tid);
      if (selection.top() != null) {
        selection.selectFrame(level);
      }
    }
  }

  private static long offset(CType.Struct struct, String member) throws DebugError {
    for (CType.Field field : struct.fields()) {
      if (member.equals(field.name())) {
        return field.offset();
      }
    }
    throw new DebugError("The library's heap has no member " + member + ".");
  }

  private static long word(FrameView view, long address) throws DebugError {
    byte[] bytes = view.read(address, Long.BYTES);
    long value = 0;
    for (int i = Long.BYTES - 1; i >= 0; i--) {
      value = value << 8 | bytes[i] & 0xff;
    }
    return value;
  }

  /// Addresses of the freed blocks that malloc keeps at hand: lists by size, whose links are
  /// hidden.
  private static Set<Long> cached(FrameView view, long cache) throws DebugError {
    Set<Long> found = new LinkedHashSet<>();
    int sizes = 64;
    for (int i = 0; i < sizes && cache != 0; i++) {
      long entry = word(view, cache + sizes * 2L + i * 8L);
      while (entry != 0 && (entry & 15) == 0 && found.add(entry)) {
        entry = word(view, entry) ^ entry >>> 12;
      }
    }
    return found;
  }

  private static List<Block> blocks(
      FrameView view, long start, long top, long key, Set<Long> cached) throws DebugError {
    List<Block> blocks = new ArrayList<>();
    long chunk = start;
    while (Long.compareUnsigned(chunk, top) < 0) {
      long word = word(view, chunk + WORD_AT);
      long size = word & SIZE_MASK;
      if (size < 2 * HEADER_BYTES || Long.compareUnsigned(chunk + size, top) > 0) {
        blocks.add(new Block(chunk + HEADER_BYTES, -1, size, Use.IN_USE));
        return blocks;
      }
      boolean isInUse = (word(view, chunk + size + WORD_AT) & BEFORE_IN_USE) != 0;
      boolean isCached =
          isInUse && word(view, chunk + KEY_AT) == key && cached.contains(chunk + HEADER_BYTES);
      long wanted = size - WORD_AT - (word >>> SLACK_SHIFT);
      // The first block is the allocator's own.
      if (chunk != start) {
        Use use = isCached ? Use.CACHED : isInUse ? Use.IN_USE : Use.FREE;
        blocks.add(new Block(chunk + HEADER_BYTES, wanted, size, use));
      }
      chunk += size;
    }
    long rest = word(view, top + WORD_AT) & SIZE_MASK;
    blocks.add(new Block(top + HEADER_BYTES, rest, rest, Use.TOP));
    return blocks;
  }

  private void show(FrameView view, List<Block> blocks) {
    Table table =
        new Table("", "lrrll").row("Address", "Wanted", "Takes", "State", "Pointed to by");
    long used = 0;
    long usedBytes = 0;
    for (Block each : blocks) {
      if (each.wanted < 0) {
        table.row(
            "0x" + Long.toHexString(each.address),
            "?",
            "?",
            "overwritten: the heap is damaged from here");
        continue;
      }
      boolean isInUse = each.use == Use.IN_USE;
      used += isInUse ? 1 : 0;
      usedBytes += isInUse ? each.wanted : 0;
      if (blocks.size() <= ROWS_MAX) {
        String wanted = isInUse ? Long.toString(each.wanted) : "-";
        String owner = isInUse ? pointer(view, each.address) : null;
        table.row(
            "0x" + Long.toHexString(each.address),
            wanted,
            Long.toString(each.chunk),
            each.use.words,
            owner == null ? "" : owner);
      }
    }
    bench.printer().table(table);
    if (blocks.size() > ROWS_MAX) {
      bench.printer().line("(" + blocks.size() + " blocks are too many to list.)");
    }
    bench
        .printer()
        .line(
            used
                + " blocks in use, "
                + usedBytes
                + " bytes; "
                + state(blocks, Use.CACHED)
                + "; "
                + state(blocks, Use.FREE));
  }

  private static String state(List<Block> blocks, Use use) {
    long count = blocks.stream().filter(each -> each.use == use).count();
    return count + " " + use.words;
  }

  /// A global variable that points to the block, null for none.
  private static @Nullable String pointer(FrameView view, long address) {
    for (Symbol.Global each : view.image().globals()) {
      boolean isPointer = each.type().unqualified() instanceof CType.Pointer;
      if (isPointer && !each.isLibrary() && each.location() instanceof Location.Static(long at)) {
        try {
          if (word(view, at) == address) {
            return each.name();
          }
        } catch (DebugError unreadable) {
          return null;
        }
      }
    }
    return null;
  }
}
