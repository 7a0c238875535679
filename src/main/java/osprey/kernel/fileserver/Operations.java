package osprey.kernel.fileserver;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.kernel.file.Attributes;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.Directory;
import osprey.kernel.file.FileDescription;
import osprey.kernel.file.FileMode;
import osprey.kernel.file.FileTree;
import osprey.kernel.file.Inode;
import osprey.kernel.file.IoCall;
import osprey.kernel.file.KernelBuffer;
import osprey.kernel.file.Naming;
import osprey.kernel.file.OpenDirectory;
import osprey.kernel.file.OpenFlag;
import osprey.kernel.file.Opened;
import osprey.kernel.file.Place;
import osprey.kernel.file.RegularFile;
import osprey.kernel.file.SymbolicLink;
import osprey.kernel.file.Viewpoint;
import osprey.kernel.wait.Outcome;

/// What a server does for a request that needs no disk: the calls on names and attributes, made by
/// the client's user in the exported directory, which is the root of all paths.
final class Operations {
  private static final int NOBODY = 65_534;

  private final FileServer server;
  private final Message.Ask ask;
  private final FileTree files;

  Operations(FileServer server, Message.Ask ask) {
    this.server = server;
    this.ask = ask;
    files = server.files();
  }

  /// Whom the server takes a client's user for.
  static Credentials user(@Nullable Export export, Credentials asking) {
    boolean isSquashed = export != null && export.squashesRoot() && asking.effectiveUid() == 0;
    return isSquashed
        ? new Credentials(NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, NOBODY, List.of(), false)
        : asking;
  }

  Reply perform() {
    Export export = server.export(ask.export());
    Directory root = export == null ? null : server.root(export);
    if (export == null || root == null) {
      return new Reply.Failed(Errno.ESTALE);
    }
    Viewpoint view =
        new Viewpoint(root, user(export, ask.user()), ask.umask(), server.wire().now(), root);
    return perform(export, view, files.naming(view), files.attributes(view));
  }

  private Reply perform(Export export, Viewpoint view, Naming naming, Attributes attributes) {
    return switch (ask.request()) {
      case Request.Open open -> open(export, view, open);
      case Request.List list -> list(list);
      case Request.Status status -> with(view, status.target(), _ -> Outcome.ZERO);
      case Request.Access access ->
          with(view, access.target(), node -> attributes.access(node, access.wanted()));
      case Request.ReadLink link -> readLink(view, link.path());
      default ->
          export.isReadOnly() ? new Reply.Failed(Errno.EROFS) : change(view, naming, attributes);
    };
  }

  private Reply change(Viewpoint view, Naming naming, Attributes attributes) {
    return switch (ask.request()) {
      case Request.SetMode set ->
          with(view, set.target(), node -> attributes.setMode(node, set.mode()));
      case Request.SetOwner set ->
          with(view, set.target(), node -> attributes.setOwner(node, set.user(), set.group()));
      case Request.SetTimes set ->
          with(
              view,
              set.target(),
              node -> attributes.setTimes(node, set.accessed(), set.modified()));
      case Request.SetSize set -> with(view, set.target(), node -> setSize(view, set, node));
      case Request.MakeDirectory made ->
          plain(naming.makeDirectory(named(made.path()), made.mode()));
      case Request.MakeNode made -> plain(naming.makeNode(named(made.path()), made.mode(), 0));
      case Request.MakeLink made -> plain(naming.makeLink(made.target(), named(made.path())));
      case Request.Link link ->
          plain(naming.link(named(link.path()), named(link.newPath()), false));
      case Request.Remove removed ->
          plain(
              removed.isDirectory()
                  ? naming.removeDirectory(named(removed.path()))
                  : naming.unlink(named(removed.path())));
      case Request.Rename renamed ->
          plain(naming.rename(named(renamed.path()), named(renamed.newPath()), false));
      default -> throw new IllegalStateException("no change: " + ask.request());
    };
  }

  private static String named(String path) {
    return path.isEmpty() ? "." : path;
  }

  private static Reply plain(Outcome outcome) {
    return outcome instanceof Outcome.Failed(Errno errno, int _)
        ? new Reply.Failed(errno)
        : new Reply.Done();
  }

  // ---- nodes

