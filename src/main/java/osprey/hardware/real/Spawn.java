package osprey.hardware.real;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/// posix_spawn(3): how the first process comes about. Java's own way to start processes lets none
/// of our descriptors through.
final class Spawn {
  private static final FunctionDescriptor ON_STRUCT = FunctionDescriptor.of(JAVA_INT, ADDRESS);
  private static final MethodHandle SPAWN =
      NativeCalls.function(
          "posix_spawn",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS));
  private static final MethodHandle ACTIONS_INIT =
      NativeCalls.function("posix_spawn_file_actions_init", ON_STRUCT);
  private static final MethodHandle ACTIONS_DESTROY =
      NativeCalls.function("posix_spawn_file_actions_destroy", ON_STRUCT);
  private static final MethodHandle ADD_DUP2 =
      NativeCalls.function(
          "posix_spawn_file_actions_adddup2",
          FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT, JAVA_INT));
  private static final MethodHandle ATTRIBUTES_INIT =
      NativeCalls.function("posix_spawnattr_init", ON_STRUCT);
  private static final MethodHandle SET_FLAGS =
      NativeCalls.function(
          "posix_spawnattr_setflags", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_SHORT));
  private static final MethodHandle SET_MASK =
      NativeCalls.function(
          "posix_spawnattr_setsigmask", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));
  private static final MethodHandle SET_DEFAULTS =
      NativeCalls.function(
          "posix_spawnattr_setsigdefault", FunctionDescriptor.of(JAVA_INT, ADDRESS, ADDRESS));

  /// Sizes of glibc's structs, rounded up.
  private static final int ACTIONS_BYTES = 128;

  private static final int ATTRIBUTES_BYTES = 512;
  private static final int SET_BYTES = 128;

  /// A process group of its own, so that Ctrl-C does not reach it; our own signal mask and
  /// dispositions are not inherited.
  private static final short FLAGS = 2 | 4 | 8;

  private Spawn() {}

  /// A descriptor of ours that the child gets under another number.
  record Inherited(int from, int to) {}

  /// The child's process id, or the negative number of an error.
  static int spawn(String path, String name, Iterable<Inherited> descriptors) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment actions = arena.allocate(ACTIONS_BYTES, 16);
      MemorySegment attributes = arena.allocate(ATTRIBUTES_BYTES, 16);
      MemorySegment none = arena.allocate(SET_BYTES, 8);
      MemorySegment all = arena.allocate(SET_BYTES, 8);
      for (int i = 0; i < SET_BYTES; i += Long.BYTES) {
        all.set(JAVA_LONG, i, -1L);
      }
      int error = (int) ACTIONS_INIT.invokeExact(actions);
      for (Inherited each : descriptors) {
        error |= (int) ADD_DUP2.invokeExact(actions, each.from(), each.to());
      }
      error |= (int) ATTRIBUTES_INIT.invokeExact(attributes);
      error |= (int) SET_MASK.invokeExact(attributes, none);
      error |= (int) SET_DEFAULTS.invokeExact(attributes, all);
      error |= (int) SET_FLAGS.invokeExact(attributes, FLAGS);
      if (error != 0) {
        throw new IllegalStateException("posix_spawn cannot be prepared");
      }
      MemorySegment pid = arena.allocate(JAVA_INT);
      error =
          (int)
              SPAWN.invokeExact(
                  pid,
                  arena.allocateFrom(path),
                  actions,
                  attributes,
                  NativeCalls.vector(arena, name),
                  NativeCalls.vector(arena));
      int _ = (int) ACTIONS_DESTROY.invokeExact(actions);
      return error == 0 ? pid.get(JAVA_INT, 0) : -error;
    } catch (RuntimeException | Error problem) {
      throw problem;
    } catch (Throwable impossible) {
      throw new IllegalStateException("posix_spawn(3) cannot be called", impossible);
    }
  }
}
