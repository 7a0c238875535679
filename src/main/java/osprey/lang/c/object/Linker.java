package osprey.lang.c.object;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import osprey.code.Image;
import osprey.code.SourceFile;
import osprey.lang.Diagnostics;
import osprey.lang.Spelling;

/// Joins object files and the C library to a program, like `ld` with a static archive whose members
/// are single functions: everything the user wrote is kept, of the library what is reachable.
///
/// A user's definition wins over the library's of the same name. The library itself goes on using
/// its own, as glibc does, but for the allocator, which programs are allowed to replace.
public final class Linker {
  private static final String ENTRY = "_start";

  /// What the kernel starts threads at, and what reaches it.
  private static final String THREAD_ENTRY = "__thread_start";

  /// Where the kernel sends a cancelled thread.
  private static final String THREAD_CANCELLED = "__thread_cancelled";

  private static final Set<String> REPLACEABLE =
      Set.of("malloc", "free", "calloc", "realloc", "main");

  private static final Set<String> BOUNDARIES =
      Set.of("etext", "_etext", "__etext", "edata", "_edata", "end", "_end", "__bss_start");

  /// A symbol's definition, or a boundary of the program's parts.
  ///
  /// @param object null for a boundary
  record Definition(@Nullable LinkedObject object, int symbol, String name) {}

  private final List<LinkedObject> objects = new ArrayList<>();
  private final Diagnostics diagnostics;
  private final ArrayDeque<Definition> pending = new ArrayDeque<>();
  private final Set<String> reported = new HashSet<>();

  private Linker(List<? extends ObjectFile> files, ObjectFile library, Diagnostics diagnostics) {
    this.diagnostics = diagnostics;
    for (ObjectFile file : files) {
      objects.add(new LinkedObject(file));
    }
    objects.add(new LinkedObject(library));
  }

  /// @param sources texts for the debugger, by the names that line tables use
  /// @return null after errors
  public static @Nullable Image link(
      String name,
      List<? extends ObjectFile> files,
      ObjectFile library,
      Map<String, SourceFile> sources,
      Diagnostics diagnostics) {
    Linker linker = new Linker(files, library, diagnostics);
    linker.checkDuplicates();
    linker.reachAll();
    return diagnostics.hasErrors()
        ? null
        : new ImageBuilder(linker, linker.objects, sources).build(name);
  }

  private void checkDuplicates() {
    for (int i = 0; i < objects.size() - 1; i++) {
      LinkedObject later = objects.get(i);
      for (ObjectSymbol symbol : later.object.symbols()) {
        if (!symbol.external() || symbol.kind() == ObjectSymbol.Kind.UNDEFINED) {
          continue;
        }
        for (int j = 0; j < i; j++) {
          LinkedObject earlier = objects.get(j);
          int first = earlier.definitionOf(symbol.name());
          if (first >= 0) {
            diagnostics.error(
                symbol.at(),
                symbol.name().length(),
                "'" + symbol.name() + "' is defined in more than one file");
            diagnostics.note(
                earlier.object.symbols().get(first).at(),
                symbol.name().length(),
                "the other definition is here");
          }
        }
      }
    }
  }

  private void reachAll() {
    for (LinkedObject linked : objects) {
      if (!linked.object.isLibrary()) {
        for (int i = 0; i < linked.object.symbols().size(); i++) {
          reach(new Definition(linked, i, ""));
        }
      }
    }
    reachByName(ENTRY);
    reachPending();
    if (find(objects.getLast(), "pthread_create")
            instanceof Definition(LinkedObject at, int symbol, _)
        && at != null
        && isReached(at, symbol)) {
      reachByName(THREAD_ENTRY);
      reachByName(THREAD_CANCELLED);
      reachPending();
    }
  }

  private static boolean isReached(LinkedObject linked, int symbol) {
    ObjectSymbol entry = linked.object.symbols().get(symbol);
    return entry.kind() == ObjectSymbol.Kind.FUNCTION && linked.functions[entry.index()] != null;
  }

