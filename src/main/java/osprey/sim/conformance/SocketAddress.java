package osprey.sim.conformance;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Socket addresses as recorded cases write them and as `struct sockaddr` has them.
final class SocketAddress {
  private static final int EPHEMERAL_FROM = 32768;
  private static final int UNIX = 1;
  private static final int INET = 2;

  private SocketAddress() {}

  static byte[] encode(Map<?, ?> address) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    if (address.containsKey("short")) {
      bytes.write(INET);
      return bytes.toByteArray();
    }
    if (address.containsKey("unspec")) {
      return new byte[16];
    }
    boolean isInet = address.containsKey("inet");
    bytes.write(isInet ? INET : UNIX);
    bytes.write(0);
    if (address.get("inet") instanceof List<?> parts) {
      long port = ((Number) parts.get(1)).longValue();
      bytes.write((int) (port >> 8));
      bytes.write((int) port);
      for (String part : String.valueOf(parts.get(0)).split("\\.")) {
        bytes.write(Integer.parseInt(part));
      }
      bytes.writeBytes(new byte[8]);
    } else if (address.containsKey("unix")) {
      bytes.writeBytes(Payload.decode(address.get("unix")));
      if (!address.containsKey("raw")) {
        bytes.write(0);
      }
    } else if (address.containsKey("abstract")) {
      bytes.write(0);
      bytes.writeBytes(Payload.decode(address.get("abstract")));
    }
    return bytes.toByteArray();
  }

  /// The number of a host by its dotted address.
  static int host(String dotted) {
    int address = 0;
    for (String part : dotted.split("\\.")) {
      address = address << 8 | Integer.parseInt(part);
    }
    return address;
  }

  /// @param value that a name is bound to, null for none
  record Decoded(@Nullable Object address, @Nullable Object value) {}

  static Decoded decode(byte[] bytes) {
    if (bytes.length < 2) {
      return new Decoded(null, null);
    }
    int family = bytes[0] & 0xff | (bytes[1] & 0xff) << 8;
    if (family == UNIX) {
      return unix(Arrays.copyOfRange(bytes, 2, bytes.length));
    }
    if (family == INET) {
      long port = (bytes[2] & 0xffL) << 8 | (bytes[3] & 0xffL);
      String host =
          "%d.%d.%d.%d"
              .formatted(bytes[4] & 0xff, bytes[5] & 0xff, bytes[6] & 0xff, bytes[7] & 0xff);
      Object shown = port < EPHEMERAL_FROM ? (Object) port : "ephemeral";
      return new Decoded(Reply.fields("inet", List.of(host, shown)), port);
    }
    return family == 0
        ? new Decoded(Reply.fields("unspec", true), null)
        : new Decoded(Reply.fields("family", (long) family), null);
  }

  private static Decoded unix(byte[] path) {
    if (path.length == 0) {
      return new Decoded(Reply.fields("unix", null), null);
    }
    String text = new String(path, StandardCharsets.ISO_8859_1);
    if (path[0] == 0) {
      return new Decoded(Reply.fields("abstract", text.substring(1)), text.substring(1));
    }
    int end = text.indexOf('\0');
    String name = end < 0 ? text : text.substring(0, end);
    return new Decoded(Reply.fields("unix", name), name);
  }
}
