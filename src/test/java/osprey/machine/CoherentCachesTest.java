package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// The transitions of the MESI protocol, and what is told of false sharing.
class CoherentCachesTest {
  private static final int FRAME = 7;

  private final CoherentCaches caches = new CoherentCaches(3);

  private String read(int processor, int offset) {
    caches.access(processor, offset, FRAME, 8, false);
    return caches.states(FRAME, offset);
  }

  private String write(int processor, int offset) {
    caches.access(processor, offset, FRAME, 8, true);
    return caches.states(FRAME, offset);
  }

  @Test
  void states_change_as_the_protocol_says() {
    assertThat(read(0, 0)).isEqualTo("EII");
    assertThat(write(0, 0)).isEqualTo("MII");
    assertThat(read(1, 0)).isEqualTo("SSI");
    assertThat(read(2, 0)).isEqualTo("SSS");
    assertThat(write(1, 0)).isEqualTo("IMI");
    assertThat(write(2, 0)).isEqualTo("IIM");
    assertThat(caches.transfers()).isEqualTo(3);
    assertThat(caches.invalidations()).isEqualTo(3);
  }

  @Test
  void only_waiting_for_others_takes_time() {
    read(0, 0);
    write(0, 0);
    assertThat(caches.takeStalls(0)).isZero();
    read(1, 0);
    write(1, 0);
    assertThat(caches.takeStalls(1)).isEqualTo(2);
    assertThat(caches.takeStalls(1)).isZero();
  }

  @Test
  void a_transfer_is_useful_if_it_brings_what_is_wanted() {
    write(0, 0);
    write(1, 8);
    write(0, 0);
    write(1, 8);
    assertThat(caches.travellers().getFirst().transfers()).isEqualTo(3);
    assertThat(caches.travellers().getFirst().useful()).isZero();
    read(0, 8);
    assertThat(caches.travellers().getFirst().useful()).isOne();
  }

  @Test
  void the_threads_bytes_are_told_apart() {
    caches.enter(0, 10);
    caches.enter(1, 11);
    write(0, 0);
    write(1, 8);
    write(0, 0);
    assertThat(caches.travellers().getFirst().footprints())
        .containsExactly(
            new CoherentCaches.Footprint(11, 0, 0xff00), new CoherentCaches.Footprint(10, 0, 0xff));
  }

  @Test
  void an_access_across_lines_touches_both() {
    write(0, 60);
    assertThat(caches.states(FRAME, 0)).isEqualTo("MII");
    assertThat(caches.states(FRAME, 64)).isEqualTo("MII");
  }

  @Test
  void a_new_frame_is_in_no_cache_and_its_past_is_kept() {
    write(0, 0);
    write(1, 0);
    caches.renew(FRAME);
    assertThat(caches.states(FRAME, 0)).isEqualTo("III");
    assertThat(caches.travellers()).hasSize(1);
  }

  @Test
  void a_copy_goes_its_own_way() {
    write(0, 0);
    CoherentCaches copy = caches.copy();
    write(1, 0);
    assertThat(copy.states(FRAME, 0)).isEqualTo("MII");
    assertThat(copy.transfers()).isZero();
  }
}
