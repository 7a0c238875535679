package osprey.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// Machines and the links between them: what connections make of latency, loss and cuts.
class NetworkTest {
  private static final String PROLOGUE =
      """
      #include <arpa/inet.h>
      #include <errno.h>
      #include <netdb.h>
      #include <netinet/tcp.h>
      #include <stdio.h>
      #include <stdlib.h>
      #include <string.h>
      #include <sys/socket.h>
      #include <time.h>
      #include <unistd.h>
      static struct sockaddr_in at(const char *address, int port) {
        struct sockaddr_in a = {.sin_family = AF_INET, .sin_port = htons(port)};
        inet_pton(AF_INET, address, &a.sin_addr);
        return a;
      }
      static long millis(void) {
        struct timespec now;
        clock_gettime(CLOCK_MONOTONIC, &now);
        return now.tv_sec * 1000 + now.tv_nsec / 1000000;
      }
      static int tcp(void) { return socket(AF_INET, SOCK_STREAM, 0); }
      static int dial(int fd, const char *address) {
        struct sockaddr_in a = at(address, 7000);
        return connect(fd, (struct sockaddr *)&a, sizeof a);
      }
      static int serve(const char *address) {
        int l = tcp();
        struct sockaddr_in a = at(address, 7000);
        bind(l, (struct sockaddr *)&a, sizeof a);
        listen(l, 5);
        return accept(l, NULL, NULL);
      }
      """;

  /// Two machines, 10.0.0.1 `one` and 10.0.0.2 `two`, a program for each.
  private static Rehearsed between(String link, String one, String two, String events) {
    return Rehearsed.scenario(
        "machine one { }\nmachine two { }\n"
            + link
            + "\nprogram client {\n"
            + PROLOGUE
            + "int main(void) { char b[100]; ssize_t n; (void)b; (void)n; setbuf(stdout, NULL);"
            + one
            + " return 0; }\n}\nprogram server {\n"
            + PROLOGUE
            + "int main(void) { char b[100]; ssize_t n; (void)b; (void)n;"
            + two
            + " return 0; }\n}\nstart server on two\nstart client on one at 5ms\n"
            + events
            + "\ntime limit 200s\n");
  }

  private static final String LINK = "link one two { latency 1ms }";
  private static final String ECHO =
      "int c = serve(\"0.0.0.0\"); while ((n = recv(c, b, 100, 0)) > 0) send(c, b, n, 0);";

  @Test
  void a_connection_across_machines_carries_bytes_both_ways() {
    Rehearsed run =
        between(
            LINK,
            "int s = tcp(); dial(s, \"10.0.0.2\"); send(s, \"ping\", 4, 0);"
                + "n = recv(s, b, 100, 0); printf(\"%.*s\\n\", (int)n, b);",
            ECHO,
            "");

    assertThat(run.output()).isEqualTo("ping\n");
  }

  @Test
  void machines_are_known_by_name() {
    Rehearsed run =
        between(
            LINK,
            "struct hostent *h = gethostbyname(\"two\");"
                + "puts(inet_ntoa(*(struct in_addr *)h->h_addr_list[0]));",
            "",
            "");

    assertThat(run.output()).isEqualTo("10.0.0.2\n");
  }

  @Test
  void a_listener_on_the_loopback_is_not_reached_from_outside() {
    Rehearsed run =
        between(
            LINK,
            "int s = tcp(); dial(s, \"10.0.0.2\"); puts(strerror(errno));",
            "alarm(1); serve(\"127.0.0.1\");",
            "");

    assertThat(run.output()).isEqualTo("Connection refused\n");
  }

  @Test
  void an_address_of_another_network_is_unreachable_at_once() {
    Rehearsed run = between(LINK, "dial(tcp(), \"172.31.0.1\"); puts(strerror(errno));", "", "");

    assertThat(run.output()).isEqualTo("Network is unreachable\n");
  }

  @Test
  void an_address_that_nobody_has_is_given_up_after_three_seconds() {
    Rehearsed run =
        between(
            LINK,
            "long t = millis(); dial(tcp(), \"10.0.0.99\");"
                + "printf(\"%s %ld\\n\", strerror(errno), (millis() - t) / 10);",
            "",
            "");

    assertThat(run.output()).isEqualTo("No route to host 305\n");
  }

  @Test
  void a_handshake_over_a_cut_link_times_out_as_TCP_SYNCNT_says() {
    Rehearsed run =
        between(
            LINK,
            "for (int count = 1; count <= 2; count++) { int s = tcp();"
                + "setsockopt(s, IPPROTO_TCP, TCP_SYNCNT, &count, sizeof count);"
                + "long t = millis(); dial(s, \"10.0.0.2\");"
                + "printf(\"%s %ld\\n\", strerror(errno), (millis() - t) / 1000); }",
            "",
            "at 0ms cut link one two");

    assertThat(run.output()).isEqualTo("Connection timed out 3\nConnection timed out 7\n");
  }

