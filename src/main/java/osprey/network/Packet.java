package osprey.network;

import osprey.engine.Event;

/// An IP packet on its way, ip(7); its arrival is an event of the machine it is for.
///
/// @param source IPv4 address as a number, the first byte highest
/// @param bytes on the wire, headers included
/// @param load what the transport protocol of the machines makes of it; immutable
public record Packet(int source, int destination, int bytes, Load load) implements Event {
  /// What a transport protocol sends.
  public interface Load {}
}
