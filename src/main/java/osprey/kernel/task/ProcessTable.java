package osprey.kernel.task;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import osprey.engine.Copier;
import osprey.engine.Copyable;

/// All processes and threads of a machine by number. Numbers rise and are used once.
public final class ProcessTable implements Copyable<ProcessTable> {
  private final Map<Integer, Process> processes = new LinkedHashMap<>();
  private final Map<Integer, Task> tasks = new LinkedHashMap<>();
  private int nextId = 1;

  public ProcessTable() {}

  private ProcessTable(ProcessTable from, Copier copier) {
    copier.register(from, this);
    nextId = from.nextId;
    from.processes.forEach((id, process) -> processes.put(id, copier.copy(process)));
    from.tasks.forEach((id, task) -> tasks.put(id, copier.copy(task)));
  }

  public int allocateId() {
    return nextId++;
  }

  public void add(Process process) {
    processes.put(process.id(), process);
  }

  public void add(Task task) {
    tasks.put(task.id(), task);
  }

  public void remove(Process process) {
    processes.remove(process.id());
  }

  public void remove(Task task) {
    tasks.remove(task.id());
  }

  public @Nullable Process process(int id) {
    return processes.get(id);
  }

  public @Nullable Task task(int id) {
    return tasks.get(id);
  }

  /// Threads that have not been joined or reaped, of all processes.
  public int threadCount() {
    return tasks.size();
  }

  /// In order of creation, zombies included.
  public Collection<Process> processes() {
    return Collections.unmodifiableCollection(processes.values());
  }

  /// In order of creation; those joined or reaped are gone.
  public Collection<Task> tasks() {
    return Collections.unmodifiableCollection(tasks.values());
  }

  @Override
  public ProcessTable copy(Copier copier) {
    return new ProcessTable(this, copier);
  }
}
