package osprey.kernel.syscall;

import java.nio.charset.StandardCharsets;
import java.util.List;
import osprey.abi.Errno;
import osprey.kernel.file.Credentials;
import osprey.kernel.wait.Outcome;

/// Who a process is, credentials(7), and what system it runs on, uname(2).
final class IdentityCalls {
  private static final int NAME_BYTES = 65;

  private IdentityCalls() {}

  static Outcome setUser(Call call) {
    Credentials old = call.process().credentials;
    int uid = call.intArgument(0);
    if (uid < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (old.isRoot()) {
      return become(call, uid, uid, uid, old.gid(), old.effectiveGid(), old.savedGid());
    }
    return uid == old.uid() || uid == old.savedUid()
        ? become(
            call, old.uid(), uid, old.savedUid(), old.gid(), old.effectiveGid(), old.savedGid())
        : Outcome.failed(Errno.EPERM);
  }

  static Outcome setGroup(Call call) {
    Credentials old = call.process().credentials;
    int gid = call.intArgument(0);
    if (gid < 0) {
      return Outcome.failed(Errno.EINVAL);
    }
    if (old.isRoot()) {
      return become(call, old.uid(), old.effectiveUid(), old.savedUid(), gid, gid, gid);
    }
    return gid == old.gid() || gid == old.savedGid()
        ? become(
            call, old.uid(), old.effectiveUid(), old.savedUid(), old.gid(), gid, old.savedGid())
        : Outcome.failed(Errno.EPERM);
  }

  /// setreuid(2), and setresuid(2) with the third argument; -1 leaves an identity alone.
  static Outcome setUsers(Call call, boolean hasSaved) {
    Credentials old = call.process().credentials;
    int real = call.intArgument(0);
    int effective = call.intArgument(1);
    int saved = hasSaved ? call.intArgument(2) : -1;
    for (int id : new int[] {real, effective, saved}) {
      if (id != -1
          && !old.isRoot()
          && id != old.uid()
          && id != old.effectiveUid()
          && id != old.savedUid()) {
        return Outcome.failed(Errno.EPERM);
      }
    }
    int newEffective = effective == -1 ? old.effectiveUid() : effective;
    int newSaved = hasSaved ? (saved == -1 ? old.savedUid() : saved) : newEffective;
    return become(
        call,
        real == -1 ? old.uid() : real,
        newEffective,
        newSaved,
        old.gid(),
        old.effectiveGid(),
        old.savedGid());
  }

  private static Outcome become(
      Call call, int uid, int effectiveUid, int savedUid, int gid, int effectiveGid, int savedGid) {
    Credentials old = call.process().credentials;
    boolean mayOverride = old.mayOverride() && (effectiveUid == 0 || uid == 0 || savedUid == 0);
    call.process().credentials =
        new Credentials(
            uid, effectiveUid, savedUid, gid, effectiveGid, savedGid, old.groups(), mayOverride);
    return Outcome.ZERO;
  }

  static Outcome uname(Call call) {
    long at = call.argument(0);
    for (String text :
        List.of(
            "Linux",
            call.kernel().config().name(),
            "6.1.0-osprey",
            "#1 SMP Osprey simulator",
            "x86_64",
            "(none)")) {
      byte[] field = new byte[NAME_BYTES];
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      System.arraycopy(bytes, 0, field, 0, Math.min(bytes.length, NAME_BYTES - 1));
      call.memory().write(at, field);
      at += NAME_BYTES;
    }
    return Outcome.ZERO;
  }

  /// getrandom(2), from the machine's seed.
  static Outcome random(Call call) {
    long at = call.argument(0);
    long count = Math.min(call.argument(1), 1 << 25);
    long done = 0;
    while (done < count) {
      long value = call.kernel().chance().nextLong();
      for (int i = 0; i < Long.BYTES && done < count; i++, done++) {
        call.memory().writeByte(at + done, (int) (value >>> (8 * i)));
      }
    }
    return Outcome.done(count);
  }
}
