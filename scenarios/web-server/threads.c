/* A thread per request, and a pool of threads with a queue. */
#include "server.h"
#include <pthread.h>
#include <sys/socket.h>
#include <unistd.h>

enum { QUEUE = 64 };

static void *handle_one(void *connection) {
    handle((int)(long)connection);
    return NULL;
}

void serve_threads(int listener) {
    for (;;) {
        pthread_t thread;
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) continue;
        if (pthread_create(&thread, NULL, handle_one, (void *)(long)connection) == 0)
            pthread_detach(thread);
        else
            close(connection);
    }
}

static struct {
    pthread_mutex_t lock;
    pthread_cond_t not_empty, not_full;
    int connections[QUEUE], first, count;
} queue = {.lock = PTHREAD_MUTEX_INITIALIZER, .not_empty = PTHREAD_COND_INITIALIZER, .not_full = PTHREAD_COND_INITIALIZER};

static void *work(void *unused) {
    (void)unused;
    for (;;) {
        pthread_mutex_lock(&queue.lock);
        while (queue.count == 0) pthread_cond_wait(&queue.not_empty, &queue.lock);
        int connection = queue.connections[queue.first];
        queue.first = (queue.first + 1) % QUEUE;
        queue.count--;
        pthread_cond_signal(&queue.not_full);
        pthread_mutex_unlock(&queue.lock);
        handle(connection);
    }
    return NULL;
}

void serve_pool(int listener) {
    for (int i = 0; i < WORKERS; i++) {
        pthread_t thread;
        pthread_create(&thread, NULL, work, NULL);
    }
    for (;;) {
        int connection = accept(listener, NULL, NULL);
        if (connection < 0) continue;
        pthread_mutex_lock(&queue.lock);
        while (queue.count == QUEUE) pthread_cond_wait(&queue.not_full, &queue.lock);
        queue.connections[(queue.first + queue.count++) % QUEUE] = connection;
        pthread_cond_signal(&queue.not_empty);
        pthread_mutex_unlock(&queue.lock);
    }
}
