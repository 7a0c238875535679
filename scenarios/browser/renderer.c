/* A renderer: turns the pages of one site into tiles. It has no network and no files of its own, only its channel to
   the browser process and one to the GPU process.

   main thread        talks to the browser, parses, lays out
   worker thread      runs scripts
   raster threads     draw tiles of the display list into shared memory
   compositor thread  waits until all tiles of a frame are there and hands them to the GPU process */
#include "browser.h"
#include "page.h"
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netdb.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <unistd.h>

enum { RASTER_THREADS = 2, SURFACE_BYTES = TILES * TILE_WIDTH * TILE_HEIGHT };

struct surface {
    int fd;
    char *cells;
};

struct renderer {
    int browser, gpu;
    int tab; /* whose page is being loaded */
    struct page pages[TABS];
    struct surface surfaces[TABS];

    pthread_mutex_t lock;
    pthread_cond_t changed;
    int stopping;
    char script[TEXT_BYTES], result[TEXT_BYTES];
    int script_waits, script_done;
    int frame_tab; /* whose frame is being drawn, -1 for none */
    int next_tile, tiles_done;
};

// ---- the worker: scripts

/* A script is one command and an argument; what it comes to is written into the page. */
static void run_script(const char *source, char *result) {
    char command[16] = "", argument[URL_BYTES] = "";
    sscanf(source, "%15s %95s", command, argument);
    errno = 0;
    if (strcmp(command, "sum") == 0) {
        long sum = 0;
        for (long i = 1; i <= atol(argument); i++) sum += i;
        snprintf(result, TEXT_BYTES, "sum %s = %ld", argument, sum);
    } else if (strcmp(command, "crash") == 0) {
        *(volatile int *)NULL = 1;
    } else if (strcmp(command, "open") == 0) {
        int fd = open(argument, O_RDONLY);
        char line[64] = "";
        if (fd >= 0) read(fd, line, sizeof line - 1);
        snprintf(result, TEXT_BYTES, "open %s: %s", argument, fd >= 0 ? line : strerror(errno));
        if (fd >= 0) close(fd);
    } else if (strcmp(command, "connect") == 0) {
        char body[64];
        int n = fetch(argument, "/secret", body, sizeof body);
        snprintf(result, TEXT_BYTES, "connect %s: %s", argument, n >= 0 ? body : "no connection");
    } else if (strcmp(command, "socket") == 0) {
        int fd = socket(AF_INET, SOCK_STREAM, 0);
        snprintf(result, TEXT_BYTES, "socket: %s", fd >= 0 ? "made" : strerror(errno));
    } else if (strcmp(command, "fork") == 0) {
        pid_t child = fork();
        if (child == 0) _exit(0);
        snprintf(result, TEXT_BYTES, "fork: %s", child > 0 ? "made" : strerror(errno));
    } else if (strcmp(command, "kill") == 0) {
        int failed = kill(getppid(), 0);
        snprintf(result, TEXT_BYTES, "kill: %s", failed == 0 ? "allowed" : strerror(errno));
    } else if (strcmp(command, "shm_open") == 0) {
        int fd = shm_open(argument, O_RDWR | O_CREAT, 0600);
        snprintf(result, TEXT_BYTES, "shm_open: %s", fd >= 0 ? "made" : strerror(errno));
    }
}

