package osprey.kernel.task;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.kernel.task.Sandbox.Denial;

final class SandboxTest {
  private static Sandbox noFiles(String... readable) {
    return new Sandbox("test", Set.of(Denial.FILES), List.of(readable), Errno.EPERM);
  }

  @Test
  void denials_add_up() {
    Sandbox both =
        noFiles().and(new Sandbox("more", Set.of(Denial.NETWORK), List.of(), Errno.EACCES));

    assertThat(both.denied()).containsExactlyInAnyOrder(Denial.FILES, Denial.NETWORK);
    assertThat(both.refusal()).isEqualTo(Errno.EPERM);
  }

  @Test
  void only_what_both_let_one_read_can_be_read() {
    Sandbox both = noFiles("/usr", "/etc").and(noFiles("/usr/share", "/home", "/etc"));

    assertThat(both.readable()).containsExactlyInAnyOrder("/usr/share", "/etc");
    assertThat(both.maySee("/usr/share/words")).isTrue();
    assertThat(both.maySee("/usr/lib")).isFalse();
    assertThat(both.maySee("/home")).isFalse();
  }

  @Test
  void a_sandbox_that_says_nothing_of_files_leaves_the_other_s_exceptions() {
    Sandbox network = new Sandbox("net", Set.of(Denial.NETWORK), List.of(), Errno.EPERM);

    assertThat(network.and(noFiles("/usr")).readable()).containsExactly("/usr");
    assertThat(noFiles("/usr").and(network).readable()).containsExactly("/usr");
    assertThat(Sandbox.NONE.and(noFiles("/usr"))).isEqualTo(noFiles("/usr"));
  }

  @Test
  void a_path_that_only_begins_alike_is_not_below() {
    assertThat(noFiles("/usr").maySee("/usr2")).isFalse();
    assertThat(noFiles("/").maySee("/etc/passwd")).isTrue();
  }
}
