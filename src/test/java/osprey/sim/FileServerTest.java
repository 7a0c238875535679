package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import osprey.lang.Diagnostics;
import osprey.lang.SourceMap;

/// Files of one machine on another, over good links and bad ones.
class FileServerTest {
  private static final String PROLOGUE =
      """
      #include <dirent.h>
      #include <errno.h>
      #include <fcntl.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/file.h>
      #include <sys/mman.h>
      #include <sys/stat.h>
      #include <time.h>
      #include <unistd.h>
      static char b[200000];
      static long millis(void) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * 1000 + now.tv_nsec / 1000000;
      }
      static void did(const char *what, long result) {
        if (result < 0) printf("%s: %s\\n", what, strerror(errno));
        else printf("%s: %ld\\n", what, result);
      }
      """;

  private static String text(
      String serve, String mount, String link, String client, String server, String events) {
    return "machine client { mount \"/srv\" from server \"/export\" "
        + mount
        + " }\nmachine server { disk { latency 5ms }\nserve \"/export\" "
        + serve
        + " }\nlink client server { "
        + link
        + " }\nfile \"/export/here\" on server mode 0640 = \"0123456789\"\n"
        + "symlink \"/export/link\" -> \"here\" on server\n"
        + "symlink \"/export/out\" -> \"/etc/hostname\" on server\n"
        + "fifo \"/export/pipe\" on server\n"
        + "program use {\n"
        + PROLOGUE
        + "int main(void) { setbuf(stdout, NULL);"
        + client
        + " return 0; }\n}\nprogram local {\n"
        + PROLOGUE
        + "int main(void) { setbuf(stdout, NULL);"
        + server
        + " return 0; }\n}\nstart use on client\nstart local on server\n"
        + events
        + "\ntime limit 300s\n";
  }

  private static Rehearsed with(String mount, String link, String client, String events) {
    return Rehearsed.scenario(text("", mount, link, client, "", events));
  }

  private static String output(String client) {
    return with("", "latency 1ms", client, "").output();
  }

  private static final String FILL = "for (int i = 0; i < 200000; i++) b[i] = i * 7 % 251;";

  private static final String COPY_AND_COMPARE =
      """
      int fd = open("/srv/copy", O_CREAT | O_EXCL | O_RDWR, 0644);
      did("open", fd);
      size_t done = 0;
      while (done < sizeof b) {
        ssize_t n = write(fd, b + done, sizeof b - done);
        if (n <= 0) { did("write", n); return 1; }
        done += n;
      }
      memset(b, 0, sizeof b);
      lseek(fd, 0, SEEK_SET);
      did("read", read(fd, b, sizeof b));
      for (int i = 0; i < 200000; i++)
        if (b[i] != (char)(i * 7 % 251)) { printf("wrong at %d\\n", i); return 1; }
      did("mkdir", mkdir("/srv/dir", 0700));
      did("rmdir", rmdir("/srv/dir"));
      did("unlink", unlink("/srv/copy"));
      """;

  private static final String COPIED = "open: 3\nread: 200000\nmkdir: 0\nrmdir: 0\nunlink: 0\n";

  @Test
  void all_bytes_arrive_over_a_link_that_loses_and_doubles_packets() {
    Rehearsed run =
        with("timeout 20ms", "latency 1ms, loss 20%, duplicates 20%", FILL + COPY_AND_COMPARE, "");

    assertThat(run.output()).isEqualTo(COPIED);
    assertThat(run.stop()).isInstanceOf(Stop.Finished.class);
  }

  @Test
  void a_copy_of_the_simulation_in_mid_transfer_goes_on_alike() {
    Diagnostics diagnostics = new Diagnostics(new SourceMap());
    String scenario =
        text(
            "",
            "timeout 20ms",
            "latency 1ms, loss 20%, bandwidth 100Mbit/s",
            FILL + COPY_AND_COMPARE,
            "",
            "");
    Boot boot = Rehearsed.there(Rehearsed.load(scenario, diagnostics), diagnostics);
    Simulation one = Rehearsed.there(boot.boot(RunOptions.NONE, diagnostics), diagnostics);
    one.run(Until.END.time(25_000_000));

    Simulation other = one.copy();
    Stop first = one.run(Until.END.time(300_000_000_000L));
    Stop second = other.run(Until.END.time(300_000_000_000L));

    assertThat(first).isEqualTo(second).isInstanceOf(Stop.Finished.class);
    assertThat(written(one)).isEqualTo(written(other)).isEqualTo(COPIED);
    assertThat(one.now()).isEqualTo(other.instant());
  }

