/* Fetching a page: HTTP/1.0 over TCP. Only the browser process does this. */
#include "browser.h"
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

/* "http://host/path"; without a host it is no URL of the network. */
int split_url(const char *url, char *host, char *path) {
    if (strncmp(url, "http://", 7) != 0) return -1;
    const char *begin = url + 7;
    size_t length = strcspn(begin, "/");
    if (length == 0 || length >= URL_BYTES) return -1;
    memcpy(host, begin, length);
    host[length] = '\0';
    snprintf(path, URL_BYTES, "%s", begin[length] != '\0' ? begin + length : "/");
    return 0;
}

static int connect_to(const char *host) {
    struct addrinfo hints = {.ai_family = AF_INET, .ai_socktype = SOCK_STREAM}, *found;
    if (getaddrinfo(host, "80", &hints, &found) != 0) return -1;
    int fd = socket(found->ai_family, found->ai_socktype, 0);
    if (fd >= 0 && connect(fd, found->ai_addr, found->ai_addrlen) < 0) {
        close(fd);
        fd = -1;
    }
    freeaddrinfo(found);
    return fd;
}

int fetch(const char *host, const char *path, char *body, int room) {
    char answer[4096];
    int fd = connect_to(host);
    if (fd < 0) return -1;
    int length = snprintf(answer, sizeof answer, "GET %s HTTP/1.0\r\nHost: %s\r\n\r\n", path, host);
    write(fd, answer, length);
    int got = 0;
    ssize_t n;
    while (got < (int)sizeof answer - 1 && (n = read(fd, answer + got, sizeof answer - 1 - got)) > 0) got += n;
    close(fd);
    answer[got] = '\0';
    char *text = strstr(answer, "\r\n\r\n");
    if (text == NULL) return -1;
    length = snprintf(body, room, "%s", text + 4);
    return length < room ? length : room - 1;
}
