/* One workload over every family: messages of SIZE bytes there (mode "stream") or there and back
   (mode "echo"), ROUNDS times. Usage: message FAMILY MODE SIZE ROUNDS [server | client HOST] */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <fcntl.h>
#include <mqueue.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/ipc.h>
#include <sys/mman.h>
#include <sys/msg.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>
#include <windows.h>

enum { THERE, BACK };

enum family {
    THREADS, THREADS_COND, SHM_SPIN, SHM_SEM, SHM_COPY, PIPE, FIFO, POSIX_MQ,
    SYSV_MQ, A_FILE, UNIX_DGRAM, UNIX_SEQPACKET, UNIX_STREAM, UDP, TCP,
    WINDOWS_PIPE,
    FAMILIES
};

static const char *const words[FAMILIES] = {
    "threads", "threads-cond", "shm-spin", "shm-sem", "shm-copy", "pipe", "fifo",
    "posix-mq", "sysv-mq", "file", "unix-dgram", "unix-seqpacket", "unix-stream", "udp", "tcp",
    "windows-pipe"
};
enum { PIECE = 8192, DATAGRAM_MAX = 60000 };

/* What both sides see: the shared memory of all families that have one. */
struct shared {
    sem_t full[2], empty[2];
    atomic_int turn[2];
    pthread_mutex_t lock;
    pthread_cond_t changed;
    int count[2];
    char data[2][1 << 20];
};

static struct shared *shared;
static enum family family;
static size_t size;
static int is_echo;
static int ends[2][2]; /* pipes: [direction][read, write] */
static int sockets[2]; /* [side] */
static mqd_t queues[2];
static int keyed[2];
static int file, bells[2];
static HANDLE window;

static void die(const char *what) {
    perror(what);
    exit(1);
}

static void write_all(int fd, const char *from, size_t count) {
    while (count > 0) {
        ssize_t n = write(fd, from, count);
        if (n <= 0) die("write");
        from += n;
        count -= (size_t)n;
    }
}

static void read_all(int fd, char *to, size_t count) {
    while (count > 0) {
        ssize_t n = read(fd, to, count);
        if (n <= 0) die("read");
        to += n;
        count -= (size_t)n;
    }
}

/* Messages that keep their boundaries, in pieces if they are longer than one may be. */
static void send_pieces(int fd, const char *from, size_t count, size_t most) {
    while (count > 0) {
        size_t part = count < most ? count : most;
        if (send(fd, from, part, 0) != (ssize_t)part) die("send");
        from += part;
        count -= part;
    }
}

static void receive_pieces(int fd, char *to, size_t count) {
    while (count > 0) {
        ssize_t n = recv(fd, to, count, 0);
        if (n <= 0) die("recv");
        to += n;
        count -= (size_t)n;
    }
}

struct keyed_message {
    long type;
    char text[PIECE];
};

static void put(int way, int side, char *from) {
    switch (family) {
    case PIPE:
    case FIFO:
        write_all(ends[way][1], from, size);
        break;
    case UNIX_STREAM:
    case TCP:
        write_all(sockets[side], from, size);
        break;
    case UNIX_DGRAM:
    case UNIX_SEQPACKET:
        send_pieces(sockets[side], from, size, 100000);
        break;
    case UDP:
        send_pieces(sockets[side], from, size, DATAGRAM_MAX);
        break;
    case POSIX_MQ:
        for (size_t at = 0; at < size; at += PIECE) {
            size_t part = size - at < PIECE ? size - at : PIECE;
            if (mq_send(queues[way], from + at, part, 0) != 0) die("mq_send");
        }
        break;
    case SYSV_MQ: {
        static struct keyed_message message;
        for (size_t at = 0; at < size; at += PIECE) {
            size_t part = size - at < PIECE ? size - at : PIECE;
            message.type = 1;
            memcpy(message.text, from + at, part);
            if (msgsnd(keyed[way], &message, part, 0) != 0) die("msgsnd");
        }
        break;
    }
    case A_FILE: {
        uint64_t one = 1;
        if (pwrite(file, from, size, way << 20) != (ssize_t)size) die("pwrite");
        write_all(bells[way], (char *)&one, sizeof one);
        break;
    }
    case SHM_SPIN:
        while (atomic_load(&shared->turn[way]) != 0);
        shared->data[way][0]++;
        atomic_store(&shared->turn[way], 1);
        break;
    case THREADS_COND:
        pthread_mutex_lock(&shared->lock);
        while (shared->count[way] > 0) pthread_cond_wait(&shared->changed, &shared->lock);
        shared->data[way][0]++;
        shared->count[way] = 1;
        pthread_cond_signal(&shared->changed);
        pthread_mutex_unlock(&shared->lock);
        break;
    case WINDOWS_PIPE: {
        DWORD written;
        if (!WriteFile(window, from, (DWORD)size, &written, NULL)) die("WriteFile");
        break;
    }
    default:
        if (!is_echo) sem_wait(&shared->empty[way]);
        if (family == SHM_COPY) memcpy(shared->data[way], from, size);
        else shared->data[way][0]++;
        sem_post(&shared->full[way]);
        break;
    }
}

