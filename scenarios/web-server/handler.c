/* What a request is answered with, the same in every architecture.
     /page    a page from a file, and a little work to fill it in
     /order   a line for the journal, which must be on the disk before the answer goes out
     /crash   a bug: a null pointer is followed */
#include "server.h"
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { WORK = 2000 };

static int page(char *body, int room) {
    int fd = open("/www/page", O_RDONLY);
    ssize_t n = fd >= 0 ? read(fd, body, room - 32) : 0;
    if (fd >= 0) close(fd);
    unsigned sum = 0;
    for (int i = 0; i < WORK; i++) sum = sum * 31 + (unsigned char)body[i % (n > 0 ? n : 1)];
    return (int)n + snprintf(body + n, 32, "checksum %u\n", sum);
}

static int order(char *body, int room) {
    static const char line[] = "one osprey\n";
    int fd = open("/disk/journal", O_WRONLY | O_APPEND | O_CREAT, 0644);
    int is_done = fd >= 0 && write(fd, line, sizeof line - 1) > 0 && fsync(fd) == 0;
    if (fd >= 0) close(fd);
    return snprintf(body, room, is_done ? "ordered\n" : "not ordered\n");
}

int waits_for_disk(const char *request) {
    return strncmp(request, "GET /order", 10) == 0;
}

void answer(int connection, const char *request) {
    char body[1024], head[128];
    if (strncmp(request, "GET /crash", 10) == 0) *(volatile int *)NULL = 1;
    int length = waits_for_disk(request) ? order(body, sizeof body) : page(body, sizeof body);
    int begin = snprintf(head, sizeof head, "HTTP/1.0 200 OK\r\nContent-Length: %d\r\n\r\n", length);
    if (write(connection, head, begin) == begin) write(connection, body, length);
    close(connection);
}

void handle(int connection) {
    char request[512];
    ssize_t n = read(connection, request, sizeof request - 1);
    if (n <= 0) {
        close(connection);
        return;
    }
    request[n] = '\0';
    answer(connection, request);
}
