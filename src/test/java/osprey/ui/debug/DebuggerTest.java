package osprey.ui.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import osprey.inspect.FrameInfo;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DebuggerTest {
  private static final String CALLS =
      """
      #include <stdio.h>
      int total;
      static int add(int a, int b) {
        int c = a + b;
        return c;
      }
      int main(void) {
        int r = add(3, 4);
        printf("%d\\n", r);
        for (int i = 0; i < 2; i++)
          total += add(i, r);
        return 0;
      }
      """;

  @Test
  void a_program_stops_before_the_line_of_a_breakpoint() throws DebugError {
    Debugged run = Debugged.program(CALLS);
    run.debugger.addBreakpoint("t.c:9", false, null, 0);

    Halt halt = run.run();

    assertThat(halt).isEqualTo(new Halt.AtBreakpoint(List.of(1), false));
    assertThat(run.where()).isEqualTo("main:9");
    assertThat(run.print("r")).isEqualTo("7");
    assertThat(run.output()).isEmpty();
    assertThat(run.debugger.proceed()).isEqualTo(new Halt.Finished());
    assertThat(run.output()).isEqualTo("7\n");
    assertThat(run.debugger.isRunning()).isFalse();
  }

  @Test
  void a_function_breakpoint_is_reached_at_each_call() throws DebugError {
    Debugged run = Debugged.program(CALLS);
    Breakpoint add = run.debugger.addBreakpoint("add", false, null, 0);

    run.run();
    assertThat(run.where()).isEqualTo("add:4");
    assertThat(run.print("a * 10 + b")).isEqualTo("34");
    run.debugger.proceed();
    assertThat(run.print("b")).isEqualTo("7");
    run.debugger.proceed();
    assertThat(add.hits()).isEqualTo(3);
    assertThat(run.debugger.proceed()).isEqualTo(new Halt.Finished());
  }

  @Test
  void a_condition_and_a_count_hold_a_breakpoint_back() throws DebugError {
    Debugged run = Debugged.program(CALLS);
    run.debugger.addBreakpoint("add", false, "a == 1", 0);

    run.run();
    assertThat(run.print("a")).isEqualTo("1");

    Debugged other = Debugged.program(CALLS);
    other.debugger.addBreakpoint("add", false, null, 0).ignore(1);
    other.run();
    assertThat(other.print("a")).isEqualTo("0");
  }

  @Test
  void a_disabled_or_deleted_breakpoint_does_not_stop() throws DebugError {
    Debugged run = Debugged.program(CALLS);
    run.debugger.addBreakpoint("add", false, null, 0);
    run.debugger.addBreakpoint("main", false, null, 0);
    run.debugger.enableBreakpoint(1, false);

    run.run();
    assertThat(run.where()).isEqualTo("main:8");
    run.debugger.deleteBreakpoint(2);
    assertThat(run.debugger.proceed()).isEqualTo(new Halt.Finished());
    assertThatThrownBy(() -> run.debugger.deleteBreakpoint(2))
        .hasMessage("No breakpoint number 2.");
  }

  @Test
  void step_enters_functions_and_next_does_not() throws DebugError {
    Debugged run = Debugged.program(CALLS).to("main");

    run.debugger.stepLine(true);
    assertThat(run.where()).isEqualTo("add:4");
    run.debugger.stepLine(true);
    assertThat(run.where()).isEqualTo("add:5");
    run.debugger.stepLine(true);
    assertThat(run.where()).isEqualTo("main:9");
    run.debugger.stepLine(true);
    assertThat(run.where()).as("printf is the library's").isEqualTo("main:10");
    run.debugger.stepLine(false);
    assertThat(run.where()).isEqualTo("main:11");
    run.debugger.stepLine(false);
    assertThat(run.where()).isEqualTo("main:10");
  }

  @Test
  void until_leaves_a_loop() throws DebugError {
    Debugged run = Debugged.program(CALLS).to("t.c:11");

    assertThat(run.debugger.untilNextLine()).isEqualTo(new Halt.StepDone());

    assertThat(run.where()).isEqualTo("main:12");
    assertThat(run.print("total")).isEqualTo("15");
  }

  @Test
  void finish_tells_the_value_returned() throws DebugError {
    Debugged run = Debugged.program(CALLS).to("add");

    Halt halt = run.debugger.finish();

    assertThat(run.where()).startsWith("main:");
    assertThat(((Halt.Returned) halt).value()).extracting(Value::asLong).isEqualTo(7L);
    assertThatThrownBy(run.debugger::finish).hasMessageContaining("outermost frame");
  }

  @Test
  void advance_goes_to_a_place() throws DebugError {
    Debugged run = Debugged.program(CALLS).to("main");

    assertThat(run.debugger.advance("12")).isEqualTo(new Halt.StepDone());

    assertThat(run.where()).isEqualTo("main:12");
  }

  @Test
  void one_instruction_is_the_smallest_step() throws DebugError {
    Debugged run = Debugged.program(CALLS).to("main");
    long before = run.debugger.selection().frame().pc();

    run.debugger.stepInstruction(false);

    assertThat(run.debugger.selection().frame().pc()).isGreaterThan(before);
  }

  @Test
  void the_calls_of_a_thread_end_with_main() throws DebugError {
    Debugged run = Debugged.program(CALLS).to("add");

    assertThat(run.debugger.selection().frames())
        .extracting(FrameInfo::function)
        .containsExactly("add", "main");
    run.debugger.selection().selectFrame(1);
    assertThat(run.print("total")).isEqualTo("0");
    assertThatThrownBy(() -> run.debugger.selection().selectFrame(2))
        .hasMessage("Initial frame selected; you cannot go up.");
  }

  @Test
  void a_fault_stops_before_the_process_is_gone() throws DebugError {
    Debugged run =
        Debugged.program(
            """
            int main(void) {
              int *p = 0;
              *p = 1;
              return 0;
            }
            """);

    assertThat(run.run()).isEqualTo(new Halt.Faulted(0, 2, 11));
    assertThat(run.where()).isEqualTo("main:3");
    assertThat(run.print("p")).isEqualTo("(int *) 0x0");
    assertThat(run.debugger.proceed()).isEqualTo(new Halt.Finished());
  }

  @Test
  void threads_stop_one_at_a_time() throws DebugError {
    Debugged run =
        Debugged.program(
            """
            #include <pthread.h>
            int sum;
            void *work(void *n) {
              sum += *(int *) n;
              return n;
            }
            int main(void) {
              int one = 1, two = 2;
              pthread_t a, b;
              pthread_create(&a, 0, work, &one);
              pthread_create(&b, 0, work, &two);
              pthread_join(a, 0);
              pthread_join(b, 0);
              return sum;
            }
            """);
    run.debugger.addBreakpoint("work", false, null, 0);

    run.run();
    int first = run.debugger.selection().tid();
    assertThat(run.print("*(int *) n")).isEqualTo("1");
    run.debugger.proceed();

    assertThat(run.debugger.selection().tid()).isNotEqualTo(first);
    assertThat(run.print("*(int *) n")).isEqualTo("2");
    run.debugger.stepLine(false);
    assertThat(run.where()).isEqualTo("work:5");
    assertThat(run.debugger.proceed()).isEqualTo(new Halt.Finished());
  }

  @Test
  void a_child_of_fork_stops_too() throws DebugError {
    Debugged run =
        Debugged.program(
            """
            #include <sys/wait.h>
            #include <unistd.h>
            static int child(void) {
              return 5;
            }
            int main(void) {
              if (fork() == 0)
                return child();
              int status;
              wait(&status);
              return WEXITSTATUS(status);
            }
            """);
    run.debugger.addBreakpoint("child", false, null, 0);

    run.run();

    assertThat(run.debugger.selection().pid()).isEqualTo(3);
    assertThat(run.debugger.proceed()).isEqualTo(new Halt.Finished());
  }

  @Test
  void input_is_asked_for_when_the_program_wants_it() throws DebugError {
    Debugged run =
        Debugged.program(
            """
            #include <stdio.h>
            int main(void) {
              int c, n = 0;
              while ((c = getchar()) != EOF)
                n++;
              printf("%d\\n", n);
            }
            """);
    run.typed.add("abc");

    assertThat(run.run()).isEqualTo(new Halt.Finished());
    assertThat(run.output()).isEqualTo("3\n");
  }

  @Test
  void threads_that_wait_for_each_other_are_a_standstill() throws DebugError {
    Debugged run =
        Debugged.program(
            "#include <unistd.h>\n"
                + "int main(void) { int e[2]; pipe(e); char c; read(e[0], &c, 1); }");

    assertThat(run.run()).isEqualTo(new Halt.Stuck());
    assertThat(run.debugger.isRunning()).isTrue();
  }

  @Test
  void places_that_do_not_exist_are_refused() {
    Debugger debugger = Debugged.program(CALLS).debugger;

    assertThatThrownBy(() -> debugger.addBreakpoint("nothing", false, null, 0))
        .hasMessage("Function \"nothing\" not defined.");
    assertThatThrownBy(() -> debugger.addBreakpoint("x.c:3", false, null, 0))
        .hasMessage("No source file named x.c.");
    assertThatThrownBy(() -> debugger.addBreakpoint("999", false, null, 0))
        .hasMessageContaining("Line 999 out of range");
    assertThatThrownBy(debugger::proceed).hasMessage("The program is not being run.");
    assertThatThrownBy(() -> debugger.stepLine(true)).hasMessage("The program is not being run.");
  }

  @Test
  void a_step_back_undoes_a_step() throws DebugError {
    Debugged run = Debugged.program(CALLS).to("t.c:11");
    TimeTravel travel = run.debugger.travel();

    assertThat(travel.reverseLine(true)).isEqualTo(new Halt.StepDone());
    assertThat(run.where()).isEqualTo("main:10");
    travel.reverseLine(true);
    assertThat(run.where()).isEqualTo("main:9");
    assertThat(run.print("r")).isEqualTo("7");
    travel.reverseLine(true);
    assertThat(run.where()).as("over the call").isEqualTo("main:8");
    run.debugger.stepLine(true);
    run.debugger.stepLine(true);
    run.debugger.stepLine(true);
    travel.reverseLine(false);
    assertThat(run.where()).as("into the call").isEqualTo("add:5");
    travel.reverseFinish();
    assertThat(run.where()).isEqualTo("main:8");
    travel.reverseLine(false);
    assertThat(travel.reverseLine(false)).isEqualTo(new Halt.AtBeginning());
  }

  @Test
  void going_back_stops_at_the_latest_breakpoint_before() throws DebugError {
    Debugged run = Debugged.program(CALLS).to("main");
    run.debugger.addBreakpoint("add", false, "a < 2", 0);
    assertThat(run.debugger.proceed()).isInstanceOf(Halt.AtBreakpoint.class);
    assertThat(run.debugger.proceed()).isInstanceOf(Halt.AtBreakpoint.class);
    assertThat(run.debugger.proceed()).isEqualTo(new Halt.Finished());

    Halt halt = run.debugger.travel().reverseContinue();

    assertThat(halt).isEqualTo(new Halt.AtBreakpoint(List.of(2), false));
    assertThat(run.print("a")).isEqualTo("1");
    assertThat(run.debugger.breakpoint(2).hits()).as("nothing counts twice").isEqualTo(2);
    run.debugger.proceed();
    assertThat(run.output()).as("nothing is shown twice").isEqualTo("7\n");
  }

  @Test
  void what_is_changed_in_the_past_changes_what_follows() throws DebugError {
    Debugged run = Debugged.program(CALLS).to("t.c:9");
    run.debugger.proceed();
    assertThat(run.output()).isEqualTo("7\n");
    run.debugger.travel().reverseContinue();
    run.debugger.addBreakpoint("t.c:9", false, null, 0);
    run.debugger.proceed();

    run.print("r = 8");
    assertThat(run.debugger.takeFutureCut()).isTrue();
    assertThat(run.debugger.proceed()).isEqualTo(new Halt.Finished());

    assertThat(run.output()).isEqualTo("7\n8\n");
    run.debugger.travel().reverseContinue();
    assertThat(run.print("r")).as("the change is done again").isEqualTo("8");
  }
}
