package osprey.engine;

/// Something that will happen at a simulated time. Implemented by immutable records elsewhere: an
/// event is data, never an action, so that a queue of them can be copied, printed and compared.
public interface Event {}
