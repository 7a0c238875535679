package osprey.kernel.file;

/// A path that leads to another machine.
///
/// @param fileSystem that stands for the other machine's files here
/// @param path below the root of what is mounted, empty for the root itself; without `.` and `..`
public record RemotePath(FileSystem fileSystem, String path) {}
