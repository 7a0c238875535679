package osprey.inspect;

/// An open file descriptor.
///
/// @param kind `regular file`, `pipe read end`
/// @param name as /proc/PID/fd shows it: `/tmp/log`, `pipe:[4]`
/// @param flags of open(2) in words: `O_RDWR|O_APPEND`
/// @param offset in a file, -1 where there is none
/// @param description number of the open file description, the same for descriptors that share one
/// @param references how many descriptors share it
public record FdInfo(
    int fd,
    String kind,
    String name,
    String flags,
    boolean isCloseOnExec,
    long offset,
    long description,
    int references) {}
