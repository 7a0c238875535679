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
    long changed) {}