static void *worker(void *argument) {
    struct renderer *r = argument;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while (!r->script_waits && !r->stopping) pthread_cond_wait(&r->changed, &r->lock);
        if (r->stopping) break;
        r->script_waits = 0;
        pthread_mutex_unlock(&r->lock);
        run_script(r->script, r->result);
        pthread_mutex_lock(&r->lock);
        r->script_done = 1;
        pthread_cond_broadcast(&r->changed);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void script(void *context, const char *source, char *answer) {
    struct renderer *r = context;
    pthread_mutex_lock(&r->lock);
    snprintf(r->script, sizeof r->script, "%s", source);
    r->result[0] = '\0';
    r->script_done = 0;
    r->script_waits = 1;
    pthread_cond_broadcast(&r->changed);
    while (!r->script_done) pthread_cond_wait(&r->changed, &r->lock);
    snprintf(answer, TEXT_BYTES, "%s", r->result);
    pthread_mutex_unlock(&r->lock);
}

// ---- raster and compositor

static void *raster(void *argument) {
    struct renderer *r = argument;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while ((r->frame_tab < 0 || r->next_tile == TILES) && !r->stopping)
            pthread_cond_wait(&r->changed, &r->lock);
        if (r->stopping) break;
        int tile = r->next_tile++, tab = r->frame_tab;
        pthread_mutex_unlock(&r->lock);
        draw_tile(&r->pages[tab], tile, r->surfaces[tab].cells);
        pthread_mutex_lock(&r->lock);
        if (++r->tiles_done == TILES) pthread_cond_broadcast(&r->changed);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void *compositor(void *argument) {
    struct renderer *r = argument;
    pthread_mutex_lock(&r->lock);
    for (;;) {
        while ((r->frame_tab < 0 || r->tiles_done < TILES) && !r->stopping)
            pthread_cond_wait(&r->changed, &r->lock);
        if (r->stopping) break;
        int tab = r->frame_tab;
        struct message frame = {.kind = FRAME, .tab = tab, .number = TILES};
        snprintf(frame.title, sizeof frame.title, "%s", r->pages[tab].title);
        send_message(r->gpu, &frame, r->surfaces[tab].fd);
        r->frame_tab = -1;
        pthread_cond_broadcast(&r->changed);
    }
    pthread_mutex_unlock(&r->lock);
    return NULL;
}

static void draw(struct renderer *r, int tab) {
    pthread_mutex_lock(&r->lock);
    while (r->frame_tab >= 0) pthread_cond_wait(&r->changed, &r->lock);
    r->frame_tab = tab;
    r->next_tile = r->tiles_done = 0;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
}

// ---- the main thread

static void new_gpu(struct renderer *r, int channel) {
    pthread_mutex_lock(&r->lock);
    close(r->gpu);
    r->gpu = channel;
    pthread_mutex_unlock(&r->lock);
}

/* Asks the browser process for something that this one may not do, and waits for the answer. */
static int ask(struct renderer *r, enum kind what, const char *text, enum kind answer, struct message *reply) {
    struct message request = {.kind = what, .tab = r->tab};
    int fd;
    snprintf(request.text, sizeof request.text, "%s", text);
    if (send_message(r->browser, &request, -1) < 0) return -1;
    while (receive_message(r->browser, reply, &fd)) {
        if (reply->kind == answer) return fd;
        if (reply->kind == NEW_GPU) new_gpu(r, fd);
    }
    snprintf(reply->text, sizeof reply->text, "the browser is gone");
    return -1;
}

static void embed(void *context, const char *source, char *answer) {
    struct message reply;
    ask(context, PLUGIN, source, PLUGIN_REPLY, &reply);
    snprintf(answer, TEXT_BYTES, "%s", reply.text);
}

static void file(void *context, const char *path, char *answer) {
    struct message reply;
    char line[64];
    int fd = ask(context, WANT_FILE, path, FILE_REPLY, &reply);
    ssize_t n = fd >= 0 ? read(fd, line, sizeof line - 1) : -1;
    if (n >= 0) {
        line[n] = '\0';
        snprintf(answer, TEXT_BYTES, "%.60s: %s", path, line);
    } else {
        snprintf(answer, TEXT_BYTES, "%.60s: %s", path, reply.text);
    }
    if (fd >= 0) close(fd);
}

static void load(struct renderer *r, const struct message *message, int fd) {
    struct page *page = &r->pages[message->tab];
    struct callbacks callbacks = {r, script, embed, file};
    struct message loaded = {.kind = LOADED, .tab = message->tab};
    char *html = mmap(NULL, message->number + 1, PROT_READ, MAP_SHARED, fd, 0);
    close(fd);
    r->tab = message->tab;
    snprintf(page->url, sizeof page->url, "%s", message->text);
    build_page(page, html, &callbacks);
    munmap(html, message->number + 1);
    snprintf(loaded.title, sizeof loaded.title, "%s", page->title);
    send_message(r->browser, &loaded, -1);
    if (r->surfaces[message->tab].cells == NULL) {
        struct surface *surface = &r->surfaces[message->tab];
        surface->fd = shared_memory("tiles", SURFACE_BYTES, (void **)&surface->cells);
    }
    draw(r, message->tab);
}

static void click(struct renderer *r, const struct message *message) {
    struct message navigate = {.kind = NAVIGATE, .tab = message->tab};
    const struct page *page = &r->pages[message->tab];
    if (message->number >= 1 && message->number <= page->link_count)
        snprintf(navigate.text, sizeof navigate.text, "%s", page->links[message->number - 1]);
    send_message(r->browser, &navigate, -1);
}

void renderer_main(int browser, int gpu) {
    struct renderer *r = calloc(1, sizeof *r);
    pthread_t threads[2 + RASTER_THREADS];
    struct message message;
    int fd, count = 0;
    r->browser = browser;
    r->gpu = gpu;
    r->frame_tab = -1;
    pthread_mutex_init(&r->lock, NULL);
    pthread_cond_init(&r->changed, NULL);
    pthread_create(&threads[count++], NULL, worker, r);
    pthread_create(&threads[count++], NULL, compositor, r);
    for (int i = 0; i < RASTER_THREADS; i++) pthread_create(&threads[count++], NULL, raster, r);
    while (receive_message(browser, &message, &fd) && message.kind != STOP) {
        switch (message.kind) {
        case LOAD: load(r, &message, fd); break;
        case SHOW: draw(r, message.tab); break;
        case CLICK: click(r, &message); break;
        case NEW_GPU: new_gpu(r, fd); break;
        case CRASH: *(volatile int *)NULL = 1; break;
        default: break;
        }
    }
    pthread_mutex_lock(&r->lock);
    while (r->frame_tab >= 0) pthread_cond_wait(&r->changed, &r->lock);
    r->stopping = 1;
    pthread_cond_broadcast(&r->changed);
    pthread_mutex_unlock(&r->lock);
    for (int i = 0; i < count; i++) pthread_join(threads[i], NULL);
    close(r->gpu);
    free(r);
}
