package osprey.machine;

/// What an instruction wanted from an address.
public enum Access {
  READ,
  WRITE,
  EXECUTE
}
