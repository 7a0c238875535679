package osprey.kernel.core;

import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Then;
import osprey.kernel.wait.Wait;
import osprey.kernel.wait.WaitQueue;
import osprey.kernel.wait.Waiter;

/// Devices of scheduling exercises: named, with a time for each request. An exclusive device serves
/// one request at a time in order of arrival; the others serve all at once.
public final class Devices {
  private record Request(int tid, long nanos) {}

  private final Kernel kernel;

  /// Requests of exclusive devices, the one in service first.
  private final Map<String, ArrayDeque<Request>> queues = new LinkedHashMap<>();

  private final Map<String, WaitQueue> waiting = new LinkedHashMap<>();

  Devices(Kernel kernel) {
    this.kernel = kernel;
  }

  Devices(Devices from, Kernel kernel, Copier copier) {
    this.kernel = kernel;
    from.queues.forEach((name, queue) -> queues.put(name, queue.clone()));
    from.waiting.forEach((name, queue) -> waiting.put(name, copier.copy(queue)));
  }

  /// The wait of a thread that asks a device for something.
  public Wait request(
      Task task, String device, long nanos, boolean isExclusive, long nextBurstNanos) {
    task.scheduling.nextBurstNanos = nextBurstNanos;
    if (isExclusive) {
      ArrayDeque<Request> queue = queues.computeIfAbsent(device, _ -> new ArrayDeque<>());
      queue.add(new Request(task.id(), nanos));
      if (queue.size() == 1) {
        start(device, queue.element());
      }
    } else {
      start(device, new Request(task.id(), nanos));
    }
    WaitQueue queue = waiting.computeIfAbsent(device, name -> new WaitQueue("device " + name));
    return Wait.on(queue).then(new Then.Return(0)).interrupt(Wait.Interrupt.UNINTERRUPTIBLE);
  }

  private void start(String device, Request request) {
    kernel.schedule(kernel.now() + request.nanos(), new BurstIoDone(request.tid(), device));
  }

  void done(int tid, String device) {
    ArrayDeque<Request> queue = queues.get(device);
    if (queue != null && !queue.isEmpty() && queue.element().tid() == tid) {
      queue.remove();
      Request next = queue.peek();
      if (next != null) {
        start(device, next);
      }
    }
    Task task = kernel.processTable().task(tid);
    @Nullable Waiter waiter = task == null ? null : task.waiter;
    WaitQueue where = waiting.get(device);
    if (waiter != null && waiter.terms().queues().contains(where)) {
      waiter.wake();
    }
  }
}
