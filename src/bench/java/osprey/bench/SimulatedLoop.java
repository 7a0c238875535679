package osprey.bench;

/// The [ArrayLoop] as a C program.
final class SimulatedLoop implements ArrayLoop {
  private static final String SOURCE =
      """
      #include <stdio.h>
      #include <stdlib.h>
      int a[1024];
      int main(int argc, char **argv) {
        long n = atol(argv[1]);
        int s = 0;
        for (long k = 0; k < n; k++) {
          int i = k & 1023;
          s += a[i];
          a[i] = s;
        }
        printf("%d\\n", s);
        return 0;
      }
      """;

  private final SimulatedProgram program = new SimulatedProgram(SOURCE);

  @Override
  public long run(long iterations) {
    return Long.parseLong(program.run(iterations));
  }
}
