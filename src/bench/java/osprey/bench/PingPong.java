package osprey.bench;

import java.util.function.LongSupplier;

/// Two simulated threads that wake each other with semaphores.
final class PingPong implements LongSupplier {
  /// As any program does it.
  static final String LIBRARY = source("sem_wait(s)", "sem_post(s)");

  /// Without the library's functions around the calls.
  static final String BARE = source("__syscall(1030, s)", "__syscall(1033, s)");

  private final SimulatedProgram program;
  private final long rounds;

  PingPong(String source, long rounds) {
    program = new SimulatedProgram(source);
    this.rounds = rounds;
  }

  private static String source(String wait, String post) {
    return """
    #include <pthread.h>
    #include <semaphore.h>
    #include <stdio.h>
    #include <stdlib.h>
    static sem_t ping, pong;
    static long rounds;
    #define WAIT(s) %s
    #define POST(s) %s
    static void *answer(void *unused) {
      for (long i = rounds; i > 0; i--) {
        WAIT(&ping);
        POST(&pong);
      }
      return 0;
    }
    int main(int argc, char **argv) {
      pthread_t thread;
      rounds = atol(argv[1]);
      sem_init(&ping, 0, 0);
      sem_init(&pong, 0, 0);
      pthread_create(&thread, 0, answer, 0);
      for (long i = rounds; i > 0; i--) {
        POST(&ping);
        WAIT(&pong);
      }
      pthread_join(thread, 0);
      printf("%%ld\\n", rounds);
      return 0;
    }
    """
        .formatted(wait, post);
  }

  @Override
  public long getAsLong() {
    return Long.parseLong(program.run(rounds));
  }
}
