package osprey.inspect;

import org.jspecify.annotations.Nullable;

/// A thread.
///
/// @param name of the function it started with, or of the program
/// @param cpu where it runs or last ran, -1 if it never has
/// @param level priority or queue level as the scheduling policy counts them
/// @param waitsFor what it waits for, null when it does not
/// @param call the system call it is in, empty when it is in none
/// @param pc address of its next instruction
public record ThreadInfo(
    int tid,
    int pid,
    String name,
    ThreadState state,
    int cpu,
    int nice,
    int level,
    @Nullable WaitInfo waitsFor,
    String call,
    long pc,
    Metrics metrics) {}
