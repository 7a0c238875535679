package osprey.kernel.file;

/// The contents of `struct stat`, inode(7).
///
/// @param mode type and permission bits
/// @param accessed nanoseconds of simulated time, as the other times; stat(2) adds when the machine
///   booted
public record FileStatus(
    long device,
    long inode,
    int mode,
    int links,
    int uid,
    int gid,
    long rawDevice,
    long size,
    int blockSize,
    long blocks,
    long accessed,
    long modified,
    long changed) {
  /// The same of a node that is seen as part of another file system.
  public FileStatus onDevice(long other) {
    return new FileStatus(
        other, inode, mode, links, uid, gid, rawDevice, size, blockSize, blocks, accessed, modified,
        changed);
  }
}
