package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class RamTest {
  @Test
  void a_frame_is_zero_when_allocated_and_again_when_reused() {
    Ram ram = new Ram(1);
    int frame = ram.allocate();
    ram.putLong(frame, 8, -1);
    ram.release(frame);

    int again = ram.allocate();

    assertThat(ram.readable(again)).containsOnly(0);
  }

  @Test
  void memory_has_an_end() {
    Ram ram = new Ram(100);
    for (int i = 0; i < 100; i++) {
      assertThat(ram.allocate()).isEqualTo(i);
    }

    assertThat(ram.allocate()).isEqualTo(-1);
    assertThat(ram.freeFrames()).isZero();
    assertThat(ram.usedBytes()).isEqualTo(100 * 4096);
    assertThat(ram.limitFrames()).isEqualTo(100);
    assertThatThrownBy(() -> new Ram(0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_frame_lives_until_its_last_reference_goes() {
    Ram ram = new Ram(4);
    int frame = ram.allocate();
    ram.retain(frame);

    assertThat(ram.release(frame)).isFalse();
    assertThat(ram.references(frame)).isEqualTo(1);
    assertThat(ram.release(frame)).isTrue();
    assertThat(ram.usedFrames()).isZero();
    assertThat(ram.references(frame)).isZero();
    assertThatThrownBy(() -> ram.release(frame)).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> ram.retain(77)).isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_copy_and_its_original_change_apart() {
    Ram ram = new Ram(8);
    int frame = ram.allocate();
    int other = ram.allocate();
    ram.putInt(frame, 0, 1);
    Ram copy = ram.copy();

    assertThat(copy.readable(frame)).isSameAs(ram.readable(frame));
    ram.putInt(frame, 0, 2);
    copy.putInt(frame, 4, 3);

    assertThat(ram.getInt(frame, 0)).isEqualTo(2);
    assertThat(ram.getInt(frame, 4)).isZero();
    assertThat(copy.getInt(frame, 0)).isEqualTo(1);
    assertThat(copy.getInt(frame, 4)).isEqualTo(3);
    assertThat(copy.readable(other)).isSameAs(ram.readable(other));
  }

  @Test
  void a_copy_of_a_copy_is_on_its_own() {
    Ram first = new Ram(8);
    int frame = first.allocate();
    Ram second = first.copy();
    second.putByte(frame, 0, 2);
    Ram third = second.copy();
    second.putByte(frame, 0, 3);
    third.putByte(frame, 1, 4);

    assertThat(first.getByte(frame, 0)).isZero();
    assertThat(second.getByte(frame, 0)).isEqualTo((byte) 3);
    assertThat(third.getByte(frame, 0)).isEqualTo((byte) 2);
    assertThat(second.getByte(frame, 1)).isZero();
  }

  @Test
  void allocation_goes_on_the_same_way_in_a_copy() {
    Ram ram = new Ram(500);
    for (int i = 0; i < 300; i++) {
      ram.allocate();
    }
    for (int i = 0; i < 300; i += 7) {
      ram.release(i);
    }
    Ram copy = ram.copy();

    for (int i = 0; i < 200; i++) {
      assertThat(copy.allocate()).isEqualTo(ram.allocate());
    }
    assertThat(copy.usedFrames()).isEqualTo(ram.usedFrames());
  }

  @Test
  void bytes_move_in_and_out_and_between_frames() {
    Ram ram = new Ram(4);
    int one = ram.allocate();
    int two = ram.allocate();
    ram.write(one, 4090, new byte[] {0, 1, 2, 3, 4, 5, 6}, 1, 6);
    ram.copy(one, 4092, two, 0, 4);
    ram.fill(two, 1, 2, 9);

    byte[] into = new byte[6];
    ram.read(two, 0, into, 1, 4);

    assertThat(into).containsExactly(0, 3, 9, 9, 6, 0);
  }

  @Test
  void numbers_lie_low_byte_first_at_any_offset() {
    Ram ram = new Ram(1);
    int frame = ram.allocate();
    ram.putLong(frame, 3, 0x0807_0605_0403_0201L);

    assertThat(ram.getByte(frame, 3)).isEqualTo((byte) 1);
    assertThat(ram.getInt(frame, 5)).isEqualTo(0x06050403);
    assertThat(ram.getLong(frame, 3)).isEqualTo(0x0807_0605_0403_0201L);
  }

  @Test
  void compare_and_set_changes_only_what_it_expects() {
    Ram ram = new Ram(1);
    int frame = ram.allocate();

    assertThat(ram.compareAndSetInt(frame, 4, 1, 2)).isFalse();
    assertThat(ram.compareAndSetInt(frame, 4, 0, 2)).isTrue();
    assertThat(ram.getInt(frame, 4)).isEqualTo(2);
  }
}
