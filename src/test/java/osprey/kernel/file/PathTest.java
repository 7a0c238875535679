package osprey.kernel.file;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import osprey.abi.Errno;
import osprey.kernel.ipc.Machine;
import osprey.kernel.wait.Outcome;

class PathTest {
  private static final Credentials USER =
      new Credentials(1000, 1000, 1000, 1000, 1000, 1000, List.of(), false);
  private static final Credentials STRANGER =
      new Credentials(1001, 1001, 1001, 1001, 1001, 1001, List.of(), false);

  private final Machine machine = new Machine();
  private final FileTree tree = machine.tree;

  private Viewpoint as(Credentials user) {
    return new Viewpoint(tree.root(), user, 022, 0);
  }

  private Naming naming() {
    return tree.naming(machine.view());
  }

  private @Nullable Errno lookup(String path, Credentials user) {
    return tree.find(path, true, as(user)).missing();
  }

  private Outcome open(String path, int flags, Credentials user) {
    return tree.open(path, flags, 0644, as(user), machine.call(false)).outcome();
  }

  private static Outcome failed(Errno errno) {
    return Outcome.failed(errno);
  }

  private Inode node(String path) {
    return requireNonNull(tree.find(path, false, machine.view()).node());
  }

  @Test
  void a_path_leads_through_directories_dots_and_links() {
    naming().makeLink("../etc", "/tmp/l");

    assertThat(tree.find("/tmp/./l/../etc/passwd", true, machine.view()).node())
        .isSameAs(tree.find("etc//passwd", true, machine.view()).node())
        .isInstanceOf(RegularFile.class);
    assertThat(tree.find("/../..", true, machine.view()).node()).isSameAs(tree.root());
  }

  @Test
  void lookups_fail_as_path_resolution_says() {
    naming().makeLink("loop", "/loop");

    assertThat(lookup("", Credentials.ROOT)).isEqualTo(Errno.ENOENT);
    assertThat(lookup("/nowhere", Credentials.ROOT)).isEqualTo(Errno.ENOENT);
    assertThat(lookup("/etc/passwd/x", Credentials.ROOT)).isEqualTo(Errno.ENOTDIR);
    assertThat(lookup("/etc/passwd/", Credentials.ROOT)).isEqualTo(Errno.ENOTDIR);
    assertThat(lookup("/loop", Credentials.ROOT)).isEqualTo(Errno.ELOOP);
    assertThat(lookup("/" + "x".repeat(256), Credentials.ROOT)).isEqualTo(Errno.ENAMETOOLONG);
    assertThat(lookup("/" + "./".repeat(2048), Credentials.ROOT)).isEqualTo(Errno.ENAMETOOLONG);
  }

  @Test
  void forty_links_are_followed_and_not_one_more() {
    tree.put("/l0", "here", 0644);
    for (int i = 1; i <= 41; i++) {
      naming().makeLink("l" + (i - 1), "/l" + i);
    }

    assertThat(lookup("/l40", Credentials.ROOT)).isNull();
    assertThat(lookup("/l41", Credentials.ROOT)).isEqualTo(Errno.ELOOP);
  }

  @Test
  void a_directory_without_search_permission_hides_what_is_in_it() {
    naming().makeDirectory("/secret", 0700);
    tree.put("/secret/f", "x", 0666);

    assertThat(lookup("/secret/f", USER)).isEqualTo(Errno.EACCES);
    assertThat(lookup("/secret/f", Credentials.ROOT)).isNull();
  }

  @Test
  void permission_bits_decide_who_may_open_for_what() {
    tree.put("/f", "x", 0640);
    tree.attributes(machine.view()).setOwner(node("/f"), 1000, 5);

    assertThat(open("/f", OpenFlag.READ_WRITE, USER)).isEqualTo(Outcome.ZERO);
    assertThat(open("/f", OpenFlag.READ_ONLY, STRANGER)).isEqualTo(failed(Errno.EACCES));
    assertThat(open("/new", OpenFlag.CREATE, USER)).isEqualTo(failed(Errno.EACCES));
    assertThat(open("/tmp/new", OpenFlag.CREATE, USER)).isEqualTo(Outcome.ZERO);
  }