  private Reply with(Viewpoint view, Request.Target target, Function<Inode, Outcome> operation) {
    Inode node;
    Errno missing = Errno.ESTALE;
    switch (target) {
      case Request.Handle(long number) -> node = server.node(number);
      case Request.Path(String path, boolean follows) -> {
        Place place = files.find(named(path), follows, view);
        node = place.errno() == null ? place.node() : null;
        missing = place.errno() == null ? Errno.ENOENT : place.errno();
      }
    }
    if (node == null) {
      return new Reply.Failed(missing);
    }
    return operation.apply(node) instanceof Outcome.Failed(Errno errno, int _)
        ? new Reply.Failed(errno)
        : new Reply.Attributes(node.status());
  }

  private Outcome setSize(Viewpoint view, Request.SetSize set, Inode node) {
    if (!set.isOpen() || view.user().effectiveUid() != node.owner()) {
      return files.attributes(view).truncate(node, set.length(), RegularFile.BYTES_MAX);
    }
    FileDescription open = files.openNode(node, OpenFlag.WRITE_ONLY);
    if (open == null) {
      return Outcome.failed(Errno.EINVAL);
    }
    open.retain();
    Outcome outcome = open.truncate(set.length(), call(view));
    open.release();
    return outcome;
  }

  private IoCall call(Viewpoint view) {
    return new IoCall(false, null, view.user(), 0, RegularFile.BYTES_MAX, server.wire());
  }

  private Reply readLink(Viewpoint view, String path) {
    Place place = files.find(named(path), false, view);
    if (place.node() == null) {
      return new Reply.Failed(place.errno() == null ? Errno.ENOENT : place.errno());
    }
    return place.node() instanceof SymbolicLink link
        ? new Reply.Text(link.target())
        : new Reply.Failed(Errno.EINVAL);
  }

  // ---- opening

  private Reply open(Export export, Viewpoint view, Request.Open open) {
    String path = named(open.path());
    int flags = open.flags();
    if ((flags & OpenFlag.UNNAMED) == OpenFlag.UNNAMED) {
      return new Reply.Failed(Errno.EOPNOTSUPP);
    }
    boolean writes = OpenFlag.writes(flags) || (flags & OpenFlag.TRUNCATE) != 0;
    boolean creates = (flags & OpenFlag.CREATE) != 0;
    Inode there = files.find(path, true, view).node();
    if (there == null && creates && export.isReadOnly()) {
      return new Reply.Failed(Errno.EROFS);
    }
    if (there != null) {
      int type = there.type();
      if (type != FileMode.REGULAR && type != FileMode.DIRECTORY) {
        return new Reply.Failed(Errno.ENXIO);
      }
      if (writes && type == FileMode.REGULAR && export.isReadOnly()) {
        return new Reply.Failed(Errno.EROFS);
      }
    }
    Opened opened = files.open(path, flags, open.mode(), view, call(view));
    FileDescription description = opened.description();
    Inode node = description == null ? null : description.inode();
    if (description == null || node == null) {
      return opened.outcome() instanceof Outcome.Failed(Errno errno, int _)
          ? new Reply.Failed(errno)
          : new Reply.Failed(Errno.ENXIO);
    }
    description.retain();
    Reply reply = new Reply.Opened(server.handle(node), node.status());
    description.release();
    return reply;
  }

  private Reply list(Request.List list) {
    Inode node = server.node(list.handle());
    if (!(node instanceof Directory directory)) {
      return new Reply.Failed(node == null ? Errno.ESTALE : Errno.ENOTDIR);
    }
    FileDescription opened = files.openNode(directory, OpenFlag.READ_ONLY);
    if (!(opened instanceof OpenDirectory open)) {
      return new Reply.Failed(Errno.ENOTDIR);
    }
    open.retain();
    open.seek(list.position(), 0);
    KernelBuffer buffer = new KernelBuffer(list.count());
    Outcome outcome = open.list(buffer);
    Outcome position = open.seek(0, 1);
    open.release();
    if (outcome instanceof Outcome.Done(long bytes, int _)
        && position instanceof Outcome.Done(long at, int _)) {
      return new Reply.Entries(Arrays.copyOf(buffer.bytes(), (int) bytes), at);
    }
    return plain(outcome);
  }
}
