package osprey.kernel.ipc;

import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.file.Credentials;
import osprey.kernel.wait.Outcome;

/// The identifiers and keys of one kind of System V object. An identifier is an index and, above
/// it, how often indices have started over, so that a removed object's identifier is not soon
/// another's.
final class IpcIds<T extends IpcObject> implements Copyable<IpcIds<T>> {
  static final int CREATE = 01000;
  static final int EXCLUSIVE = 02000;

  private static final int INDEX_BITS = 15;
  private static final int SEQUENCE_MASK = 0xffff;

  private final TreeMap<Integer, T> byIndex = new TreeMap<>();
  private final TreeMap<Integer, T> byKey = new TreeMap<>();
  private int sequence;
  private int lastIndex = -1;

  IpcIds() {}

  private IpcIds(IpcIds<T> from, Copier copier) {
    copier.register(from, this);
    sequence = from.sequence;
    lastIndex = from.lastIndex;
    for (Map.Entry<Integer, T> entry : from.byIndex.entrySet()) {
      byIndex.put(entry.getKey(), copier.copy(entry.getValue()));
    }
    for (Map.Entry<Integer, T> entry : from.byKey.entrySet()) {
      byKey.put(entry.getKey(), copier.copy(entry.getValue()));
    }
  }

  /// msgget(2), shmget(2), semget(2): the identifier of the object with that key, or of a new one.
  ///
  /// @param suits whether an object that is there is what the caller asks for: EINVAL otherwise
  Outcome get(int key, int flags, Credentials user, Predicate<T> suits, Supplier<Outcome> maker) {
    T found = key == IpcPermissions.PRIVATE ? null : byKey.get(key);
    if (found == null) {
      boolean isWanted = key == IpcPermissions.PRIVATE || (flags & CREATE) != 0;
      return isWanted ? maker.get() : Outcome.failed(Errno.ENOENT);
    }
    if ((flags & CREATE) != 0 && (flags & EXCLUSIVE) != 0) {
      return Outcome.failed(Errno.EEXIST);
    }
    if (!suits.test(found)) {
      return Outcome.failed(Errno.EINVAL);
    }
    return found.permissions().allows(flags, user)
        ? Outcome.done(found.id())
        : Outcome.failed(Errno.EACCES);
  }

  /// The object with that identifier, null if there is none (any more).
  @Nullable T find(int id) {
    T object = id < 0 ? null : byIndex.get(id & ((1 << INDEX_BITS) - 1));
    return object != null && object.id() == id ? object : null;
  }

  /// In order of their indices.
  Collection<T> all() {
    return Collections.unmodifiableCollection(byIndex.values());
  }

  int size() {
    return byIndex.size();
  }

  int highestIndex() {
    return byIndex.isEmpty() ? 0 : byIndex.lastKey();
  }

  /// The identifier that the next object will have.
  int nextId() {
    int index = 0;
    while (byIndex.containsKey(index)) {
      index++;
    }
    if (index <= lastIndex) {
      sequence = (sequence + 1) & SEQUENCE_MASK;
    }
    lastIndex = index;
    return sequence << INDEX_BITS | index;
  }

  void add(T object) {
    byIndex.put(object.id() & ((1 << INDEX_BITS) - 1), object);
    if (object.permissions().key() != IpcPermissions.PRIVATE) {
      byKey.put(object.permissions().key(), object);
    }
  }

  /// The key is free for another object; this one is found by its identifier only.
  void forgetKey(T object) {
    byKey.remove(object.permissions().key(), object);
  }

  void remove(T object) {
    forgetKey(object);
    byIndex.remove(object.id() & ((1 << INDEX_BITS) - 1));
  }

  @Override
  public IpcIds<T> copy(Copier copier) {
    return new IpcIds<>(this, copier);
  }
}
