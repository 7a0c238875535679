package osprey.hardware.real;

/// Makes a machine whose only process is blocked, says which, and waits to be killed.
final class Victim {
  private Victim() {}

  public static void main(String[] arguments) throws Exception {
    RealMachine machine = new RealMachine();
    RealThread thread = machine.start();
    thread.begin(osprey.abi.Syscall.PAUSE.number());
    thread.settle();
    System.out.println(thread.process().hostId());
    Thread.sleep(60_000);
  }
}
