package osprey.kernel.ipc;

import org.jspecify.annotations.Nullable;

/// The sysctls of System V objects and POSIX queues, proc_sys_kernel(5) and mq_overview(7).
public enum IpcLimit {
  /// Bytes of one message.
  MESSAGE_BYTES("kernel.msgmax", 8192),
  /// Bytes in one queue, as it is made.
  QUEUE_BYTES("kernel.msgmnb", 16384),
  QUEUES("kernel.msgmni", 32000),
  SEGMENT_BYTES("kernel.shmmax", -(1L << 24) - 1),
  /// Pages of all segments together.
  SEGMENT_PAGES("kernel.shmall", -(1L << 24) - 1),
  SEGMENTS("kernel.shmmni", 4096),
  SEMAPHORES_OF_A_SET("kernel.sem.semmsl", 32000),
  SEMAPHORES("kernel.sem.semmns", 1_024_000_000),
  SEMAPHORE_OPERATIONS("kernel.sem.semopm", 500),
  SEMAPHORE_SETS("kernel.sem.semmni", 32000),
  POSIX_QUEUES("fs.mqueue.queues_max", 256),
  POSIX_MESSAGES("fs.mqueue.msg_max", 10),
  POSIX_MESSAGE_BYTES("fs.mqueue.msgsize_max", 8192),
  /// What a POSIX queue gets that is made without attributes.
  POSIX_MESSAGES_DEFAULT("fs.mqueue.msg_default", 10),
  POSIX_MESSAGE_BYTES_DEFAULT("fs.mqueue.msgsize_default", 8192);

  private final String sysctl;
  private final long standard;

  IpcLimit(String sysctl, long standard) {
    this.sysctl = sysctl;
    this.standard = standard;
  }

  /// The limit with that name, null if there is none.
  public static @Nullable IpcLimit of(String sysctl) {
    for (IpcLimit limit : values()) {
      if (limit.sysctl.equals(sysctl)) {
        return limit;
      }
    }
    return null;
  }

  public String sysctl() {
    return sysctl;
  }

  /// Linux's value; unsigned.
  public long standard() {
    return standard;
  }
}
