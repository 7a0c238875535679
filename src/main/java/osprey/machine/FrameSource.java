package osprey.machine;

/// Something whose contents lie in frames page by page and can therefore be mapped: a regular file,
/// a shared memory object, a program's image.
public interface FrameSource {
  /// The page lies beyond the end: touching it is SIGBUS.
  int BEYOND_END = -1;

  /// No frame could be had.
  int NO_MEMORY = -2;

  /// The frame that holds a page, counted from the start of the object; allocated if it is a hole.
  int frame(long pageIndex);

  /// A mapping of the object came into being: it lives on although its name may go.
  void mapped();

  void unmapped();

  /// As /proc/PID/maps shows it.
  String mapName();
}
