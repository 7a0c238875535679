package osprey.engine;

import static com.google.common.base.Preconditions.checkState;

import java.util.IdentityHashMap;
import org.jspecify.annotations.Nullable;

/// One copy of the whole simulated state in the making: maps each original to its copy, so that
/// what two objects share is shared by their copies as well. Immutable values are not copied.
public final class Copier {
  private final IdentityHashMap<Object, Object> copies = new IdentityHashMap<>();

  /// The copy of an object, made at the first request.
  @SuppressWarnings("unchecked")
  public <T extends Copyable<? super T>> T copy(T original) {
    Object known = copies.get(original);
    if (known != null) {
      return (T) known;
    }
    T made = (T) original.copy(this);
    copies.put(original, made);
    return made;
  }

  public <T extends Copyable<? super T>> @Nullable T copyOrNull(@Nullable T original) {
    return original == null ? null : copy(original);
  }

  /// The copy of an object that was registered before.
  @SuppressWarnings("unchecked")
  public <T> T known(T original) {
    Object copy = copies.get(original);
    checkState(copy != null, "%s has not been copied yet", original);
    return (T) copy;
  }

  /// To be called first thing by a copying constructor.
  public void register(Object original, Object copy) {
    Object other = copies.put(original, copy);
    checkState(other == null, "%s is copied twice", original);
  }
}
