package osprey.kernel.winpipe;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;

/// A pipe by name: what all its instances have in common, as the first one was made. It exists
/// while a server holds an instance.
final class WindowsPipe implements Copyable<WindowsPipe> {
  /// CreateNamedPipe: as many as there is room for.
  static final int UNLIMITED = 255;

  private final WindowsPipes all;
  private final String name;
  private final int direction;
  private final boolean isMessages;
  private final int maxInstances;
  private final int timeoutMillis;
  private final boolean refusesRemote;

  /// Instances that take a client, longest first.
  private final Deque<PipeEnd> listening = new ArrayDeque<>();

  private final WaitQueue waiters;
  private int servers;

  /// Also those whose server is gone but not its client.
  private int instances;

  private int lastInstance;

  WindowsPipe(WindowsPipes all, String name, PipeRequest request) {
    this.all = all;
    this.name = name;
    direction = request.direction();
    isMessages = request.isMessages();
    maxInstances = request.maxInstances();
    timeoutMillis = request.timeoutMillis();
    refusesRemote = (request.pipeMode() & PipeMode.REJECT_REMOTE) != 0;
    waiters = new WaitQueue("a free instance of " + path());
  }

  private WindowsPipe(WindowsPipe from, Copier copier) {
    copier.register(from, this);
    name = from.name;
    direction = from.direction;
    isMessages = from.isMessages;
    maxInstances = from.maxInstances;
    timeoutMillis = from.timeoutMillis;
    refusesRemote = from.refusesRemote;
    servers = from.servers;
    instances = from.instances;
    lastInstance = from.lastInstance;
    all = copier.copy(from.all);
    waiters = copier.copy(from.waiters);
    for (PipeEnd end : from.listening) {
      listening.add(copier.copy(end));
    }
  }

  String path() {
    return "\\\\.\\pipe\\" + name;
  }

  int direction() {
    return direction;
  }

  boolean isMessages() {
    return isMessages;
  }

  boolean refusesRemote() {
    return refusesRemote;
  }

  int timeoutMillis() {
    return timeoutMillis;
  }

  int maxInstances() {
    return maxInstances;
  }

  int instances() {
    return instances;
  }

  boolean isFull() {
    return maxInstances != UNLIMITED && instances >= maxInstances;
  }

  WaitQueue waiters() {
    return waiters;
  }

  int serverOpens() {
    servers++;
    instances++;
    return ++lastInstance;
  }

  /// @param clientRemains the instance counts until its client closes
  void serverCloses(boolean clientRemains) {
    if (!clientRemains) {
      instances--;
    }
    if (--servers == 0) {
      all.remove(name, this);
      for (Waiter waiter : List.copyOf(waiters.waiters())) {
        waiter.wake(Outcome.failed(Errno.ERROR_FILE_NOT_FOUND));
      }
    }
  }

  /// The last of an instance is gone.
  void instanceEnds() {
    instances--;
  }

  /// An instance takes a client from now on; whoever waits for one may try.
  void listens(PipeEnd server) {
    listening.add(server);
    for (Waiter waiter : List.copyOf(waiters.waiters())) {
      waiter.wake(Outcome.ZERO);
    }
  }

  void listensNoMore(PipeEnd server) {
    listening.remove(server);
  }

  @Nullable PipeEnd nextListening() {
    return listening.peek();
  }

  @Override
  public WindowsPipe copy(Copier copier) {
    return new WindowsPipe(this, copier);
  }
}
