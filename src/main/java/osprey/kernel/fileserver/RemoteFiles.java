package osprey.kernel.fileserver;

import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.engine.Event;
import osprey.kernel.file.FileTree;
import osprey.kernel.net.Wire;
import osprey.network.Fabric;
import osprey.network.Packet;

/// Files across machines: what one serves, and what it has mounted.
public final class RemoteFiles implements Copyable<RemoteFiles> {
  private final FileServer server;
  private final FileClient client;

  public RemoteFiles(Wire wire, int host, FileTree files, Fabric fabric) {
    server = new FileServer(wire, host, files, fabric);
    client = new FileClient(wire, host, fabric);
  }

  private RemoteFiles(RemoteFiles from, Copier copier) {
    copier.register(from, this);
    server = copier.copy(from.server);
    client = copier.copy(from.client);
  }

  public FileServer server() {
    return server;
  }

  public FileClient client() {
    return client;
  }

  public boolean hasMounts() {
    return client.hasMounts();
  }

  /// False if the event is somebody else's.
  public boolean handle(Event event) {
    return switch (event) {
      case AskAgain due -> {
        client.timeOut(due);
        yield true;
      }
      case Packet packet when packet.load() instanceof Message.Ask ask -> {
        server.arrived(ask);
        yield true;
      }
      case Packet packet when packet.load() instanceof Message.Answer answer -> {
        client.arrived(answer);
        yield true;
      }
      default -> false;
    };
  }

  /// A link or partition was healed.
  public void networkHealed() {
    client.networkHealed();
  }

  @Override
  public RemoteFiles copy(Copier copier) {
    return new RemoteFiles(this, copier);
  }
}
