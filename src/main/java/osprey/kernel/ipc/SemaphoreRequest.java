package osprey.kernel.ipc;

import java.util.List;
import osprey.kernel.wait.Described;

/// Operations of one semop(2), done all or none. Immutable.
public record SemaphoreRequest(int set, List<SemaphoreOperation> operations, int processId)
    implements Described {
  public SemaphoreRequest {
    operations = List.copyOf(operations);
  }

  /// Whether it changes a value, beside waiting for zeros.
  public boolean isChanging() {
    for (SemaphoreOperation operation : operations) {
      if (operation.change() != 0) {
        return true;
      }
    }
    return false;
  }

  int highest() {
    int highest = 0;
    for (SemaphoreOperation operation : operations) {
      highest = Math.max(highest, operation.semaphore());
    }
    return highest;
  }

  @Override
  public String words() {
    StringBuilder words = new StringBuilder();
    for (SemaphoreOperation operation : operations) {
      if (operation.change() <= 0) {
        words
            .append(words.isEmpty() ? "" : " and ")
            .append("semaphore ")
            .append(operation.semaphore())
            .append(" of set ")
            .append(set)
            .append(operation.change() == 0 ? " to be 0" : " to be at least ")
            .append(operation.change() == 0 ? "" : Integer.toString(-operation.change()));
      }
    }
    return words.isEmpty() ? "semaphore set " + set : words.toString();
  }
}