  private static String written(Simulation run) {
    StringBuilder all = new StringBuilder();
    run.streams(0)
        .logs()
        .forEach(log -> all.append(new String(log.contents(), StandardCharsets.UTF_8)));
    return all.toString();
  }

  @Test
  void a_file_that_another_removes_is_stale() {
    Rehearsed run =
        Rehearsed.scenario(
            text(
                "",
                "",
                "latency 1ms",
                """
                int fd = open("/srv/here", O_RDWR);
                did("read", read(fd, b, 4));
                usleep(20000);
                did("read", read(fd, b, 4));
                did("write", write(fd, "x", 1));
                struct stat st;
                did("fstat", fstat(fd, &st));
                did("seek", lseek(fd, 0, SEEK_END));
                did("truncate", ftruncate(fd, 1));
                did("close", close(fd));
                """,
                "usleep(10000); unlink(\"/export/here\");",
                ""));

    assertThat(run.output())
        .isEqualTo(
            """
            read: 4
            read: Stale file handle
            write: Stale file handle
            fstat: Stale file handle
            seek: Stale file handle
            truncate: Stale file handle
            close: 0
            """);
  }

  @Test
  void what_one_machine_writes_the_other_reads() {
    Rehearsed run =
        Rehearsed.scenario(
            text(
                "",
                "",
                "latency 1ms",
                """
                int fd = open("/srv/here", O_RDWR);
                usleep(20000);
                did("read", read(fd, b, 100));
                printf("%s\\n", b);
                did("pwrite", pwrite(fd, "AB", 2, 3));
                """,
                """
                usleep(10000);
                int fd = open("/export/here", O_WRONLY | O_APPEND);
                write(fd, "more", 4);
                usleep(30000);
                fd = open("/export/here", O_RDONLY);
                exit(read(fd, b, 100) == 14 && !strcmp(b, "012AB56789more") ? 0 : 1);
                """,
                "expect { exit local == 0 }"));

    assertThat(run.output()).isEqualTo("read: 14\n0123456789more\npwrite: 2\n");
    assertThat(run.verdict().isMet()).isTrue();
  }

  @Test
  void permissions_are_the_servers() {
    assertThat(
            output(
                """
                setgid(1000); setuid(1000);
                did("read", open("/srv/here", O_RDONLY));
                did("create", open("/srv/new", O_CREAT | O_WRONLY, 0644));
                did("chmod", chmod("/srv/here", 0666));
                did("access", access("/srv/here", R_OK));
                did("unlink", unlink("/srv/here"));
                """))
        .isEqualTo(
            """
            read: Permission denied
            create: Permission denied
            chmod: Operation not permitted
            access: Permission denied
            unlink: Permission denied
            """);
  }

  @Test
  void exports_can_be_read_only_and_distrust_root() {
    String client =
        """
        did("read", open("/srv/here", O_RDONLY));
        did("write", open("/srv/here", O_WRONLY));
        did("create", open("/srv/new", O_CREAT | O_WRONLY, 0644));
        did("unlink", unlink("/srv/here"));
        """;

    assertThat(Rehearsed.scenario(text("readonly", "", "latency 1ms", client, "", "")).output())
        .isEqualTo(
            """
            read: 3
            write: Read-only file system
            create: Read-only file system
            unlink: Read-only file system
            """);
    assertThat(Rehearsed.scenario(text("squash", "", "latency 1ms", client, "", "")).output())
        .isEqualTo(
            """
            read: Permission denied
            write: Permission denied
            create: Permission denied
            unlink: Permission denied
            """);
  }

