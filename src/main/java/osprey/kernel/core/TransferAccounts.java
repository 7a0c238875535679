package osprey.kernel.core;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import osprey.engine.Copier;
import osprey.engine.Copyable;
import osprey.inspect.TransferInfo;
import osprey.kernel.task.Accounts;
import osprey.kernel.task.Task;
import osprey.kernel.wait.Outcome;

/// What the calls on each channel cost, in the order in which the channels were first used.
public final class TransferAccounts implements Copyable<TransferAccounts> {
  /// Beyond so many channels no new one gets an account.
  private static final int CHANNELS_MAX = 1000;

  private static final class Account {
    final String kind;
    long calls;
    long copies;
    long copiedBytes;
    long waits;
    long wakeUps;
    long nanos;

    Account(String kind) {
      this.kind = kind;
    }

    Account(Account from) {
      kind = from.kind;
      calls = from.calls;
      copies = from.copies;
      copiedBytes = from.copiedBytes;
      waits = from.waits;
      wakeUps = from.wakeUps;
      nanos = from.nanos;
    }
  }

  private final Map<String, Account> accounts = new LinkedHashMap<>();

  /// Threads that running threads have made ready so far.
  private long wakeUps;

  TransferAccounts() {}

  private TransferAccounts(TransferAccounts from, Copier copier) {
    copier.register(from, this);
    wakeUps = from.wakeUps;
    from.accounts.forEach((channel, account) -> accounts.put(channel, new Account(account)));
  }

  void wokeUp() {
    wakeUps++;
  }

  /// Makes an operation of a call and books what it cost.
  ///
  /// @param isFirst the call has not waited before
  public Outcome book(
      Kernel kernel,
      Task task,
      boolean isFirst,
      String kind,
      String channel,
      Supplier<Outcome> operation) {
    Account account = accounts.get(channel);
    if (account == null) {
      if (accounts.size() >= CHANNELS_MAX) {
        return operation.get();
      }
      account = new Account(kind);
      accounts.put(channel, account);
    }
    Accounts before = task.accounts;
    long copies = before.copies;
    long bytes = before.bytesCopied;
    long nanos = before.systemNanos;
    long woken = wakeUps;
    Outcome outcome = operation.get();
    account.copies += before.copies - copies;
    account.copiedBytes += before.bytesCopied - bytes;
    account.wakeUps += wakeUps - woken;
    account.nanos += before.systemNanos - nanos;
    if (isFirst) {
      account.calls++;
      account.nanos += kernel.costs().callNanos();
    }
    if (outcome instanceof Outcome.Blocked) {
      account.waits++;
    }
    return outcome;
  }

  public List<TransferInfo> all() {
    List<TransferInfo> all = new ArrayList<>();
    accounts.forEach((channel, account) ->
        all.add(
            new TransferInfo(
                account.kind,
                channel,
                account.calls,
                account.copies,
                account.copiedBytes,
                account.waits,
                account.wakeUps,
                account.nanos)));
    return all;
  }

  @Override
  public TransferAccounts copy(Copier copier) {
    return new TransferAccounts(this, copier);
  }
}
