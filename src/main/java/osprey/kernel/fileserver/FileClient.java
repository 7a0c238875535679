package osprey.kernel.fileserver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.abi.Errno;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.kernel.file.Credentials;
import osprey.kernel.file.FileSystem;
import osprey.kernel.net.Wire;
import osprey.kernel.wait.Outcome;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.network.Fabric;

/// What a machine has mounted from others, and the requests that are on their way.
///
/// A request that is not answered is sent again, after the timeout, twice the timeout, and so on.
/// After the last retry a soft mount gives up; a hard one begins anew. It rests while there is no
/// way to the server, so that a simulation in which nothing else happens comes to its end, and goes
/// on at the moments at which it would have asked anyway.
public final class FileClient implements Copyable<FileClient> {
  private final Wire wire;
  private final Fabric fabric;
  private final int host;
  private final List<Mount> mounts = new ArrayList<>();
  private final Map<Long, Exchange> exchanges = new LinkedHashMap<>();

  /// Servers that have been told of as not responding.
  private final List<Integer> silent = new ArrayList<>();

  private long lastNumber;

  FileClient(Wire wire, int host, Fabric fabric) {
    this.wire = wire;
    this.host = host;
    this.fabric = fabric;
  }

  private FileClient(FileClient from, Copier copier) {
    copier.register(from, this);
    host = from.host;
    lastNumber = from.lastNumber;
    mounts.addAll(from.mounts);
    silent.addAll(from.silent);
    wire = copier.known(from.wire);
    fabric = copier.copy(from.fabric);
    for (Map.Entry<Long, Exchange> entry : from.exchanges.entrySet()) {
      exchanges.put(entry.getKey(), copier.copy(entry.getValue()));
    }
  }

  boolean hasMounts() {
    return !mounts.isEmpty();
  }

  public void add(Mount mount) {
    mounts.add(mount);
  }

  /// What is mounted as that file system, null for a file system of this machine.
  public @Nullable Mount mount(FileSystem fileSystem) {
    for (Mount mount : mounts) {
      if (mount.device() == fileSystem.device()) {
        return mount;
      }
    }
    return null;
  }

  // ---- calls

  /// Sends a request; the call waits for its answer and finds it with {@link #reply}.
  ///
  /// @param transferred bytes that the call has moved before
  /// @param offset where in the file the request reads or writes
  public Outcome ask(
      Mount mount, Credentials user, int umask, Request request, long transferred, long offset) {
    long number = ++lastNumber;
    Message.Ask ask = new Message.Ask(host, number, mount.export(), user, umask, request);
    Exchange exchange = new Exchange(ask, mount, wire.now());
    exchanges.put(number, exchange);
    transmit(exchange);
    return await(new Pending(number, transferred, offset));
  }

  /// The answer to the request that a call has waited for, once; null if it is not there yet.
  public @Nullable Reply reply(Pending pending) {
    Exchange exchange = exchanges.get(pending.number());
    if (exchange == null) {
      return new Reply.Failed(Errno.EIO);
    }
    if (exchange.reply != null) {
      exchanges.remove(pending.number());
    }
    return exchange.reply;
  }

  /// Waits for the answer; as with nfs(5), only a signal that kills ends the wait.
  public Outcome await(Pending pending) {
    Exchange exchange = exchanges.get(pending.number());
    if (exchange == null) {
      return Outcome.failed(Errno.EIO);
    }
    return Outcome.blocked(
        Wait.on(exchange.answered)
            .shared()
            .interrupt(Wait.Interrupt.UNINTERRUPTIBLE)
            .then(new Then.Continue(pending)));
  }

  // ---- messages

  private void transmit(Exchange exchange) {
    int server = exchange.mount.server();
    wire.work(FileServer.WORK_PERCENT);
    FileServer.send(wire, fabric, host, server, exchange.ask, wire.now());
    schedule(exchange, wire.now() + (exchange.mount.timeoutNanos() << exchange.attempt), false);
  }

  private void schedule(Exchange exchange, long at, boolean isFresh) {
    exchange.timer++;
    exchange.alarm =
        wire.schedule(at, new AskAgain(exchange.ask.number(), exchange.timer, isFresh));
  }

  void arrived(Message.Answer answer) {
    Exchange exchange = exchanges.get(answer.number());
    if (exchange == null || exchange.reply != null) {
      return;
    }
    if (silent.remove(Integer.valueOf(exchange.mount.server()))) {
      wire.tell("file server " + exchange.mount.serverName() + " responds again");
    }
    if (!exchange.isDormant) {
      wire.cancel(exchange.alarm);
    }
    settle(exchange, answer.reply());
  }

  private void settle(Exchange exchange, Reply reply) {
    if (exchange.answered.isEmpty()) {
      // Whoever asked has been killed.
      exchanges.remove(exchange.ask.number());
      return;
    }
    exchange.reply = reply;
    exchange.answered.wakeAll();
  }

  void timeOut(AskAgain due) {
    Exchange exchange = exchanges.get(due.number());
    if (exchange == null || exchange.reply != null || exchange.timer != due.timer()) {
      return;
    }
    if (exchange.answered.isEmpty()) {
      exchanges.remove(due.number());
    } else if (due.isFresh()) {
      transmit(exchange);
    } else if (exchange.attempt < exchange.mount.retries()) {
      exchange.attempt++;
      transmit(exchange);
    } else {
      giveUpOrGoOn(exchange);
    }
  }

  private void giveUpOrGoOn(Exchange exchange) {
    Mount mount = exchange.mount;
    if (mount.isSoft()) {
      wire.tell("file server " + mount.serverName() + " does not respond: a request fails");
      settle(exchange, new Reply.Failed(Errno.EIO));
      return;
    }
    if (!silent.contains(mount.server())) {
      silent.add(mount.server());
      wire.tell("file server " + mount.serverName() + " does not respond, still trying");
    }
    exchange.attempt = 0;
    if (fabric.isReachable(host, mount.server())) {
      transmit(exchange);
    } else {
      exchange.isDormant = true;
    }
  }

  /// A link is whole again.
  void networkHealed() {
    for (Exchange exchange : exchanges.values()) {
      if (exchange.isDormant && fabric.isReachable(host, exchange.mount.server())) {
        exchange.isDormant = false;
        resume(exchange);
      }
    }
  }

  /// At the next moment at which it would have asked again.
  private void resume(Exchange exchange) {
    Mount mount = exchange.mount;
    long elapsed = wire.now() - exchange.began;
    long cycle = exchange.began + elapsed / mount.cycleNanos() * mount.cycleNanos();
    for (int attempt = 0; attempt <= mount.retries(); attempt++) {
      long at = cycle + mount.timeoutNanos() * ((1L << attempt) - 1);
      if (at >= wire.now()) {
        exchange.attempt = attempt;
        schedule(exchange, at, true);
        return;
      }
    }
    schedule(exchange, cycle + mount.cycleNanos(), true);
  }

  @Override
  public FileClient copy(Copier copier) {
    return new FileClient(this, copier);
  }
}
