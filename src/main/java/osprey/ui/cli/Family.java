package osprey.ui.cli;

import java.util.List;

/// A way to move messages from one thread to another, for `osprey compare`. To add one: a line here
/// and its branches in `message.c`.
///
/// @param words in tables
/// @param word as `message.c` knows it
/// @param cpus of each machine
/// @param hosts 1, or 2 for a transfer over a network
/// @param canStream whether nothing is lost when the sender does not wait for answers
record Family(String words, String word, int cpus, int hosts, boolean canStream) {
  static final List<Family> ALL =
      List.of(
          onOneCpu("threads: semaphores", "threads"),
          onOneCpu("threads: mutex and condition", "threads-cond"),
          new Family("shared memory, spinning, 2 CPUs", "shm-spin", 2, 1, true),
          onOneCpu("shared memory, semaphores", "shm-sem"),
          onOneCpu("shared memory, copied in and out", "shm-copy"),
          onOneCpu("anonymous pipe", "pipe"),
          onOneCpu("FIFO", "fifo"),
          onOneCpu("Windows named pipe", "windows-pipe"),
          onOneCpu("POSIX message queue", "posix-mq"),
          onOneCpu("System V message queue", "sysv-mq"),
          onOneCpu("file and event counter", "file"),
          onOneCpu("unix datagram socket", "unix-dgram"),
          onOneCpu("unix seqpacket socket", "unix-seqpacket"),
          onOneCpu("unix stream socket", "unix-stream"),
          new Family("UDP socket", "udp", 1, 1, false),
          onOneCpu("TCP socket", "tcp"),
          new Family("UDP between two hosts", "udp", 1, 2, false),
          new Family("TCP between two hosts", "tcp", 1, 2, true));

  private static Family onOneCpu(String words, String word) {
    return new Family(words, word, 1, 1, true);
  }

  /// A scenario in which it carries so many messages.
  String scenario(String program, boolean isRoundTrip, long size, long rounds) {
    String arguments =
        "\"%s\" \"%s\" \"%d\" \"%d\""
            .formatted(word, isRoundTrip ? "echo" : "stream", size, rounds);
    StringBuilder text = new StringBuilder();
    text.append("machine near { cpus ").append(cpus).append(" }\n");
    if (hosts == 2) {
      text.append("machine far { cpus ").append(cpus).append(" }\n");
      text.append("link near far { latency 50us, bandwidth 1Gbit/s }\n");
    }
    text.append("program message {\n").append(program).append("}\n");
    if (hosts == 2) {
      text.append("start message as server on far args ").append(arguments);
      text.append(" \"server\"\n");
      text.append("start message as client on near at 1ms args ").append(arguments);
      text.append(" \"client\" \"far\"\n");
    } else {
      text.append("start message args ").append(arguments).append('\n');
    }
    return text.toString();
  }
}
