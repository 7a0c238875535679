package osprey.kernel.fileserver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.Inode;
import osprey.kernel.net.Wire;
import osprey.network.Fabric;
import osprey.network.Packet;

/// Serves directories of a machine to others. Knows nothing of who has what open; a handle is the
/// number of a node, good until the node has no name left.
///
/// Requests that change something are answered once: when one comes again, because its answer was
/// lost, it gets the same answer and is not done twice.
public final class FileServer implements Copyable<FileServer> {
  /// What sending a message costs the machine, in percent of entering the kernel.
  static final int WORK_PERCENT = 100;

  /// Answers that are kept for requests that come again.
  private static final int ANSWERS_KEPT = 1024;

  /// After so many new handles those of removed nodes are forgotten.
  private static final int HANDLES_SWEPT = 1024;

  private final Wire wire;
  private final int host;
  private final FileTree files;
  private final Fabric fabric;
  private final List<Export> exports = new ArrayList<>();
  private final Map<Long, Inode> handles = new LinkedHashMap<>();
  private final Map<Caller, Reply> answers = new LinkedHashMap<>();
  private final Set<Caller> working = new LinkedHashSet<>();

  /// A request of a client's.
  private record Caller(int client, long number) {
    static Caller of(Message.Ask ask) {
      return new Caller(ask.client(), ask.number());
    }
  }

  FileServer(Wire wire, int host, FileTree files, Fabric fabric) {
    this.wire = wire;
    this.host = host;
    this.files = files;
    this.fabric = fabric;
  }

  private FileServer(FileServer from, Copier copier) {
    copier.register(from, this);
    host = from.host;
    exports.addAll(from.exports);
    answers.putAll(from.answers);
    working.addAll(from.working);
    wire = copier.known(from.wire);
    files = copier.copy(from.files);
    fabric = copier.copy(from.fabric);
    for (Map.Entry<Long, Inode> entry : from.handles.entrySet()) {
      handles.put(entry.getKey(), copier.copy(entry.getValue()));
    }
  }

  public void add(Export export) {
    exports.add(export);
  }

  @Nullable Export export(String path) {
    for (Export export : exports) {
      if (export.path().equals(path)) {
        return export;
      }
    }
    return null;
  }

  FileTree files() {
    return files;
  }

  Wire wire() {
    return wire;
  }

  /// Where the names of an export begin; null when the directory is gone.
  @Nullable Directory root(Export export) {
    return files.find(export.path(), true, files.rootView()).node() instanceof Directory directory
        ? directory
        : null;
  }

  // ---- handles

  long handle(Inode node) {
    long number = (long) node.fileSystem().device() << 48 | node.number();
    boolean isNew = handles.put(number, node) == null;
    if (isNew && handles.size() % HANDLES_SWEPT == 0) {
      handles.values().removeIf(each -> each.links() == 0);
    }
    return number;
  }

  /// Null when the node has lost its last name: ESTALE.
  @Nullable Inode node(long handle) {
    Inode node = handles.get(handle);
    if (node != null && node.links() == 0) {
      handles.remove(handle);
      return null;
    }
    return node;
  }

  // ---- messages

  void arrived(Message.Ask ask) {
    Caller caller = Caller.of(ask);
    Reply known = answers.get(caller);
    if (known != null) {
      answer(ask, known);
    } else if (working.add(caller)) {
      new Job(this, ask).run(null);
    }
  }

  void finished(Message.Ask ask, Reply reply) {
    Caller caller = Caller.of(ask);
    working.remove(caller);
    if (changes(ask.request())) {
      answers.put(caller, reply);
      if (answers.size() > ANSWERS_KEPT) {
        answers.remove(answers.keySet().iterator().next());
      }
    }
    answer(ask, reply);
  }

  private static boolean changes(Request request) {
    return switch (request) {
      case Request.Read _,
          Request.List _,
          Request.Status _,
          Request.Access _,
          Request.ReadLink _,
          Request.Commit _ ->
          false;
      case Request.Open _,
          Request.Write _,
          Request.SetMode _,
          Request.SetOwner _,
          Request.SetTimes _,
          Request.SetSize _,
          Request.MakeDirectory _,
          Request.MakeNode _,
          Request.MakeLink _,
          Request.Link _,
          Request.Remove _,
          Request.Rename _ ->
          true;
    };
  }

  private void answer(Message.Ask ask, Reply reply) {
    Export export = export(ask.export());
    long at = wire.now() + (export == null ? 0 : export.serviceNanos());
    send(wire, fabric, host, ask.client(), new Message.Answer(ask.number(), reply), at);
  }

  static void send(Wire wire, Fabric fabric, int from, int to, Message message, long at) {
    Packet packet =
        new Packet(
            fabric.hosts().get(from).address(),
            fabric.hosts().get(to).address(),
            message.bytes(),
            message);
    wire.send(to, packet, fabric.send(from, to, packet.bytes(), at));
  }

  @Override
  public FileServer copy(Copier copier) {
    return new FileServer(this, copier);
  }
}
