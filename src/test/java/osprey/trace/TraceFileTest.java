package osprey.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import osprey.trace.TraceEvent.Access;
import osprey.trace.TraceEvent.Delivery;
import osprey.trace.TraceEvent.Departure;
import osprey.trace.TraceEvent.Fate;
import osprey.trace.TraceEvent.Supply;

class TraceFileTest {
  @Test
  void each_event_is_one_readable_line() throws IOException {
    StringBuilder out = new StringBuilder();

    TraceFile.write(one_of_each(), out);

    assertThat(out)
        .hasToString(
            """
            # osprey trace 1
            0 0 host-added name="desk" cpus=2
            1 0 process-created pid=2 parent=1 name="greeter"
            2 0 program-executed pid=2 name="greeter"
            3 0 process-exited pid=2 status=256
            4 0 process-reaped pid=2 parent=1
            5 0 process-adopted pid=2 parent=1
            6 0 thread-created tid=3 pid=2 creator=2
            7 0 thread-exited tid=3
            8 0 dispatched cpu=1 tid=3
            9 0 descheduled cpu=1 tid=3 why=preempted
            10 0 migrated tid=3 from=1 to=0
            11 0 level-changed tid=3 level=-5
            12 0 blocked tid=3 reason="data in \\"pipe\\" \\xc3\\xa4"
            13 0 woken tid=3 by=0
            14 0 stopped tid=3
            15 0 continued tid=3
            16 0 call tid=3 number=1 a0=0x1 a1=0xfffffffffffffff0 a2=0x5 a3=0x0 a4=0x0 a5=0x0
            17 0 call-data tid=3 argument=1 length=70000 bytes="hel\\x00\\xff\\n"
            18 0 returned tid=3 number=1 result=-11
            19 0 signal-sent signal=10 from=3 pid=2 tid=0
            20 0 signal-delivered tid=3 signal=10 how=handled
            20 0 refused tid=3 number=57 sandbox="cage" words="fork: no fork, no exec"
            21 0 faulted tid=3 signal=11 address=0x0 access=write pc=0x400010
            22 0 page-fault tid=3 address=0x7ffffffff000 kind=copy-on-write
            26 1 packet id=7 fate=dropped from=0 to=1 bytes=60 what="SYN"
            27 0 output pid=2 stream=1 bytes="hi\\n"
            28 0 intervened what="kill 2"
            29 0 mark tid=3 text="here"
            30 0 diagnosis text="deadlock"
            31 0 deadlock tid=3 threads=2 text="a waits; b waits"
            32 0 contended tid=3 lock="mutex m" owner=2 where="a.c:7"
            """);
  }

  @Test
  void a_written_trace_reads_back_the_same(@TempDir Path folder) throws IOException {
    TraceLog log = one_of_each();
    Path file = folder.resolve("run.trace");

    TraceFile.write(log, file);
    TraceLog read = TraceFile.read(file);

    assertThat(read.end()).isEqualTo(TraceKind.values().length).isEqualTo(log.end());
    for (long i = 0; i < log.end(); i++) {
      assertThat(read.event(i)).isEqualTo(log.event(i));
    }
  }

  @Test
  void dropped_events_are_admitted() throws IOException {
    Tracer tracer = new Tracer(new TraceLog(1), TraceLevel.ALL);
    for (int i = 0; i < 9000; i++) {
      tracer.woken(i, 0, 1, 0);
    }
    StringBuilder out = new StringBuilder();

    TraceFile.write(tracer.log(), out);

    assertThat(out.toString()).contains("# the first 4096 events were dropped\n4096 0 woken");
  }

  @Test
  void a_wrong_line_is_named() {
    assertThatThrownBy(() -> read("")).hasMessage("t is empty");
    assertThatThrownBy(() -> read("hello\n")).hasMessageContaining("t is not an Osprey trace");
    String header = TraceFile.HEADER + "\n";
    assertThatThrownBy(() -> read(header + "1 0 jumped tid=1\n"))
        .hasMessage("t:2: unknown event 'jumped'");
    assertThatThrownBy(() -> read(header + "\n# x\n1 0 woken tid=1\n"))
        .hasMessage("t:4: 'by=' is missing at column 16");
    assertThatThrownBy(() -> read(header + "1 0 woken tid=1 by=2 more=3\n"))
        .hasMessage("t:2: more than a woken event has: more=3");
    assertThatThrownBy(() -> read(header + "1 0 descheduled cpu=0 tid=1 why=bored\n"))
        .hasMessage("t:2: why cannot be 'bored'");
    assertThatThrownBy(() -> read(header + "1 0 mark tid=1 text=\"open\n"))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("t:2:");
    assertThatThrownBy(() -> read(header + "x 0 woken tid=1 by=2\n"))
        .isInstanceOf(IOException.class);
  }

  private static TraceLog read(String text) throws IOException {
    return TraceFile.read(new StringReader(text), "t");
  }

  private static TraceLog one_of_each() {
    Tracer t = new Tracer(new TraceLog(), TraceLevel.ALL);
    t.hostAdded(0, 0, "desk", 2);
    t.processCreated(1, 0, 2, 1, "greeter");
    t.programExecuted(2, 0, 2, "greeter");
    t.processExited(3, 0, 2, 256);
    t.processReaped(4, 0, 2, 1);
    t.processAdopted(5, 0, 2, 1);
    t.threadCreated(6, 0, 3, 2, 2);
    t.threadExited(7, 0, 3);
    t.dispatched(8, 0, 1, 3);
    t.descheduled(9, 0, 1, 3, Departure.PREEMPTED);
    t.migrated(10, 0, 3, 1, 0);
    t.levelChanged(11, 0, 3, -5);
    t.blocked(12, 0, 3, "data in \"pipe\" ä");
    t.woken(13, 0, 3, 0);
    t.stopped(14, 0, 3);
    t.continued(15, 0, 3);
    t.callEntered(16, 0, 3, 1, 1, -16, 5, 0, 0, 0);
    t.callData(17, 0, 3, 1, 70_000, "hel\0\u00ff\n".getBytes(StandardCharsets.ISO_8859_1), 0, 6);
    t.callReturned(18, 0, 3, 1, -11);
    t.signalSent(19, 0, 10, 3, 2, 0);
    t.signalDelivered(20, 0, 3, 10, Delivery.HANDLED);
    t.refused(20, 0, 3, 57, "cage", "fork: no fork, no exec");
    t.faulted(21, 0, 3, 11, 0, Access.WRITE, 0x400010);
    t.pageFault(22, 0, 3, 0x7ffffffff000L, Supply.COPY_ON_WRITE);
    t.packet(26, 1, 7, Fate.DROPPED, 0, 1, 60, "SYN");
    t.output(27, 0, 2, 1, "hi\n".getBytes(StandardCharsets.US_ASCII), 0, 3);
    t.intervened(28, 0, "kill 2");
    t.mark(29, 0, 3, "here");
    t.diagnosis(30, 0, "deadlock");
    t.deadlock(31, 0, 3, 2, "a waits; b waits");
    t.contended(32, 0, 3, "mutex m", 2, "a.c:7");
    return t.log();
  }
}