  @Test
  void open_fails_for_what_is_not_a_file() {
    naming().makeLink("nowhere", "/dangling");
    naming().makeLink("/etc/passwd", "/link");

    assertThat(open("/tmp", OpenFlag.WRITE_ONLY, Credentials.ROOT)).isEqualTo(failed(Errno.EISDIR));
    assertThat(open("/etc/passwd", OpenFlag.DIRECTORY, Credentials.ROOT))
        .isEqualTo(failed(Errno.ENOTDIR));
    assertThat(open("/link", OpenFlag.NO_FOLLOW, Credentials.ROOT)).isEqualTo(failed(Errno.ELOOP));
    assertThat(open("/dangling", OpenFlag.CREATE | OpenFlag.EXCLUSIVE, Credentials.ROOT))
        .isEqualTo(failed(Errno.EEXIST));
    assertThat(open("/dangling", OpenFlag.CREATE, Credentials.ROOT)).isEqualTo(Outcome.ZERO);
    assertThat(lookup("/nowhere", Credentials.ROOT)).isNull();
    assertThat(open("/x/", OpenFlag.CREATE, Credentials.ROOT)).isEqualTo(failed(Errno.EISDIR));
  }

  @Test
  void the_mask_takes_permissions_from_new_files() {
    open("/f", OpenFlag.CREATE, Credentials.ROOT);
    naming().makeDirectory("/d", 0777);

    assertThat(node("/f").permissions()).isEqualTo(0644);
    assertThat(node("/d").permissions()).isEqualTo(0755);
  }

  @Test
  void an_unnamed_file_has_no_links() {
    Opened opened =
        tree.open(
            "/tmp",
            OpenFlag.UNNAMED | OpenFlag.READ_WRITE,
            0600,
            machine.view(),
            machine.call(false));

    assertThat(requireNonNull(opened.description()).status().links()).isZero();
  }

  @Test
  void directories_count_their_links() {
    naming().makeDirectory("/d", 0755);
    naming().makeDirectory("/d/e", 0755);
    assertThat(node("/d").links()).isEqualTo(3);

    naming().removeDirectory("/d/e");
    assertThat(node("/d").links()).isEqualTo(2);
  }

  @Test
  void only_empty_directories_can_be_removed() {
    naming().makeDirectory("/d", 0755);
    tree.put("/d/f", "", 0644);

    assertThat(naming().removeDirectory("/d")).isEqualTo(failed(Errno.ENOTEMPTY));
    assertThat(naming().removeDirectory("/d/f")).isEqualTo(failed(Errno.ENOTDIR));
    assertThat(naming().removeDirectory("/d/.")).isEqualTo(failed(Errno.EINVAL));
    assertThat(naming().unlink("/d")).isEqualTo(failed(Errno.EISDIR));
    naming().unlink("/d/f");
    assertThat(naming().removeDirectory("/d")).isEqualTo(Outcome.ZERO);
  }

  @Test
  void nothing_can_be_made_in_a_directory_that_is_gone() {
    naming().makeDirectory("/d", 0755);
    Directory gone = (Directory) node("/d");
    WorkingDirectory here = new WorkingDirectory(gone);
    naming().removeDirectory("/d");
    Viewpoint view = new Viewpoint(here.directory(), Credentials.ROOT, 0, 0);

    assertThat(tree.naming(view).makeDirectory("x", 0755)).isEqualTo(failed(Errno.ENOENT));
    assertThat(tree.pathOf(gone)).isNull();
  }

  @Test
  void renaming_replaces_and_moves_whole_directories() {
    tree.put("/a", "a", 0644);
    tree.put("/b", "b", 0644);
    naming().makeDirectory("/d", 0755);
    naming().makeDirectory("/e", 0755);

    assertThat(naming().rename("/a", "/b", false)).isEqualTo(Outcome.ZERO);
    assertThat(tree.contents("/b")).isEqualTo("a".getBytes(StandardCharsets.UTF_8));
    assertThat(naming().rename("/d", "/e/d", false)).isEqualTo(Outcome.ZERO);
    assertThat(tree.pathOf((Directory) node("/e/d"))).isEqualTo("/e/d");
    assertThat(node("/e").links()).isEqualTo(3);
  }

  @Test
  void renaming_keeps_to_its_rules() {
    tree.put("/f", "", 0644);
    tree.put("/d/x", "", 0644);
    naming().makeDirectory("/e", 0755);

    assertThat(naming().rename("/f", "/d", false)).isEqualTo(failed(Errno.EISDIR));
    assertThat(naming().rename("/e", "/f", false)).isEqualTo(failed(Errno.ENOTDIR));
    assertThat(naming().rename("/e", "/d", false)).isEqualTo(failed(Errno.ENOTEMPTY));
    assertThat(naming().rename("/d", "/d/y", false)).isEqualTo(failed(Errno.EINVAL));
    assertThat(naming().rename("/nowhere", "/x", false)).isEqualTo(failed(Errno.ENOENT));
    assertThat(naming().rename("/d/.", "/x", false)).isEqualTo(failed(Errno.EBUSY));
    assertThat(naming().rename("/f", "/e", true)).isEqualTo(failed(Errno.EEXIST));
    assertThat(naming().rename("/f", "/f", false)).isEqualTo(Outcome.ZERO);
  }