static void get(int way, int side, char *to) {
    switch (family) {
    case PIPE:
    case FIFO:
        read_all(ends[way][0], to, size);
        break;
    case UNIX_STREAM:
    case TCP:
        read_all(sockets[side], to, size);
        break;
    case UNIX_DGRAM:
    case UNIX_SEQPACKET:
    case UDP:
        receive_pieces(sockets[side], to, size);
        break;
    case POSIX_MQ:
        for (size_t at = 0; at < size; at += PIECE)
            if (mq_receive(queues[way], to + at, PIECE, NULL) < 0) die("mq_receive");
        break;
    case SYSV_MQ: {
        static struct keyed_message message;
        for (size_t at = 0; at < size; at += PIECE) {
            ssize_t part = msgrcv(keyed[way], &message, PIECE, 0, 0);
            if (part < 0) die("msgrcv");
            memcpy(to + at, message.text, (size_t)part);
        }
        break;
    }
    case A_FILE: {
        uint64_t rung;
        read_all(bells[way], (char *)&rung, sizeof rung);
        if (pread(file, to, size, way << 20) != (ssize_t)size) die("pread");
        break;
    }
    case SHM_SPIN:
        while (atomic_load(&shared->turn[way]) != 1);
        shared->data[way][0]++;
        atomic_store(&shared->turn[way], 0);
        break;
    case THREADS_COND:
        pthread_mutex_lock(&shared->lock);
        while (shared->count[way] == 0) pthread_cond_wait(&shared->changed, &shared->lock);
        shared->count[way] = 0;
        pthread_cond_signal(&shared->changed);
        pthread_mutex_unlock(&shared->lock);
        break;
    case WINDOWS_PIPE:
        for (size_t at = 0; at < size;) {
            DWORD read;
            if (!ReadFile(window, to + at, (DWORD)(size - at), &read, NULL)) die("ReadFile");
            at += read;
        }
        break;
    default:
        sem_wait(&shared->full[way]);
        if (family == SHM_COPY) memcpy(to, shared->data[way], size);
        if (!is_echo) sem_post(&shared->empty[way]);
        break;
    }
}

