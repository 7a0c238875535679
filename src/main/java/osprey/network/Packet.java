package osprey.network;

import osprey.engine.Event;

/// An IP packet on its way, ip(7); its arrival is an event of the machine it is for.
///
/// @param id the same for all copies of it on their way, 0 until it is sent
/// @param source IPv4 address as a number, the first byte highest
/// @param bytes on the wire, headers included
/// @param load what the transport protocol of the machines makes of it; immutable
public record Packet(long id, int source, int destination, int bytes, Load load) implements Event {
  public Packet(int source, int destination, int bytes, Load load) {
    this(0, source, destination, bytes, load);
  }

  public Packet numbered(long number) {
    return new Packet(number, source, destination, bytes, load);
  }

  /// What a transport protocol sends.
  public interface Load {
    /// What it is, for the trace: `TCP SYN`.
    String words();
  }
}