  @Test
  void names_do_not_cross_file_systems() {
    tree.makeDirectories("/mnt");
    tree.mount("/mnt", "tmpfs", 1 << 20, null);
    tree.put("/f", "", 0644);

    assertThat(naming().rename("/f", "/mnt/f", false)).isEqualTo(failed(Errno.EXDEV));
    assertThat(naming().link("/f", "/mnt/f", false)).isEqualTo(failed(Errno.EXDEV));
    assertThat(naming().removeDirectory("/mnt")).isEqualTo(failed(Errno.EBUSY));
    assertThat(tree.find("/mnt/..", true, machine.view()).node()).isSameAs(tree.root());
    assertThat(tree.pathOf((Directory) node("/mnt"))).isEqualTo("/mnt");
  }

  @Test
  void a_read_only_file_system_refuses_every_change() {
    tree.makeDirectories("/mnt");
    FileSystem mounted = tree.mount("/mnt", "tmpfs", 1 << 20, null);
    tree.put("/mnt/f", "", 0644);
    mounted.setReadOnly(true);

    assertThat(open("/mnt/f", OpenFlag.WRITE_ONLY, Credentials.ROOT))
        .isEqualTo(failed(Errno.EROFS));
    assertThat(naming().unlink("/mnt/f")).isEqualTo(failed(Errno.EROFS));
    assertThat(naming().makeDirectory("/mnt/d", 0755)).isEqualTo(failed(Errno.EROFS));
  }

  @Test
  void in_a_sticky_directory_everybody_removes_only_what_is_his() {
    Naming users = tree.naming(as(USER));
    users.makeNode("/tmp/mine", FileMode.REGULAR | 0666, 0);

    assertThat(tree.naming(as(STRANGER)).unlink("/tmp/mine")).isEqualTo(failed(Errno.EPERM));
    assertThat(users.unlink("/tmp/mine")).isEqualTo(Outcome.ZERO);
  }

  @Test
  void hard_links_name_the_same_file_but_never_a_directory() {
    tree.put("/f", "x", 0644);

    assertThat(naming().link("/f", "/g", false)).isEqualTo(Outcome.ZERO);
    assertThat(node("/g")).isSameAs(node("/f"));
    assertThat(node("/g").links()).isEqualTo(2);
    assertThat(naming().link("/tmp", "/h", false)).isEqualTo(failed(Errno.EPERM));
    assertThat(naming().link("/f", "/g", false)).isEqualTo(failed(Errno.EEXIST));
  }

  @Test
  void only_owners_change_modes_and_only_root_changes_owners() {
    tree.put("/f", "x", 0644);
    tree.attributes(machine.view()).setOwner(node("/f"), 1000, 1000);

    assertThat(tree.attributes(as(STRANGER)).setMode(node("/f"), 0777))
        .isEqualTo(failed(Errno.EPERM));
    assertThat(tree.attributes(as(USER)).setMode(node("/f"), 0600)).isEqualTo(Outcome.ZERO);
    assertThat(tree.attributes(as(USER)).setOwner(node("/f"), 0, -1))
        .isEqualTo(failed(Errno.EPERM));
  }

  @Test
  void a_listing_starts_with_the_dots_and_shows_the_newest_name_first() {
    tree.put("/d/a", "", 0644);
    naming().makeDirectory("/d/b", 0755);

    assertThat(names("/d", 512)).containsExactly(".", "..", "b", "a");
    assertThat(names("/d", 48)).containsExactly(".", "..", "b", "a");
  }

  /// Lists with buffers of that size until nothing more comes.
  private List<String> names(String path, int bufferBytes) {
    FileDescription directory = machine.open(path, OpenFlag.DIRECTORY);
    List<String> names = new ArrayList<>();
    while (true) {
      KernelBuffer buffer = new KernelBuffer(bufferBytes);
      Outcome outcome = directory.list(buffer);
      if (!(outcome instanceof Outcome.Done(long count, int _)) || count == 0) {
        return names;
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer.bytes()).order(ByteOrder.LITTLE_ENDIAN);
      int at = 0;
      while (at < count) {
        int length = bytes.getShort(at + 16);
        String padded = new String(buffer.bytes(), at + 19, length - 19, StandardCharsets.UTF_8);
        names.add(padded.substring(0, padded.indexOf('\0')));
        at += length;
      }
    }
  }

  @Test
  void the_machine_starts_with_what_programs_expect() {
    assertThat(node("/tmp").mode()).isEqualTo(FileMode.DIRECTORY | 01777);
    assertThat(node("/dev/null").type()).isEqualTo(FileMode.CHARACTER_DEVICE);
    assertThat(tree.contents("/etc/hostname"))
        .isEqualTo("osprey\n".getBytes(StandardCharsets.UTF_8));
  }
}
