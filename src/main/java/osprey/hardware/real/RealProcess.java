package osprey.hardware.real;

import java.util.ArrayList;
import java.util.List;

/// A process of this computer that does what it is told.
public final class RealProcess {
  private final int id;
  private final int hostId;
  private final List<RealThread> threads = new ArrayList<>();

  /// @param id as the process itself knows it, in its own namespace
  /// @param hostId as everybody else knows it
  RealProcess(int id, int hostId) {
    this.id = id;
    this.hostId = hostId;
  }

  public int id() {
    return id;
  }

  public int hostId() {
    return hostId;
  }

  public List<RealThread> threads() {
    return threads;
  }

  @Override
  public String toString() {
    return "real process " + hostId;
  }
}
