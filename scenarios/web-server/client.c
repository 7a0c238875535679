/* The clients of all servers: so many at once, each asks for the same path so many times, one connection a request.
     client HOST PATH CLIENTS REQUESTS
   Says how it went, in microseconds. A failed request is tried no second time. */
#include "server.h"
#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

static struct addrinfo *server;
static const char *path;
static int requests;
static long *samples; /* each thread has its part; -1: failed */

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000000000L + time.tv_nsec;
}

/* 1 if an answer came. */
static int request(void) {
    char text[1200];
    int got = 0, fd = socket(AF_INET, SOCK_STREAM, 0);
    ssize_t n = -1;
    if (fd >= 0 && connect(fd, server->ai_addr, server->ai_addrlen) == 0) {
        int length = snprintf(text, sizeof text, "GET %s HTTP/1.0\r\n\r\n", path);
        if (write(fd, text, length) == length)
            while ((n = read(fd, text + got, sizeof text - 1 - got)) > 0) got += n;
    }
    if (fd >= 0) close(fd);
    text[got] = '\0';
    return n == 0 && strncmp(text, "HTTP/1.0 200", 12) == 0;
}

static void *client(void *argument) {
    long *own = samples + (long)argument * requests;
    for (int i = 0; i < requests; i++) {
        long begin = now();
        own[i] = request() ? now() - begin : -1;
    }
    return NULL;
}

static int compare(const void *a, const void *b) {
    long x = *(const long *)a, y = *(const long *)b;
    return (x > y) - (x < y);
}

int main(int argc, char **argv) {
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM};
    char port[8];
    if (argc < 5) return 2;
    path = argv[2];
    int clients = atoi(argv[3]);
    requests = atoi(argv[4]);
    snprintf(port, sizeof port, "%d", PORT);
    if (getaddrinfo(argv[1], port, &hints, &server) != 0) return 2;
    int all = clients * requests, failed = 0;
    samples = calloc(all, sizeof *samples);
    pthread_t *threads = calloc(clients, sizeof *threads);
    long begin = now();
    for (long i = 0; i < clients; i++) pthread_create(&threads[i], NULL, client, (void *)i);
    for (int i = 0; i < clients; i++) pthread_join(threads[i], NULL);
    long elapsed = now() - begin;
    qsort(samples, all, sizeof *samples, compare);
    while (failed < all && samples[failed] < 0) failed++;
    int good = all - failed;
    const long *sorted = samples + failed;
    printf("%s: %d requests, %d failed", path, all, failed);
    if (good > 0)
        printf(", %ld/s, p50 %ld us, p95 %ld us, p99 %ld us, max %ld us", good * 1000000000L / elapsed,
               sorted[good * 50 / 100] / 1000, sorted[good * 95 / 100] / 1000, sorted[good * 99 / 100] / 1000,
               sorted[good - 1] / 1000);
    printf("\n");
    return failed > 0;
}
