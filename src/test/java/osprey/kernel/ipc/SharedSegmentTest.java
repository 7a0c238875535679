package osprey.kernel.ipc;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.kernel.file.Credentials;
import osprey.kernel.mem.AddressSpace;
import osprey.kernel.wait.Outcome;

class SharedSegmentTest {
  private static final int CREATE = 01000;
  private static final int EXCLUSIVE = 02000;
  private static final long AT = 0x1000_0000L;
  private static final Credentials STRANGER =
      new Credentials(1000, 1000, 1000, 1000, 1000, 1000, List.of(), false);

  private final Machine machine = new Machine();
  private final IpcNamespace ipc = new IpcNamespace(IpcLimits.LINUX, machine.ram);
  private final SharedSegments segments = ipc.segments();
  private final AddressSpace one = new AddressSpace(machine.ram, 1);
  private final AddressSpace two = new AddressSpace(machine.ram, 2);

  private Outcome get(int key, long size, int flags) {
    return segments.get(key, size, flags, Credentials.ROOT, 1, 0);
  }

  private SharedSegment made(int key, long size) {
    return requireNonNull(
        segments.find((int) ((Outcome.Done) get(key, size, CREATE | 0600)).value()));
  }

  @Test
  void every_attachment_sees_the_same_bytes() {
    SharedSegment segment = made(1, 100);
    segments.attach(segment, one, AT, 3, 1, 0);
    segments.attach(segment, two, AT + 0x10000, 3, 2, 0);
    one.memory().writeInt(AT + 4092, 42);
    assertThat(two.memory().readInt(AT + 0x10000 + 4092)).isEqualTo(42);
    assertThat(segment.attachments()).isEqualTo(2);
    assertThat(segment.size()).isEqualTo(100);
  }

  @Test
  void a_removed_segment_lives_as_long_as_somebody_is_attached() {
    SharedSegment segment = made(1, 4096);
    segments.attach(segment, one, AT, 3, 1, 0);
    one.memory().writeInt(AT, 7);
    assertThat(segments.remove(segment.id(), Credentials.ROOT)).isEqualTo(Outcome.ZERO);
    assertThat(segment.permissions().key()).isZero();
    assertThat(segments.find(segment.id())).isSameAs(segment);
    assertThat(made(1, 4096)).as("the key is free").isNotSameAs(segment);
    segments.attach(segment, two, AT, 3, 2, 0);
    assertThat(two.memory().readInt(AT)).isEqualTo(7);
    one.clear();
    assertThat(segments.find(segment.id())).isSameAs(segment);
    two.clear();
    assertThat(segments.find(segment.id())).isNull();
  }

  @Test
  void only_the_start_of_an_attachment_can_be_detached() {
    SharedSegment segment = made(1, 8192);
    segments.attach(segment, one, AT, 3, 1, 0);
    assertThat(segments.detach(one, AT + 4096, 1, 0)).isFalse();
    assertThat(segments.detach(one, AT, 1, 5)).isTrue();
    assertThat(segments.detach(one, AT, 1, 5)).isFalse();
    assertThat(segment.attachments()).isZero();
    assertThat(segment.detached()).isEqualTo(5);
  }

  @Test
  void fork_counts_as_another_attachment() {
    SharedSegment segment = made(1, 4096);
    segments.attach(segment, one, AT, 3, 1, 0);
    AddressSpace child = one.fork(3);
    assertThat(segment.attachments()).isEqualTo(2);
    child.clear();
    assertThat(segment.attachments()).isEqualTo(1);
  }

  @Test
  void sizes_and_keys_are_checked() {
    assertThat(get(1, 0, CREATE)).isEqualTo(Outcome.failed(Errno.EINVAL));
    assertThat(get(1, 10, 0)).isEqualTo(Outcome.failed(Errno.ENOENT));
    made(1, 100);
    assertThat(get(1, 101, 0)).isEqualTo(Outcome.failed(Errno.EINVAL));
    assertThat(get(1, 0, 0)).isInstanceOf(Outcome.Done.class);
    assertThat(get(1, 100, CREATE | EXCLUSIVE)).isEqualTo(Outcome.failed(Errno.EEXIST));
    assertThat(segments.get(1, 100, 0600, STRANGER, 2, 0)).isEqualTo(Outcome.failed(Errno.EACCES));
  }

  @Test
  void the_machine_bounds_pages_and_segments() {
    ipc.setLimit(IpcLimit.SEGMENTS, 1);
    made(1, 1);
    assertThat(get(2, 1, CREATE)).isEqualTo(Outcome.failed(Errno.ENOSPC));
    ipc.setLimit(IpcLimit.SEGMENTS, 10);
    ipc.setLimit(IpcLimit.SEGMENT_PAGES, 2);
    assertThat(get(2, 8193, CREATE)).isEqualTo(Outcome.failed(Errno.ENOSPC));
  }

  @Test
  void only_its_owner_removes_it() {
    int id = made(1, 1).id();
    assertThat(segments.remove(id, STRANGER)).isEqualTo(Outcome.failed(Errno.EPERM));
    assertThat(segments.remove(id + 1, Credentials.ROOT)).isEqualTo(Outcome.failed(Errno.EINVAL));
  }
}
