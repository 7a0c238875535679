package osprey.engine;

/// Mutable state that a checkpoint copies. The constructor that copies calls {@link
/// Copier#register} before it copies anything it refers to, so that cycles close.
public interface Copyable<T> {
  /// A deep copy; whatever it shares with others is asked of the copier.
  T copy(Copier copier);
}
