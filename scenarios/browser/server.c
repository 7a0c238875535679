/* The web servers of the simulated network: files below a directory, HTTP/1.0. */
#include <fcntl.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

static void serve(int connection) {
    char request[512], path[256], file[300], body[2048];
    ssize_t n = read(connection, request, sizeof request - 1);
    if (n <= 0) return;
    request[n] = '\0';
    if (sscanf(request, "GET %255s", path) != 1) return;
    snprintf(file, sizeof file, "/www%s%s", path, path[strlen(path) - 1] == '/' ? "index.html" : "");
    int page = strstr(path, "..") == NULL ? open(file, O_RDONLY) : -1;
    int length = snprintf(body, sizeof body, "HTTP/1.0 %s\r\nContent-Type: text/html\r\n\r\n",
                          page >= 0 ? "200 OK" : "404 Not Found");
    if (page < 0) length += snprintf(body + length, sizeof body - length, "<title>404</title>There is no %s here.", path);
    write(connection, body, length);
    while (page >= 0 && (n = read(page, body, sizeof body)) > 0) write(connection, body, n);
    if (page >= 0) close(page);
}

int main(void) {
    int listener = socket(AF_INET, SOCK_STREAM, 0);
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(80)};
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 16) < 0) {
        perror("server");
        return 1;
    }
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) continue;
        serve(connection);
        close(connection);
    }
}
