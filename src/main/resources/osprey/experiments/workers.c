/* Workers as threads or as processes, for `osprey compare --workers`.
 *
 * workers threads|processes create N    makes N workers, all of which wait for ever, as main does
 * workers threads|processes talk N      one worker answers N messages */
#include <pthread.h>
#include <semaphore.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <sys/wait.h>

static sem_t never, question, answer;
static int message;

static void *wait_for_ever(void *unused) {
    sem_wait(&never);
    return unused;
}

static void *reply(void *rounds) {
    for (long i = *(long *) rounds; i > 0; i--) {
        sem_wait(&question);
        message++;
        sem_post(&answer);
    }
    return NULL;
}

static void create(int threads, long count) {
    for (long i = 0; i < count; i++) {
        pthread_t thread;
        if (threads) {
            if (pthread_create(&thread, NULL, wait_for_ever, NULL) != 0) exit(1);
        } else {
            pid_t child = fork();
            if (child < 0) exit(1);
            if (child == 0) wait_for_ever(NULL);
        }
    }
    wait_for_ever(NULL);
}

static void talk_to_thread(long rounds) {
    pthread_t thread;
    pthread_create(&thread, NULL, reply, &rounds);
    for (long i = 0; i < rounds; i++) {
        sem_post(&question);
        sem_wait(&answer);
    }
    pthread_join(thread, NULL);
}

static void talk_to_process(long rounds) {
    int there[2], back[2];
    if (pipe(there) != 0 || pipe(back) != 0) exit(1);
    if (fork() == 0) {
        for (long i = 0; i < rounds; i++) {
            if (read(there[0], &message, sizeof message) != sizeof message) exit(1);
            message++;
            if (write(back[1], &message, sizeof message) != sizeof message) exit(1);
        }
        exit(0);
    }
    for (long i = 0; i < rounds; i++) {
        if (write(there[1], &message, sizeof message) != sizeof message) exit(1);
        if (read(back[0], &message, sizeof message) != sizeof message) exit(1);
    }
    wait(NULL);
}

int main(int argc, char **argv) {
    int threads = argc > 3 && strcmp(argv[1], "threads") == 0;
    long count = argc > 3 ? atol(argv[3]) : 0;
    sem_init(&never, 0, 0);
    sem_init(&question, 0, 0);
    sem_init(&answer, 0, 0);
    if (argc > 3 && strcmp(argv[2], "create") == 0) create(threads, count);
    else if (threads) talk_to_thread(count);
    else talk_to_process(count);
    return message == count ? 0 : 1;
}