  private void reachByName(String name) {
    Definition entry = find(objects.getLast(), name);
    if (entry == null) {
      if (reported.add(name)) {
        diagnostics.error(0, 1, "undefined reference to '" + name + "'");
      }
    } else {
      reach(entry);
    }
  }

  private void reachPending() {
    while (!pending.isEmpty()) {
      Definition definition = pending.remove();
      LinkedObject linked = definition.object();
      if (linked == null) {
        continue;
      }
      ObjectSymbol symbol = linked.object.symbols().get(definition.symbol());
      if (symbol.kind() == ObjectSymbol.Kind.FUNCTION) {
        FunctionCode code = linked.functions[symbol.index()];
        if (code != null) {
          reachRelocations(linked, code.relocations(), 1, 2);
        }
      } else {
        DataPiece piece = linked.data[symbol.index()];
        if (piece != null) {
          reachRelocations(linked, piece.relocations(), 1, 3);
        }
      }
    }
  }

  private void reachRelocations(LinkedObject linked, int[] relocations, int from, int step) {
    for (int i = from; i < relocations.length; i += step) {
      Definition target = resolve(linked, relocations[i]);
      if (target == null) {
        reportUndefined(linked, linked.object.symbols().get(relocations[i]));
      } else {
        reach(target);
      }
    }
  }

  private void reach(Definition definition) {
    LinkedObject linked = definition.object();
    if (linked == null) {
      return;
    }
    ObjectSymbol symbol = linked.object.symbols().get(definition.symbol());
    int index = symbol.index();
    switch (symbol.kind()) {
      case FUNCTION -> {
        if (linked.functions[index] == null) {
          linked.functions[index] = linked.object.function(index);
          pending.add(definition);
        }
      }
      case DATA -> {
        if (linked.data[index] == null) {
          linked.data[index] = linked.object.data(index);
          pending.add(definition);
        }
      }
      case UNDEFINED -> {}
    }
  }

  /// What a symbol of an object file stands for, or null if nothing defines it.
  @Nullable Definition resolve(LinkedObject from, int symbol) {
    ObjectSymbol entry = from.object.symbols().get(symbol);
    boolean defined = entry.kind() != ObjectSymbol.Kind.UNDEFINED;
    if (defined && !(from.object.isLibrary() && REPLACEABLE.contains(entry.name()))) {
      return new Definition(from, symbol, entry.name());
    }
    if (!defined && !entry.external()) {
      return null;
    }
    return find(from, entry.name());
  }

  private @Nullable Definition find(LinkedObject from, String name) {
    boolean libraryFirst = from.object.isLibrary() && !REPLACEABLE.contains(name);
    if (libraryFirst) {
      int own = from.definitionOf(name);
      if (own >= 0) {
        return new Definition(from, own, name);
      }
    }
    for (LinkedObject linked : objects) {
      int symbol = linked.definitionOf(name);
      if (symbol >= 0) {
        return new Definition(linked, symbol, name);
      }
    }
    return BOUNDARIES.contains(name) ? new Definition(null, -1, name) : null;
  }

  private void reportUndefined(LinkedObject linked, ObjectSymbol symbol) {
    String name = symbol.name();
    if (!reported.add(name)) {
      return;
    }
    if (linked.object.isLibrary()) {
      diagnostics.error(
          0,
          1,
          name.equals("main")
              ? "the program has no function 'main'"
              : "the C library lacks '" + name + "'");
    } else if (!symbol.external()) {
      diagnostics.error(symbol.at(), name.length(), "'" + name + "' is used but never defined");
    } else {
      Set<String> candidates = new TreeSet<>();
      for (LinkedObject other : objects) {
        other.externalNames().forEach(candidates::add);
      }
      String meant = Spelling.closest(name, candidates);
      diagnostics.error(
          symbol.at(),
          name.length(),
          "undefined reference to '" + name + "'",
          meant == null ? null : "did you mean '" + meant + "'?");
    }
  }
}