  @Test
  void a_user_timeout_ends_a_connection_whose_link_is_lost() {
    Rehearsed run =
        between(
            LINK,
            "int s = tcp(); dial(s, \"10.0.0.2\"); int timeout = 500;"
                + "setsockopt(s, IPPROTO_TCP, TCP_USER_TIMEOUT, &timeout, sizeof timeout);"
                + "usleep(20000); n = send(s, \"lost\", 4, 0); printf(\"%zd\\n\", n);"
                + "long t = millis(); n = recv(s, b, 100, 0); int e = errno; t = millis() - t;"
                + "printf(\"%s %d\\n\", strerror(e), t > 850 && t < 1000);",
            "alarm(3);" + ECHO,
            "at 15ms cut link one two");

    assertThat(run.output()).isEqualTo("4\nConnection timed out 1\n");
  }

  @Test
  void what_a_partition_swallowed_arrives_when_it_is_healed() {
    Rehearsed run =
        between(
            LINK,
            "int s = tcp(); dial(s, \"10.0.0.2\"); usleep(20000); send(s, \"kept\", 4, 0);"
                + "long t = millis(); n = recv(s, b, 100, 0);"
                + "printf(\"%.*s %d\\n\", (int)n, b, millis() - t > 900);",
            ECHO,
            "at 15ms partition one from two\nat 1s heal partition");

    assertThat(run.output()).isEqualTo("kept 1\n");
  }

  @Test
  void a_lossy_link_loses_no_byte_of_a_stream() {
    Rehearsed run =
        between(
            "link one two { latency 2ms, jitter 3ms, loss 5%, duplicates 2% }",
            "int s = tcp(); if (dial(s, \"10.0.0.2\")) puts(\"no\"); unsigned char c[1000];"
                + "for (int i = 0; i < 300; i++) { for (int k = 0; k < 1000; k++)"
                + "c[k] = (i * 1000 + k) % 251; send(s, c, 1000, 0); }"
                + "shutdown(s, SHUT_WR); n = recv(s, b, 100, 0); printf(\"%.*s\\n\", (int)n, b);",
            "int c = serve(\"0.0.0.0\"); long at = 0, wrong = 0; unsigned char d[5000];"
                + "while ((n = recv(c, d, sizeof d, 0)) > 0) for (int i = 0; i < n; i++, at++)"
                + "wrong += d[i] != at % 251;"
                + "n = sprintf(b, \"%ld bytes, %ld wrong\", at, wrong); send(c, b, n, 0);",
            "");

    assertThat(run.output()).isEqualTo("300000 bytes, 0 wrong\n");
  }

  @Test
  void a_datagram_over_a_cut_link_is_lost_without_a_word() {
    Rehearsed run =
        between(
            LINK,
            "int s = socket(AF_INET, SOCK_DGRAM, 0); struct sockaddr_in a = at(\"10.0.0.2\", 7000);"
                + "for (int i = 0; i < 2; i++) { n = sendto(s, i ? \"two\" : \"one\", 3, 0,"
                + "(struct sockaddr *)&a, sizeof a); printf(\"%zd\\n\", n); usleep(100000); }"
                + "n = recv(s, b, 100, 0); printf(\"%.*s\\n\", (int)n, b);",
            "int s = socket(AF_INET, SOCK_DGRAM, 0); struct sockaddr_in a = at(\"0.0.0.0\", 7000);"
                + "bind(s, (struct sockaddr *)&a, sizeof a); socklen_t l = sizeof a;"
                + "n = recvfrom(s, b, 100, 0, (struct sockaddr *)&a, &l);"
                + "sendto(s, b, n, 0, (struct sockaddr *)&a, l);",
            "at 1ms cut link one two\nat 50ms heal link one two");

    assertThat(run.output()).isEqualTo("3\n3\ntwo\n");
  }

  @Test
  void bandwidth_bounds_how_fast_bytes_arrive() {
    Rehearsed run =
        between(
            "link one two { latency 1ms, bandwidth 8Mbit/s }",
            "int s = tcp(); dial(s, \"10.0.0.2\"); char *big = calloc(1, 1000000);"
                + "long t = millis(); for (long k = 0; k < 1000000; )"
                + "k += send(s, big + k, 1000000 - k, 0); shutdown(s, SHUT_WR);"
                + "recv(s, b, 1, 0); t = millis() - t;"
                + "printf(\"%d\\n\", t >= 1000 && t < 1300);",
            "int c = serve(\"0.0.0.0\"); char *big = malloc(100000);"
                + "while (recv(c, big, 100000, 0) > 0) {}",
            "");

    assertThat(run.output()).isEqualTo("1\n");
  }

  @Test
  void a_copy_of_a_run_in_mid_transfer_goes_on_as_the_original_does() {
    Rehearsed run =
        between(
            "link one two { latency 2ms, jitter 3ms, loss 5% }",
            "int s = tcp(); dial(s, \"10.0.0.2\"); for (int i = 0; i < 20; i++) {send(s, \"ping\","
                + " 4, 0); n = recv(s, b, 100, 0); printf(\"%ld\\n\", millis()); }",
            ECHO,
            "");
    Simulation again =
        Rehearsed.there(
            run.boot()
                .boot(RunOptions.NONE, new osprey.lang.Diagnostics(new osprey.lang.SourceMap())),
            new osprey.lang.Diagnostics(new osprey.lang.SourceMap()));
    again.run(Until.END.time(60_000_000));
    Simulation copy = again.copy();
    copy.run(Until.END.time(200_000_000_000L));

    assertThat(copy.now()).isEqualTo(run.run().now());
  }
}
