package osprey.hardware.fuzz;

import com.google.common.collect.ImmutableList;
import java.util.List;

/// What a program may work on: how it comes about, and statements about it. In braces are
/// alternatives with strokes between them, `@` is a descriptor. Every statement stands by itself: a
/// program may be without any other.
enum Family {
  PIPE(
      List.of("pipe2(d, {0/0/0/O_NONBLOCK/O_CLOEXEC/O_DIRECT});"),
      List.of(
          "read(d[0], in, $size);",
          "read(d[0], in, $size);",
          "write(d[1], out, $size);",
          "write(d[1], out, $size);",
          "read(d[1], in, 1);",
          "write(d[0], out, 1);",
          "close(d[{0/1}]);",
          "pipe(d + {0/12});",
          "fcntl(d[{0/1}], F_SETFL, {0/O_NONBLOCK/O_DIRECT});",
          "fcntl(d[{0/1}], F_SETPIPE_SZ, {4096/8192/65536/0/5000/100000});",
          "fcntl(d[{0/1}], F_GETPIPE_SZ);",
          "ioctl(d[{0/1}], FIONREAD, in);")),
  FIFO(
      List.of(
          "mkfifo(\"/tmp/f\", 0600);",
          "d[2] = open(\"/tmp/f\", {O_RDWR/O_RDWR/O_RDONLY} | O_NONBLOCK);"),
      List.of(
          "d[{2/3}] = open(\"/tmp/f\", {O_RDONLY/O_WRONLY/O_RDWR});",
          "d[{2/3}] = open(\"/tmp/f\", {O_RDONLY/O_WRONLY/O_RDWR} | O_NONBLOCK);",
          "read(d[{2/3}], in, $size);",
          "write(d[{2/3}], out, $size);",
          "close(d[{2/3}]);",
          "fcntl(d[{2/3}], F_SETFL, {0/O_NONBLOCK});",
          "unlink(\"/tmp/f\");",
          "mkfifo(\"/tmp/f\", 0600);")),
  FILE(
      List.of("d[4] = open(\"/tmp/x\", O_RDWR | O_CREAT{/ | O_APPEND}, 0644);"),
      List.of(
          "d[5] = open(\"/tmp/x\", {O_RDONLY/O_WRONLY/O_RDWR/O_RDWR | O_TRUNC/O_RDWR | O_APPEND});",
          "d[5] = open(\"/tmp/x\", O_CREAT | O_EXCL | O_RDWR, 0600);",
          "read(d[{4/5}], in, $size);",
          "write(d[{4/5}], out, $size);",
          "pread(d[{4/5}], in, $size, $offset);",
          "pwrite(d[{4/5}], out, $size, $offset);",
          "lseek(d[{4/5}], $offset, {SEEK_SET/SEEK_CUR/SEEK_END/9});",
          "ftruncate(d[{4/5}], $offset);",
          "range(d[{4/5}], {F_SETLK/F_SETLKW/F_GETLK/F_SETLK}, {F_RDLCK/F_WRLCK/F_UNLCK},"
              + " {0/5/100}, {0/1/10/-3});",
          "range(d[{4/5}], {F_SETLK/F_SETLKW/F_OFD_SETLK/F_OFD_GETLK}, {F_RDLCK/F_WRLCK/F_UNLCK},"
              + " 0, {0/10});",
          "flock(d[{4/5}], {LOCK_SH/LOCK_EX/LOCK_UN/LOCK_EX | LOCK_NB/LOCK_SH | LOCK_NB/0});",
          "unlink(\"/tmp/x\");",
          "rename(\"/tmp/x\", \"/tmp/y\");",
          "link(\"/tmp/x\", \"/tmp/y\");",
          "fstat(d[{4/5}], (struct stat *)in);",
          "close(d[{4/5}]);")),
  SOCKET(
      List.of(
          "socketpair(AF_UNIX, {SOCK_STREAM/SOCK_STREAM/SOCK_DGRAM/SOCK_SEQPACKET}{/// |"
              + " SOCK_NONBLOCK}, 0, d + 6);"),
      List.of(
          "send(d[{6/7}], out, $size, {0/MSG_DONTWAIT/MSG_NOSIGNAL/MSG_DONTWAIT | MSG_NOSIGNAL});",
          "recv(d[{6/7}], in, $size, {0/0/MSG_DONTWAIT/MSG_PEEK/MSG_TRUNC/MSG_WAITALL/MSG_PEEK |"
              + " MSG_DONTWAIT});",
          "read(d[{6/7}], in, $size);",
          "write(d[{6/7}], out, $size);",
          "shutdown(d[{6/7}], {SHUT_RD/SHUT_WR/SHUT_RDWR/7});",
          "close(d[{6/7}]);",
          "listen(d[{6/7}], 3);",
          "accept(d[{6/7}], NULL, NULL);",
          "fcntl(d[{6/7}], F_SETFL, {0/O_NONBLOCK});",
          "ioctl(d[{6/7}], FIONREAD, in);",
          "socketpair(AF_UNIX, {SOCK_STREAM/SOCK_DGRAM/99}, {0/0/5}, d + {6/12});")),
  EVENT(
      List.of("d[8] = eventfd({0/1/5}, {0/EFD_SEMAPHORE/EFD_NONBLOCK});"),
      List.of(
          "read(d[8], in, {8/8/8/4/16});",
          "add(d[8], {1/3/0/0xfffffffffffffffe/0xffffffffffffffff});",
          "write(d[8], out, 4);",
          "fcntl(d[8], F_SETFL, {0/O_NONBLOCK});",
          "d[8] = eventfd({0/7}, {0/EFD_NONBLOCK/EFD_SEMAPHORE | EFD_NONBLOCK/3});")),
  POSIX_QUEUE(
      List.of("d[9] = queue(O_RDWR | O_CREAT{// | O_NONBLOCK}, {1/2/5}, 64);"),
      List.of(
          "mq_send(d[9], out, {0/1/10/64/65}, {0/1/7/32768});",
          "mq_send(d[9], out, 5, {0/1/7});",
          "mq_receive(d[9], in, {64/64/64/100/63}, {NULL/(unsigned *)(in + 200)});",
          "mq_receive(d[9], in, 64, NULL);",
          "mq_getattr(d[9], (struct mq_attr *)in);",
          "mq_unlink(\"/q\");",
          "d[10] = queue({O_RDONLY/O_WRONLY/O_RDWR}{/ | O_CREAT/ | O_CREAT | O_EXCL/ | O_NONBLOCK},"
              + " {3/0/10}, {32/64/0});",
          "mq_close(d[{9/10}]);",
          "mq_send(d[10], out, 5, 2);",
          "mq_receive(d[10], in, 64, NULL);")),
  QUEUE(
      List.of("m = msgget(77, IPC_CREAT | 0600);"),
      List.of(
          "post({1/2/3/0/-1}, {0/1/50/1000/8192/8193}, {0/IPC_NOWAIT});",
          "post({1/2/3}, {5/8192/8000}, {0/IPC_NOWAIT});",
          "msgrcv(m, in, {0/50/9000}, {0/1/2/-2/-3/5}, {0/IPC_NOWAIT/MSG_NOERROR/IPC_NOWAIT |"
              + " MSG_NOERROR/MSG_EXCEPT});",
          "msgrcv(m, in, 9000, {0/1/-2}, 0);",
          "msgctl(m, IPC_RMID, NULL);",
          "m = msgget({77/78/IPC_PRIVATE}, {0/IPC_CREAT/IPC_CREAT | IPC_EXCL} | 0600);")),
  SEMAPHORE(
      List.of("s = semget(78, 2, IPC_CREAT | 0600);"),
      List.of(
          "change({0/1/1/2/-1}, {1/-1/2/-2/0/-3}, {0/IPC_NOWAIT/SEM_UNDO/SEM_UNDO});",
          "change({0/1}, {1/-1/0}, {0/SEM_UNDO/0});",
          "change2({1/-1/0}, {1/-1/0/2}, {0/IPC_NOWAIT/SEM_UNDO});",
          "semctl(s, {0/1/2}, SETVAL, {0/1/3/32768});",
          "semctl(s, {0/1/2}, {GETVAL/GETPID/GETNCNT/GETZCNT});",
          "semctl(s, 0, IPC_RMID);",
          "s = semget({78/79}, {1/2/3/0}, {0/IPC_CREAT/IPC_CREAT | IPC_EXCL} | 0600);")),
  SHARED(
      List.of("v = mmap(NULL, 4096, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);"),
      List.of(
          "v[{0/1/2/3}]++;",
          "v[{0/1/2/3}] = v[{0/1/2/3}] + {1/7};",
          "__sync_fetch_and_add(&v[{0/1}], 5);",
          "v[600] = 1;",
          "write(@, v, 16);",
          "read(@, v, 16);",
          "v = shmat(shmget({81/82}, {4096/8192/100}, {0/IPC_CREAT/IPC_CREAT | IPC_EXCL} | 0600),"
              + " NULL, {0/0/SHM_RDONLY});",
          "shmdt(v);",
          "shmctl(shmget(81, 0, 0), IPC_RMID, NULL);")),
  SIGNAL(
      List.of("handle({SIGUSR1/SIGUSR2}, {0/SA_RESTART});"),
      List.of(
          "handle({SIGUSR1/SIGUSR2/SIGPIPE/SIGCHLD/SIGKILL},"
              + " {0/SA_RESTART/SA_RESETHAND/SA_NODEFER});",
          "signal({SIGUSR1/SIGPIPE/SIGUSR2/SIGCHLD}, {SIG_IGN/SIG_DFL});",
          "kill({getpid()/first/child}, {SIGUSR1/SIGUSR2/SIGUSR1/0/SIGTERM/65});",
          "kill({first/child}, {SIGUSR1/SIGUSR2});",
          "raise({SIGUSR1/SIGUSR2});",
          "mask({SIG_BLOCK/SIG_UNBLOCK/SIG_SETMASK}, {SIGUSR1/SIGUSR2/SIGPIPE});",
          "sigpending((sigset_t *)in);",
          "waitpid({child/-1}, (int *)in, {WNOHANG/WNOHANG/0/WUNTRACED});")),
  ANY(
      List.of(),
      List.of(
          "d[{10/11/12/13}] = dup(@);",
          "dup2(@, @);",
          "close(@);",
          "look(@, {POLLIN/POLLOUT/POLLIN | POLLOUT/0}, {0/0/1/-1});",
          "look2(@, @, {POLLIN/POLLIN/POLLOUT}, {0/1/-1});",
          "read(@, in, $size);",
          "write(@, out, $size);",
          "read(@, NULL, 5);",
          "write(@, (void *)16, 5);",
          "lseek(@, 0, SEEK_CUR);",
          "fcntl(@, {F_GETFL/F_GETFD});",
          "fcntl(@, F_SETFL, {0/O_NONBLOCK});",
          "fcntl(@, F_DUPFD, {0/20/-1});",
          "ftruncate(@, 10);",
          "fsync(@);",
          "usleep({10/100/1000/3000});",
          "usleep({10/100/1000/3000});",
          "_exit({0/3});"));

  private final ImmutableList<String> setup;
  private final ImmutableList<String> phrases;

  Family(List<String> setup, List<String> phrases) {
    this.setup = ImmutableList.copyOf(setup);
    this.phrases = ImmutableList.copyOf(phrases);
  }

  List<String> setup() {
    return setup;
  }

  List<String> phrases() {
    return phrases;
  }
}
