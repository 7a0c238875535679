package osprey.inspect;

/// What a process does with one signal, where that is not the default or the signal is pending or
/// blocked.
///
/// @param action `default`, `ignore`, or the handler's function
public record SignalInfo(int signal, String action, boolean isPending, boolean isBlocked) {}
