/* Single-threaded, a process per request, and processes made beforehand. */
#include "server.h"
#include <signal.h>
#include <stdio.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

void serve_single(int listener) {
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection >= 0) handle(connection);
    }
}

void serve_fork(int listener) {
    signal(SIGCHLD, SIG_IGN); /* children need no waiting for */
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) continue;
        if (fork() == 0) {
            close(listener);
            handle(connection);
            _exit(0);
        }
        close(connection);
    }
}

static void stop_all(int signal_number) {
    signal(signal_number, SIG_IGN);
    kill(0, signal_number);
    _exit(0);
}

static void start_worker(int listener) {
    if (fork() == 0) {
        signal(SIGTERM, SIG_DFL);
        serve_single(listener);
    }
}

/* All of them wait in accept; the parent only replaces those that die. */
void serve_prefork(int listener) {
    signal(SIGTERM, stop_all);
    for (int i = 0; i < WORKERS; i++) start_worker(listener);
    while (wait(NULL) > 0) start_worker(listener);
}
