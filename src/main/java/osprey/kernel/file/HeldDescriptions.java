package osprey.kernel.file;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// Descriptions that blocked calls keep while they wait, by thread: closing the descriptor
/// meanwhile does not take the object away from the call, and a FIFO half opened is given up with
/// its call.
public final class HeldDescriptions implements Copyable<HeldDescriptions> {
  private final Map<Integer, Held> held = new LinkedHashMap<>();

  /// @param call number of the system call
  /// @param argument its first argument, which tells it from another call of the thread
  /// @param table where a number is reserved for the description, null if none is
  private record Held(
      int call,
      long argument,
      List<FileDescription> descriptions,
      @Nullable FdTable table,
      int reserved) {}

  HeldDescriptions() {}

  private HeldDescriptions(HeldDescriptions from, Copier copier) {
    copier.register(from, this);
    from.held.forEach((thread, entry) ->
        held.put(
            thread,
            new Held(
                entry.call,
                entry.argument,
                copies(entry.descriptions, copier),
                copier.copyOrNull(entry.table),
                entry.reserved)));
  }

  private static List<FileDescription> copies(List<FileDescription> from, Copier copier) {
    List<FileDescription> copies = new ArrayList<>(from.size());
    for (FileDescription description : from) {
      copies.add(copier.copy(description));
    }
    return copies;
  }

  /// What the blocked call of a thread holds, or null.
  public @Nullable FileDescription get(int thread, int call, long argument) {
    if (held.isEmpty()) {
      return null;
    }
    Held entry = held.get(thread);
    return entry != null && entry.call == call && entry.argument == argument
        ? entry.descriptions.getFirst()
        : null;
  }

  public void hold(int thread, int call, long argument, FileDescription description) {
    hold(thread, new Held(call, argument, List.of(description), null, -1));
  }

  /// poll(2) and select(2) keep all that they wait for.
  public void hold(int thread, int call, long argument, List<FileDescription> descriptions) {
    if (!descriptions.isEmpty()) {
      hold(thread, new Held(call, argument, List.copyOf(descriptions), null, -1));
    }
  }

  /// Holds a description whose open(2) waits, and a descriptor's number for it.
  public void hold(
      int thread,
      int call,
      long argument,
      FileDescription description,
      FdTable table,
      int reserved) {
    hold(thread, new Held(call, argument, List.of(description), table, reserved));
  }

  private void hold(int thread, Held now) {
    Held before = held.get(thread);
    if (before == null || before.call != now.call || before.argument != now.argument) {
      now.descriptions.forEach(FileDescription::retain);
      release(thread);
      held.put(thread, now);
    }
  }

  /// The number reserved for what a thread holds, -1 if none is.
  public int reserved(int thread) {
    Held entry = held.get(thread);
    return entry == null ? -1 : entry.reserved;
  }

  /// The call has ended, in whatever way; or the thread has.
  public void release(int thread) {
    if (!held.isEmpty()) {
      Held entry = held.remove(thread);
      if (entry != null) {
        if (entry.table != null) {
          entry.table.unreserve(entry.reserved);
        }
        for (FileDescription description : entry.descriptions) {
          description.callEnded(thread);
          description.release();
        }
      }
    }
  }

  @Override
  public HeldDescriptions copy(Copier copier) {
    return new HeldDescriptions(this, copier);
  }
}