static void internet(int type) {
    struct sockaddr_in name = {0};
    socklen_t length = sizeof name;
    name.sin_family = AF_INET;
    name.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    int server = socket(AF_INET, type, 0);
    if (bind(server, (struct sockaddr *)&name, sizeof name) != 0) die("bind");
    getsockname(server, (struct sockaddr *)&name, &length);
    sockets[0] = socket(AF_INET, type, 0);
    if (type == SOCK_STREAM) {
        int yes = 1;
        listen(server, 1);
        if (connect(sockets[0], (struct sockaddr *)&name, sizeof name) != 0) die("connect");
        sockets[1] = accept(server, NULL, NULL);
        setsockopt(sockets[0], IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        setsockopt(sockets[1], IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
        return;
    }
    struct sockaddr_in other = {0};
    other.sin_family = AF_INET;
    other.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (bind(sockets[0], (struct sockaddr *)&other, sizeof other) != 0) die("bind");
    getsockname(sockets[0], (struct sockaddr *)&other, &length);
    sockets[1] = server;
    connect(sockets[0], (struct sockaddr *)&name, sizeof name);
    connect(sockets[1], (struct sockaddr *)&other, sizeof other);
}

static const char window_name[] = "\\\\.\\pipe\\message";

static void set_up(void) {
    if (family == WINDOWS_PIPE) {
        window = CreateNamedPipe(window_name, PIPE_ACCESS_DUPLEX,
            PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE | PIPE_WAIT, 1, 1 << 20, 1 << 20, 0, NULL);
        if (window == INVALID_HANDLE_VALUE) die("CreateNamedPipe");
    }
    shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (shared == MAP_FAILED) die("mmap");
    for (int way = 0; way < 2; way++) {
        sem_init(&shared->full[way], 1, 0);
        sem_init(&shared->empty[way], 1, 1);
    }
    for (int way = 0; way < 2; way++) {
        if (family == PIPE && pipe(ends[way]) != 0) die("pipe");
        if (family == FIFO) {
            const char *path = way == THERE ? "/tmp/there" : "/tmp/back";
            mkfifo(path, 0600);
            ends[way][0] = open(path, O_RDONLY | O_NONBLOCK);
            ends[way][1] = open(path, O_WRONLY);
            fcntl(ends[way][0], F_SETFL, 0);
        }
        if (family == POSIX_MQ) {
            struct mq_attr attributes = {0, 10, PIECE, 0};
            queues[way] = mq_open(way == THERE ? "/there" : "/back", O_CREAT | O_RDWR, 0600, &attributes);
            if (queues[way] < 0) die("mq_open");
        }
        if (family == SYSV_MQ && (keyed[way] = msgget(IPC_PRIVATE, 0600)) < 0) die("msgget");
        if (family == A_FILE) bells[way] = eventfd(0, EFD_SEMAPHORE);
    }
    if (family == A_FILE && (file = open("/tmp/shared-file", O_CREAT | O_RDWR, 0600)) < 0) die("open");
    if (family == UNIX_STREAM) socketpair(AF_UNIX, SOCK_STREAM, 0, sockets);
    if (family == UNIX_DGRAM) socketpair(AF_UNIX, SOCK_DGRAM, 0, sockets);
    if (family == UNIX_SEQPACKET) socketpair(AF_UNIX, SOCK_SEQPACKET, 0, sockets);
    if (family == TCP) internet(SOCK_STREAM);
    if (family == UDP) internet(SOCK_DGRAM);
}

static long rounds;

static void *answer(void *unused) {
    char *message = malloc(size + PIECE);
    for (long i = 0; i < rounds; i++) {
        get(THERE, 1, message);
        if (is_echo) put(BACK, 1, message);
    }
    return unused;
}

static void ask(void) {
    char *message = malloc(size + PIECE);
    memset(message, 'x', size);
    for (long i = 0; i < rounds; i++) {
        put(THERE, 0, message);
        if (is_echo) get(BACK, 0, message);
    }
}

/* Two hosts: the server waits at a port, the client knows its host's name. */
static void meet(const char *host) {
    struct addrinfo hints = {0}, *found;
    int yes = 1, type = family == UDP ? SOCK_DGRAM : SOCK_STREAM, s = socket(AF_INET, type, 0);
    hints.ai_family = AF_INET;
    hints.ai_socktype = type;
    hints.ai_flags = host == NULL ? AI_PASSIVE : 0;
    if (getaddrinfo(host, "7000", &hints, &found) != 0) die("getaddrinfo");
    if (host != NULL) {
        if (connect(s, found->ai_addr, found->ai_addrlen) != 0) die("connect");
        sockets[0] = s;
    } else {
        if (bind(s, found->ai_addr, found->ai_addrlen) != 0) die("bind");
        if (type == SOCK_STREAM) {
            listen(s, 1);
            s = accept(s, NULL, NULL);
        } else {
            struct sockaddr_in client;
            socklen_t length = sizeof client;
            char hello;
            recvfrom(s, &hello, 1, 0, (struct sockaddr *)&client, &length);
            connect(s, (struct sockaddr *)&client, length);
        }
        sockets[1] = s;
    }
    if (type == SOCK_STREAM) setsockopt(s, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    if (type == SOCK_DGRAM && host != NULL) send(s, "", 1, 0);
}

int main(int argc, char **argv) {
    if (argc < 5) return 2;
    while (family < FAMILIES && strcmp(words[family], argv[1]) != 0) family++;
    is_echo = strcmp(argv[2], "echo") == 0;
    size = (size_t)atol(argv[3]);
    rounds = atol(argv[4]);
    if (argc > 5) {
        meet(argc > 6 ? argv[6] : NULL);
        if (argc > 6) ask();
        else answer(NULL);
        return 0;
    }
    set_up();
    if (family == THREADS || family == THREADS_COND) {
        pthread_t other;
        pthread_create(&other, NULL, answer, NULL);
        ask();
        pthread_join(other, NULL);
        return 0;
    }
    if (fork() == 0) {
        if (family == WINDOWS_PIPE)
            window = CreateFile(
                window_name, GENERIC_READ | GENERIC_WRITE, 0, NULL, OPEN_EXISTING, 0, NULL);
        answer(NULL);
        return 0;
    }
    if (family == WINDOWS_PIPE) ConnectNamedPipe(window, NULL);
    ask();
    wait(NULL);
    return 0;
}