  @Test
  void no_path_leads_out_of_the_export() {
    assertThat(
            output(
                """
                did("link", open("/srv/link", O_RDONLY));
                did("out", open("/srv/out", O_RDONLY));
                did("readlink", readlink("/srv/out", b, sizeof b));
                did("above", open("/srv/../etc/hostname", O_RDONLY));
                did("text", read(4, b, 100));
                b[6] = 0;
                printf("%s\\n", b);
                did("fifo", open("/srv/pipe", O_RDONLY));
                """))
        .isEqualTo(
            """
            link: 3
            out: No such file or directory
            readlink: 13
            above: 4
            text: 7
            client
            fifo: No such device or address
            """);
  }

  @Test
  void what_a_mount_cannot_do_fails() {
    assertThat(
            output(
                """
                int fd = open("/srv/here", O_RDWR);
                did("flock", flock(fd, LOCK_EX));
                struct flock lock = {.l_type = F_WRLCK};
                did("fcntl", fcntl(fd, F_SETLK, &lock));
                did("flags", fcntl(fd, F_GETFL) & O_ACCMODE);
                did("mmap", mmap(NULL, 10, PROT_READ, MAP_SHARED, fd, 0) == MAP_FAILED ? -1 : 0);
                did("exec", execl("/srv/here", "here", (char *)NULL));
                did("rmdir", rmdir("/srv"));
                did("file in no directory", open("/srv/here/x", O_RDONLY));
                did("bad buffer", read(fd, (void *)8, 4));
                did("bad buffer", write(fd, (void *)8, 4));
                """))
        .isEqualTo(
            """
            flock: No locks available
            fcntl: No locks available
            flags: 2
            mmap: No such device
            exec: Permission denied
            rmdir: Device or resource busy
            file in no directory: Not a directory
            bad buffer: Bad address
            bad buffer: Bad address
            """);
  }

  @Test
  void a_whole_machine_can_be_served() {
    Rehearsed run =
        Rehearsed.scenario(
            text(
                    "",
                    "",
                    "latency 1ms",
                    """
                    int fd = open("/srv/etc/hostname", O_RDONLY);
                    did("read", read(fd, b, 100));
                    printf("%s", b);
                    DIR *dir = opendir("/srv/export");
                    struct dirent *entry;
                    while ((entry = readdir(dir))) printf("%s ", entry->d_name);
                    struct stat st;
                    did("stat", stat("/srv/export/here", &st));
                    printf("%lld %o %d\\n", (long long)st.st_size, st.st_mode, (int)st.st_nlink);
                    """,
                    "",
                    "")
                .replace("serve \"/export\"", "serve \"/\"")
                .replace("server \"/export\"", "server \"/\""));

    assertThat(run.output())
        .isEqualTo("read: 7\nserver\n. .. pipe out link here stat: 0\n10 100640 1\n");
  }

  @Test
  void a_disk_of_the_server_takes_its_time() {
    Rehearsed run =
        Rehearsed.scenario(
            text("", "", "latency 1ms", "", "", "")
                .replace("/export", "/disk/export")
                .replace(
                    "int main(void) { setbuf(stdout, NULL); return 0; }\n}\nprogram local",
                    """
                    int main(void) {
                      setbuf(stdout, NULL);
                      int fd = open("/srv/here", O_RDWR);
                      long begun = millis();
                      did("cold", read(fd, b, 4));
                      printf("%ld ms\\n", millis() - begun);
                      begun = millis();
                      did("warm", pread(fd, b, 4, 0));
                      printf("%ld ms\\n", millis() - begun);
                      write(fd, "x", 1);
                      begun = millis();
                      did("fsync", fsync(fd));
                      printf("%ld ms\\n", millis() - begun);
                      return 0;
                    }
                    }
                    program local\
                    """));

    assertThat(run.output()).isEqualTo("cold: 4\n7 ms\nwarm: 4\n2 ms\nfsync: 0\n7 ms\n");
  }

