package osprey.kernel.fileserver;

import osprey.kernel.file.Credentials;
import osprey.network.Packet;

/// What passes between client and server: one datagram each way.
sealed interface Message extends Packet.Load {
  /// @param client index of the machine that asks
  /// @param number counted by the client: the same when the request is sent again
  record Ask(int client, long number, String export, Credentials user, int umask, Request request)
      implements Message {}

  record Answer(long number, Reply reply) implements Message {}

  @Override
  default String words() {
    return switch (this) {
      case Ask _ -> "file request";
      case Answer _ -> "file reply";
    };
  }

  /// On the wire, with the heads of the call and of each fragment.
  default int bytes() {
    int load =
        switch (this) {
          case Ask ask -> ask.request.payload();
          case Answer answer -> answer.reply.payload();
        };
    int whole = load + HEAD_BYTES;
    return whole + FRAME_BYTES * Math.ceilDiv(whole, FRAGMENT_BYTES);
  }

  /// Of the remote procedure call: numbers, credentials, attributes.
  int HEAD_BYTES = 120;

  int FRAGMENT_BYTES = 1480;
  int FRAME_BYTES = 42;
}
