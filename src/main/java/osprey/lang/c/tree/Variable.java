package osprey.lang.c.tree;

import osprey.code.CType;

/// A declared object: global, static, thread-local, parameter or automatic. Has identity.
///
/// `isAddressTaken` is set by the checker for every object that must live in memory: its address is
/// taken (arrays that decay included), it is an aggregate, or it is volatile. The others may live
/// in a register.
public final class Variable {
  public enum Storage {
    /// Static storage, visible to the linker.
    GLOBAL,
    /// Declared `extern` and not defined in this unit.
    EXTERN,
    /// Static storage, private to the unit or function.
    STATIC,
    /// Lives in each thread's block. Linkage as told by {@link #isExternal}.
    THREAD_LOCAL,
    PARAMETER,
    AUTOMATIC
  }

  private final String name;
  private final int at;
  private CType type;
  private Storage storage;
  private boolean external;
  private boolean addressTaken;
  private boolean defined = true;
  private int alignment;

  public Variable(String name, int at, CType type, Storage storage, boolean external) {
    this.name = name;
    this.at = at;
    this.type = type;
    this.storage = storage;
    this.external = external;
  }

  public String name() {
    return name;
  }

  /// Position of the declaration.
  public int at() {
    return at;
  }

  public CType type() {
    return type;
  }

  /// An array of unknown length gets its length from its initialiser or a later declaration.
  public void refine(CType complete) {
    type = complete;
  }

  public Storage storage() {
    return storage;
  }

  /// A later declaration in the same unit turned `extern int x;` into a definition, or the reverse.
  public void redeclare(Storage newStorage, boolean newExternal) {
    storage = newStorage;
    external = newExternal;
  }

  /// Whether other units can name it.
  public boolean isExternal() {
    return external;
  }

  public boolean isAddressTaken() {
    return addressTaken;
  }

  public void takeAddress() {
    addressTaken = true;
  }

  /// False for an `extern` thread-local variable that this unit only refers to (other `extern`
  /// variables have storage `EXTERN`).
  public boolean isDefined() {
    return defined && storage != Storage.EXTERN;
  }

  public void define(boolean isDefinedHere) {
    defined = isDefinedHere;
  }

  /// Bytes: the type's own or more (`_Alignas`, `__attribute__((aligned))`).
  public int alignment() {
    return Math.max(alignment, type.alignment());
  }

  public void align(int bytes) {
    alignment = Math.max(alignment, bytes);
  }

  @Override
  public String toString() {
    return name;
  }
}
