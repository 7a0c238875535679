package osprey.inspect;

import java.util.List;

/// One simulated machine.
///
/// @param number counts hosts from 0
/// @param scheduler policy and its settings as the scenario would write them: `rr quantum=10ms`
/// @param transfers what the calls on each channel have cost
/// @param processes in order of creation, those that have ended included
public record HostInfo(
    int number,
    String name,
    String scheduler,
    List<CpuInfo> cpus,
    MemoryInfo memory,
    List<ProcessInfo> processes,
    List<ChannelInfo> channels,
    List<LockInfo> locks,
    WaitGraph waits,
    List<TransferInfo> transfers) {
  public HostInfo {
    cpus = List.copyOf(cpus);
    processes = List.copyOf(processes);
    channels = List.copyOf(channels);
    locks = List.copyOf(locks);
    transfers = List.copyOf(transfers);
  }
}
