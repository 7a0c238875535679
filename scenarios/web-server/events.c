/* An event loop: one thread waits for all connections at once, epoll(7). The disk has no such thing as "ready": what waits
   for it is given to a helper thread through a pipe, as libuv and nginx do. serve_events_alone does without, to its cost. */
#include "server.h"
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { EVENTS = 32 };

struct job {
    int connection;
    char request[512];
};

static void *help(void *from) {
    struct job *job;
    while (read((int)(long)from, &job, sizeof job) == sizeof job) {
        answer(job->connection, job->request);
        free(job);
    }
    return NULL;
}

static void watch(int epoll, int fd) {
    struct epoll_event event = {.events = EPOLLIN, .data.fd = fd};
    epoll_ctl(epoll, EPOLL_CTL_ADD, fd, &event);
}

static void accept_all(int epoll, int listener) {
    int connection;
    while ((connection = accept(listener, NULL, NULL)) >= 0) watch(epoll, connection);
}

/* A request is there. */
static void serve_one(int epoll, int connection, int helper) {
    struct job job = {.connection = connection};
    ssize_t n = read(connection, job.request, sizeof job.request - 1);
    epoll_ctl(epoll, EPOLL_CTL_DEL, connection, NULL);
    if (n <= 0) {
        close(connection);
    } else if (helper >= 0 && waits_for_disk(job.request)) {
        struct job *copy = malloc(sizeof job);
        *copy = job;
        write(helper, &copy, sizeof copy);
    } else {
        answer(connection, job.request);
    }
}

static void loop(int listener, int helper) {
    struct epoll_event events[EVENTS];
    int epoll = epoll_create1(0);
    fcntl(listener, F_SETFL, O_NONBLOCK);
    watch(epoll, listener);
    for (;;) {
        int count = epoll_wait(epoll, events, EVENTS, -1);
        for (int i = 0; i < count; i++) {
            if (events[i].data.fd == listener)
                accept_all(epoll, listener);
            else
                serve_one(epoll, events[i].data.fd, helper);
        }
    }
}

void serve_events(int listener) {
    int ends[2];
    pthread_t thread;
    pipe(ends);
    pthread_create(&thread, NULL, help, (void *)(long)ends[0]);
    loop(listener, ends[1]);
}

void serve_events_alone(int listener) {
    loop(listener, -1);
}