  @Test
  void a_hard_mount_waits_for_ever_and_the_run_still_ends() {
    Rehearsed run =
        with(
            "timeout 100ms",
            "latency 1ms",
            "usleep(20000); did(\"open\", open(\"/srv/here\", O_RDONLY));",
            "at 10ms cut link client server");

    assertThat(run.output()).isEmpty();
    assertThat(run.run().now()).isLessThan(5_000_000_000L);
    assertThat(run.stop()).isInstanceOf(Stop.Stuck.class);
    assertThat(run.run().deadlocks().lost(run.run().hosts(), true))
        .singleElement()
        .satisfies(lost -> assertThat(lost.what()).contains("an answer from server:/export"));
  }

  @Test
  void who_waits_for_a_silent_server_can_be_killed_but_not_interrupted() {
    Rehearsed run =
        with(
            "timeout 100ms",
            "latency 1ms",
            "usleep(20000); open(\"/srv/here\", O_RDONLY);",
            """
            at 10ms cut link client server
            at 1s signal use SIGSTOP
            at 2s signal use SIGCONT
            at 30s kill use SIGKILL
            at 31s heal link client server
            """);

    assertThat(run.main().death()).isNotNull();
    assertThat(run.stop()).isInstanceOf(Stop.Finished.class);
  }

  @Test
  void a_soft_mount_gives_up_after_its_retries() {
    Rehearsed run =
        with(
            "soft timeout 100ms retries 2",
            "latency 1ms",
            """
            usleep(20000);
            long begun = millis();
            did("open", open("/srv/here", O_RDONLY));
            printf("%ld ms\\n", millis() - begun);
            usleep(1000000);
            did("healed", open("/srv/here", O_RDONLY));
            """,
            "at 10ms cut link client server\nat 1s heal link client server");

    assertThat(run.output()).isEqualTo("open: Input/output error\n700 ms\nhealed: 3\n");
  }

  @Test
  void a_hard_mount_goes_on_when_it_would_have_asked_again() {
    Rehearsed run =
        with(
            "timeout 100ms retries 2",
            "latency 1ms",
            """
            usleep(20000);
            long begun = millis();
            did("open", open("/srv/here", O_RDONLY));
            printf("%ld ms\\n", millis() - begun);
            """,
            "at 10ms cut link client server\nat 2s heal link client server");

    // Cycles of 700 ms, in each of which it asks at 0, 100 and 300 ms: first after 1980 is 2100.
    assertThat(run.output()).isEqualTo("open: 3\n2102 ms\n");
  }

  @Test
  void a_mount_without_its_server_is_an_error() {
    assertThat(complaints("machine a { mount \"/m\" from b \"/x\" }\nmachine b\nlink a b\n"))
        .containsExactly("machine b does not serve \"/x\"");
    assertThat(complaints("machine a { mount \"/m\" from a \"/x\"; serve \"/x\" }\n"))
        .containsExactly("a machine cannot mount its own files");
    assertThat(complaints("machine a { mount \"/m\" from b \"/x\" }\nmachine b { serve \"/x\" }\n"))
        .containsExactly("no link leads from a to b");
    assertThat(complaints("machine a { mount \"/m\" from c \"/x\" }\n"))
        .containsExactly("there is no machine 'c'");
    assertThat(
            complaints(
                "machine a { mount \"m\" from b \"/x\" block 7B }\n"
                    + "machine b { serve \"/etc/passwd\"; serve \"/x\" fast }\nlink a b\n"))
        .containsExactly(
            "a path on a machine begins with '/'",
            "a block has 1KiB to 1MiB",
            "'fast' is no option of serve");
    assertThat(complaints("machine a { mount \"/\" from b \"/\" }\nmachine b { serve \"/\" }\n"))
        .containsExactly("nothing can be mounted over the root directory");
    assertThat(complaints("machine a { serve \"/etc/passwd\" }\n"))
        .containsExactly("/etc/passwd is no directory");
  }

  private static java.util.List<String> complaints(String machines) {
    return Rehearsed.complaints(
        machines + "program p { int main(void) { return 0; } }\nstart p\n", RunOptions.NONE);
  }
}
