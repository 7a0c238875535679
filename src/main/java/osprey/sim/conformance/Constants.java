package osprey.sim.conformance;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Names that recorded cases use for numbers of Linux on x86-64.
final class Constants {
  private static final Map<String, Long> VALUES = values();

  /// Events of poll(2) in the order in which cases list them.
  private static final List<String> EVENTS =
      List.of("IN", "PRI", "OUT", "ERR", "HUP", "NVAL", "RDNORM", "WRNORM", "RDHUP");

  private Constants() {}

  private static Map<String, Long> values() {
    Map<String, Long> values = new TreeMap<>();
    String table =
        """
        O_RDONLY 0 O_WRONLY 1 O_RDWR 2 O_CREAT 64 O_EXCL 128 O_TRUNC 512 O_APPEND 1024
        O_NONBLOCK 2048 O_CLOEXEC 524288 O_DIRECT 16384 O_DIRECTORY 65536 O_PATH 2097152
        O_SYNC 1052672 O_ASYNC 8192 O_NOTIFICATION_PIPE 128 BOGUS 1073741824
        SOCK_NONBLOCK 2048 SOCK_CLOEXEC 524288
        MSG_OOB 1 MSG_PEEK 2 MSG_CTRUNC 8 MSG_TRUNC 32 MSG_DONTWAIT 64 MSG_EOR 128
        MSG_WAITALL 256 MSG_NOSIGNAL 16384 MSG_MORE 32768 MSG_CMSG_CLOEXEC 1073741824
        IPC_PRIVATE 0 IPC_CREAT 512 IPC_EXCL 1024 IPC_NOWAIT 2048 MSG_NOERROR 4096
        MSG_EXCEPT 8192 MSG_COPY 16384 SHM_RDONLY 4096 SHM_RND 8192 SHM_REMAP 16384
        SHM_EXEC 32768 SHM_HUGETLB 2048
        PROT_NONE 0 PROT_READ 1 PROT_WRITE 2 PROT_EXEC 4 MAP_SHARED 1 MAP_PRIVATE 2
        MAP_FIXED 16 MAP_ANONYMOUS 32 MAP_FIXED_NOREPLACE 1048576
        IN 1 PRI 2 OUT 4 ERR 8 HUP 16 NVAL 32 RDNORM 64 WRNORM 256 RDHUP 8192
        EPOLLET 2147483648 EPOLLONESHOT 1073741824 EPOLLEXCLUSIVE 268435456
        LOCK_SH 1 LOCK_EX 2 LOCK_NB 4 LOCK_UN 8
        SPLICE_F_MOVE 1 SPLICE_F_NONBLOCK 2 SPLICE_F_MORE 4
        AF_UNIX 1 AF_INET 2 AF_INET6 10 AF_BOGUS 99
        SOCK_STREAM 1 SOCK_DGRAM 2 SOCK_SEQPACKET 5 SOCK_BOGUS 77
        SEEK_SET 0 SEEK_CUR 1 SEEK_END 2 SEEK_DATA 3 SEEK_HOLE 4
        SHUT_RD 0 SHUT_WR 1 SHUT_RDWR 2
        """;
    String[] words = table.trim().split("\\s+");
    for (int i = 0; i < words.length; i += 2) {
      values.put(words[i], Long.parseLong(words[i + 1]));
    }
    return values;
  }

  static long of(String name) {
    Long value = VALUES.get(name);
    if (value == null) {
      throw new IllegalArgumentException("unknown name " + name);
    }
    return value;
  }

  static List<Object> events(long bits) {
    List<Object> events = new ArrayList<>();
    for (String event : EVENTS) {
      if ((bits & of(event)) != 0) {
        events.add(event);
      }
    }
    return events;
  }
}
