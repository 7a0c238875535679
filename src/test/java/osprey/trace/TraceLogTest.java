package osprey.trace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import osprey.trace.TraceEvent.Departure;

class TraceLogTest {
  @Test
  void what_was_traced_is_read_back_as_records() {
    Tracer tracer = new Tracer(new TraceLog(), TraceLevel.ALL);

    tracer.hostAdded(0, 0, "desk", 2);
    tracer.dispatched(10, 0, 1, 3);
    tracer.blocked(20, 0, 3, "data in pipe 3");
    tracer.descheduled(20, 0, 1, 3, Departure.BLOCKED);
    tracer.callEntered(30, 2, 7, 1, 1, 0xffff_ffff_ffff_ff00L, 5, 0, 0, -1);

    TraceLog log = tracer.log();
    assertThat(log.end()).isEqualTo(5);
    assertThat(log.event(0)).isEqualTo(new TraceEvent.HostAdded(0, 0, "desk", 2));
    assertThat(log.event(1)).isEqualTo(new TraceEvent.Dispatched(10, 0, 1, 3));
    assertThat(log.event(2)).isEqualTo(new TraceEvent.Blocked(20, 0, 3, "data in pipe 3"));
    assertThat(log.event(3)).isEqualTo(new TraceEvent.Descheduled(20, 0, 1, 3, Departure.BLOCKED));
    assertThat(log.event(4))
        .isEqualTo(new TraceEvent.CallEntered(30, 2, 7, 1, 1, -256, 5, 0, 0, -1));
    assertThat(log.kind(3)).isEqualTo(TraceKind.DESCHEDULED);
    assertThat(log.host(4)).isEqualTo(2);
  }

  @Test
  void output_keeps_its_bytes_whatever_they_are() {
    Tracer tracer = new Tracer(new TraceLog(), TraceLevel.ALL);
    byte[] all = new byte[256];
    for (int i = 0; i < all.length; i++) {
      all[i] = (byte) i;
    }

    tracer.output(1, 0, 4, 1, all, 3, 250);
    tracer.output(2, 0, 4, 2, "ä".getBytes(StandardCharsets.UTF_8), 0, 2);
    tracer.output(3, 0, 4, 2, all, 0, 0);

    TraceEvent.Output first = (TraceEvent.Output) tracer.log().event(0);
    assertThat(first.bytes().toArray()).hasSize(250).startsWith(3, 4, 5).endsWith(251, 252);
    assertThat(((TraceEvent.Output) tracer.log().event(1)).bytes().text()).isEqualTo("ä");
    assertThat(((TraceEvent.Output) tracer.log().event(2)).bytes().length()).isZero();
  }

  @Test
  void a_kind_that_is_off_leaves_no_event() {
    Tracer tracer = new Tracer(new TraceLog(), TraceLevel.SCHEDULE);

    tracer.callReturned(1, 0, 3, 0, 5);
    tracer.dispatched(1, 0, 0, 3);
    tracer.record(0);
    tracer.dispatched(2, 0, 0, 4);

    assertThat(tracer.log().end()).isEqualTo(1);
    assertThat(tracer.wants(TraceKind.DISPATCHED)).isFalse();
  }

  @Test
  void many_events_fill_many_chunks() {
    TraceLog log = new TraceLog();
    Tracer tracer = new Tracer(log, TraceLevel.ALL);

    for (int i = 0; i < 50_000; i++) {
      if (i % 3 == 0) {
        tracer.output(i, 0, i, 1, new byte[i % 100], 0, i % 100);
      } else {
        tracer.woken(i, 1, i, i + 1);
      }
    }

    assertThat(log.end()).isEqualTo(50_000);
    for (int i = 0; i < 50_000; i++) {
      assertThat(log.time(i)).isEqualTo(i);
    }
    assertThat(log.event(49_999)).isEqualTo(new TraceEvent.Woken(49_999, 1, 49_999, 50_000));
    assertThat(((TraceEvent.Output) log.event(29_997)).bytes().length()).isEqualTo(97);
  }

  @Test
  void beyond_the_maximum_the_oldest_events_are_dropped_and_counted() {
    TraceLog log = new TraceLog(10_000);
    Tracer tracer = new Tracer(log, TraceLevel.ALL);

    for (int i = 0; i < 100_000; i++) {
      tracer.woken(i, 0, i, 0);
    }

    assertThat(log.end()).isEqualTo(100_000);
    assertThat(log.end() - log.first()).isBetween(10_000L, 20_000L);
    assertThat(log.event(log.first()).time()).isEqualTo(log.first());
    assertThatThrownBy(() -> log.event(log.first() - 1))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> log.event(log.end())).isInstanceOf(IndexOutOfBoundsException.class);
  }

  @Test
  void a_copy_and_its_original_go_on_by_themselves() {
    TraceLog log = new TraceLog();
    Tracer tracer = new Tracer(log, TraceLevel.ALL);
    for (int i = 0; i < 5000; i++) {
      tracer.mark(i, 0, i, "text " + i % 7);
    }

    Tracer copy = tracer.copy();
    Tracer second = copy.copy();
    for (int i = 5000; i < 15_000; i++) {
      tracer.mark(i, 0, i, "original " + i % 5);
      copy.mark(i, 0, i, "copy " + i % 5);
    }
    second.mark(9, 9, 9, "second");

    assertThat(log.event(4999)).isEqualTo(copy.log().event(4999));
    assertThat(log.event(14_999)).isEqualTo(new TraceEvent.Mark(14_999, 0, 14_999, "original 4"));
    assertThat(copy.log().event(14_999))
        .isEqualTo(new TraceEvent.Mark(14_999, 0, 14_999, "copy 4"));
    assertThat(second.log().end()).isEqualTo(5001);
    assertThat(second.log().event(5000)).isEqualTo(new TraceEvent.Mark(9, 9, 9, "second"));
    assertThat(second.log().event(4998)).isEqualTo(log.event(4998));
  }

  @Test
  void an_empty_log_has_no_events() {
    TraceLog log = new TraceLog();

    assertThat(log.isEmpty()).isTrue();
    assertThat(log.end()).isZero();
    assertThat(log.copy().end()).isZero();
    assertThatThrownBy(() -> log.event(0)).isInstanceOf(IndexOutOfBoundsException.class);
  }
}
