package osprey.kernel.syscall;

import osprey.kernel.ipc.IpcPermissions;
import osprey.kernel.mem.UserMemory;

/// What the structures of System V objects have in common: `struct ipc_perm` of x86-64 (48 bytes)
/// and the commands of their control calls.
final class IpcStructs {
  static final int REMOVE = 0;
  static final int SET = 1;
  static final int STATUS = 2;
  static final int LIMITS = 3;

  private static final long SECOND = 1_000_000_000L;

  private IpcStructs() {}

  /// What IPC_SET takes from `struct ipc_perm`.
  record Change(int uid, int gid, int mode) {}

  static Change readChange(UserMemory memory, long at) {
    return new Change(memory.readInt(at + 4), memory.readInt(at + 8), memory.readInt(at + 20));
  }

  static void write(UserMemory memory, long at, int id, IpcPermissions permissions) {
    memory.writeInt(at, permissions.key());
    memory.writeInt(at + 4, permissions.uid());
    memory.writeInt(at + 8, permissions.gid());
    memory.writeInt(at + 12, permissions.creatorUid());
    memory.writeInt(at + 16, permissions.creatorGid());
    memory.writeInt(at + 20, permissions.mode());
    memory.writeShort(at + 24, id >>> 15);
  }

  /// Nanoseconds as a time_t.
  static long seconds(long nanos) {
    return nanos / SECOND;
  }

  /// A sysctl as an `int` field shows it.
  static int asInt(long limit) {
    return limit < 0 || limit > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) limit;
  }
}
