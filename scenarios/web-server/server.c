/* One web server, several architectures: the argument says which. */
#include "server.h"
#include <netinet/in.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>

static const struct {
    const char *name;
    void (*serve)(int listener);
} architectures[] = {
    {"single", serve_single},   {"fork", serve_fork}, {"prefork", serve_prefork},
    {"threads", serve_threads}, {"pool", serve_pool}, {"events", serve_events},
    {"events-alone", serve_events_alone},
};

int main(int argc, char **argv) {
    struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(PORT)};
    int listener = socket(AF_INET, SOCK_STREAM, 0), on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0 || listen(listener, 128) < 0) {
        perror("server");
        return 1;
    }
    signal(SIGPIPE, SIG_IGN);
    for (unsigned i = 0; i < sizeof architectures / sizeof *architectures; i++)
        if (argc > 1 && strcmp(argv[1], architectures[i].name) == 0) architectures[i].serve(listener);
    fprintf(stderr, "usage: server single|fork|prefork|threads|pool|events|events-alone\n");
    return 2;
}
