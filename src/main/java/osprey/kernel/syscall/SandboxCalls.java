package osprey.kernel.syscall;

import com.google.common.base.Splitter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import osprey.abi.Errno;
import osprey.kernel.task.Sandbox;
import osprey.kernel.task.Sandbox.Denial;
import osprey.kernel.wait.Outcome;

/// `osprey_sandbox` of osprey.h: a process gives up what it does not need. There is no way back.
///
/// Rules are words: `no-files`, `no-network` …, `read=/usr/share`, `errno=EACCES`, `name=renderer`.
final class SandboxCalls {
  private static final Splitter SPACE = Splitter.on(' ').omitEmptyStrings();
  private static final String DENY = "no-";
  private static final String READ = "read=/";
  private static final String NAME = "name=";

  private SandboxCalls() {}

  static Outcome enter(Call call) {
    Set<Denial> denied = EnumSet.noneOf(Denial.class);
    List<String> readable = new ArrayList<>();
    String name = call.process().name();
    Errno refusal = Errno.EPERM;
    for (String word : SPACE.split(call.pathArgument(0))) {
      if (word.startsWith(READ)) {
        readable.add(withoutSlash(word.substring(READ.length() - 1)));
      } else if (word.startsWith(NAME)) {
        name = word.substring(NAME.length());
      } else if (word.equals("errno=EACCES")) {
        refusal = Errno.EACCES;
      } else if (!word.equals("errno=EPERM") && !add(denied, word)) {
        return Outcome.failed(Errno.EINVAL);
      }
    }
    if (denied.isEmpty() || (!readable.isEmpty() && !denied.contains(Denial.FILES))) {
      return Outcome.failed(Errno.EINVAL);
    }
    call.process().sandbox =
        call.process().sandbox.and(new Sandbox(name, denied, readable, refusal));
    return Outcome.ZERO;
  }

  private static boolean add(Set<Denial> denied, String word) {
    for (Denial denial : Denial.values()) {
      if (word.startsWith(DENY) && word.substring(DENY.length()).equals(denial.word())) {
        denied.add(denial);
        return true;
      }
    }
    return false;
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}
