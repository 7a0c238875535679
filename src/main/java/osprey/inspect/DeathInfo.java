package osprey.inspect;

import java.util.List;

/// Why a process was killed by a signal, captured when it happened: its memory is gone afterwards.
///
/// @param tid the thread that faulted or took the signal
/// @param what a sentence without a full stop: `read of address 0x0, which is not mapped`
/// @param sender process that sent the signal, 0 for the kernel (a fault)
/// @param hasAddress whether an access to memory was the cause
/// @param access `read`, `write` or `execute`, else empty
/// @param segment the mapping that the address lies in (`code of hello`, `guard page of thread 3's
///   stack`), empty for none
/// @param frames the thread's calls, innermost first
public record DeathInfo(
    int signal,
    int tid,
    int sender,
    String what,
    boolean hasAddress,
    long address,
    String access,
    String segment,
    List<FrameInfo> frames) {
  public DeathInfo {
    frames = List.copyOf(frames);
  }
}
