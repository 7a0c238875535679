package osprey.kernel.core;

import osprey.engine.Copier;
import osprey.kernel.file.TruncationListener;
import osprey.kernel.task.Process;
import osprey.kernel.task.ProcessTable;
import osprey.machine.FrameSource;

/// Takes the pages that a file loses out of every address space that maps them.
final class Mappings implements TruncationListener {
  private final ProcessTable processes;

  Mappings(ProcessTable processes) {
    this.processes = processes;
  }

  private Mappings(Mappings from, Copier copier) {
    copier.register(from, this);
    processes = copier.copy(from.processes);
  }

  @Override
  public void truncated(FrameSource source, long firstPage) {
    for (Process process : processes.processes()) {
      process.memory().forget(source, firstPage);
    }
  }

  @Override
  public Mappings copy(Copier copier) {
    return new Mappings(this, copier);
  }
}
