package osprey.kernel.ipc;

/// How large pipes are and may become, pipe(7) "/proc files".
///
/// @param slots of a new pipe
/// @param slotBytes of each slot: a page
/// @param maxBytes that F_SETPIPE_SZ may ask for
/// @param userPagesSoft pages of one user's pipes before new ones get two slots; 0 for no limit
/// @param userPagesHard pages of one user's pipes at most; 0 for no limit
/// @param mayExceedMax whether root is above maxBytes (CAP_SYS_RESOURCE)
public record PipeLimits(
    int slots,
    int slotBytes,
    int maxBytes,
    int userPagesSoft,
    int userPagesHard,
    boolean mayExceedMax) {
  /// Linux on a machine with 4-KiB pages, as a container without CAP_SYS_RESOURCE sees it.
  public static final PipeLimits LINUX = new PipeLimits(16, 4096, 1 << 20, 16384, 0, false);
}
