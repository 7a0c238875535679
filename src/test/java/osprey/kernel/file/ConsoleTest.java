package osprey.kernel.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.abi.Signal;
import osprey.engine.Copier;
import osprey.kernel.ipc.Machine;
import osprey.kernel.wait.Outcome;

class ConsoleTest {
  private final Machine machine = new Machine();
  private final Machine.Caller caller = machine.caller();
  private final Console console = machine.tree.console();
  private final FileDescription terminal = machine.open("/dev/tty", OpenFlag.READ_WRITE);
  private final byte[] into = new byte[100];

  private List<Integer> type(String text) {
    List<Integer> signals = console.type(text.getBytes(StandardCharsets.ISO_8859_1), machine.now());
    machine.settle();
    return signals;
  }

  private String read() {
    return caller.read(terminal, into) instanceof Outcome.Done(long count, int _)
        ? new String(into, 0, (int) count, StandardCharsets.ISO_8859_1)
        : "" + caller.result;
  }

  private String shown() {
    return new String(console.log().contents(), StandardCharsets.ISO_8859_1);
  }

  private void set(int localFlags, int least, int tenths) {
    Terminal old = console.settings();
    List<Integer> characters = new ArrayList<>(old.characters());
    characters.set(Terminal.MIN, least);
    characters.set(Terminal.TIME, tenths);
    console.configure(
        new Terminal(
            old.inputFlags(), old.outputFlags(), old.controlFlags(), localFlags, characters),
        false);
  }

  @Test
  void a_reader_waits_for_a_whole_line() {
    assertThat(caller.read(terminal, into)).isNull();
    type("he");
    assertThat(caller.isBlocked()).isTrue();
    type("llo\r");

    assertThat(caller.result).isEqualTo(Outcome.done(6));
    assertThat(shown()).isEqualTo("hello\n");
  }

  @Test
  void a_line_can_be_edited_before_it_is_sent() {
    type("abx\177c\n");
    type("gone\25kept\n");
    type("two words\27thing\n");

    assertThat(read() + read() + read()).isEqualTo("abc\nkept\ntwo thing\n");
  }

  @Test
  void a_short_read_leaves_the_rest_of_the_line() {
    type("hello\n");

    assertThat(caller.read(terminal, new byte[2])).isEqualTo(Outcome.done(2));
    assertThat(read()).isEqualTo("llo\n");
  }

  @Test
  void the_end_character_ends_input_once_at_the_start_of_a_line_and_else_sends_the_line() {
    type("ab\4");
    assertThat(read()).isEqualTo("ab");
    type("\4");
    assertThat(caller.read(terminal, into)).isEqualTo(Outcome.ZERO);
    type("more\n");
    assertThat(read()).isEqualTo("more\n");
  }

  @Test
  void signal_characters_become_signals_and_drop_the_line() {
    assertThat(type("abc\3")).containsExactly(Signal.SIGINT.number());
    assertThat(type("\34\32")).containsExactly(Signal.SIGQUIT.number(), Signal.SIGTSTP.number());
    type("x\n");

    assertThat(read()).isEqualTo("x\n");
    assertThat(shown()).isEqualTo("abc^C^\\^Zx\n");
  }

  @Test
  void without_echo_nothing_shows() {
    set(console.settings().localFlags() & ~Terminal.ECHO, 1, 0);
    type("secret\n");

    assertThat(shown()).isEmpty();
    assertThat(read()).isEqualTo("secret\n");
  }

  @Test
  void in_raw_mode_every_byte_arrives_at_once() {
    set(0, 1, 0);
    caller.read(terminal, into);

    assertThat(type("\3")).isEmpty();

    assertThat(caller.result).isEqualTo(Outcome.done(1));
  }

  @Test
  void in_raw_mode_a_read_may_return_at_once_or_after_a_while() {
    set(0, 0, 0);
    assertThat(caller.read(terminal, into)).isEqualTo(Outcome.ZERO);

    set(0, 0, 5);
    Outcome outcome = terminal.read(new KernelBuffer(1), machine.call(false));
    assertThat(outcome).isInstanceOf(Outcome.Blocked.class);
  }

  @Test
  void after_the_end_of_all_input_reads_give_nothing() {
    caller.read(terminal, into);
    console.end();
    machine.settle();

    assertThat(caller.result).isEqualTo(Outcome.ZERO);
    assertThat(caller.read(terminal, into)).isEqualTo(Outcome.ZERO);
  }

  @Test
  void the_log_tells_who_wrote_what() {
    caller.write(terminal, "one");
    machine.caller().write(terminal, "two");
    OutputLog log = console.log();

    assertThat(log.since(0)).extracting(OutputLog.Chunk::processId).containsExactly(1, 2);
    assertThat(log.since(1).getFirst().bytes()).isEqualTo(new byte[] {'t', 'w', 'o'});
    assertThat(log.size()).isEqualTo(6);
  }

  @Test
  void a_copied_log_shares_the_past_and_goes_its_own_way() {
    caller.write(terminal, "before ");
    Console copied = new Copier().copy(console);
    caller.write(terminal, "after");

    assertThat(shown()).isEqualTo("before after");
    assertThat(copied.log().size()).isEqualTo(7);
  }

  @Test
  void settings_survive_the_way_through_user_memory() {
    assertThat(Terminal.decoded(Terminal.DEFAULT.encoded())).isEqualTo(Terminal.DEFAULT);
    assertThat(Terminal.DEFAULT.encoded()).hasSize(36);
  }

  @Test
  void input_from_the_host_blocks_until_it_is_fed_or_ended() {
    InputFeed feed = new InputFeed("stdin");
    assertThat(caller.read(feed, into)).isNull();

    feed.feed("data".getBytes(StandardCharsets.UTF_8));
    machine.settle();
    assertThat(caller.result).isEqualTo(Outcome.done(4));

    caller.read(feed, into);
    feed.end();
    machine.settle();
    assertThat(caller.result).isEqualTo(Outcome.ZERO);
    assertThat(feed.ready()).isEqualTo(Ready.HANG_UP);
  }

  @Test
  void output_to_the_host_never_blocks_and_is_no_terminal() {
    OutputFile out = new OutputFile(new OutputLog(), "stdout");

    assertThat(caller.write(out, "x".repeat(100_000))).isEqualTo(Outcome.done(100_000));
    assertThat(caller.read(out, into)).isEqualTo(Outcome.failed(Errno.EBADF));
    assertThat(out.terminal()).isNull();
    assertThat(out.status().mode() & FileMode.TYPE).isEqualTo(FileMode.FIFO);
  }
}
