/* The GPU process: takes the tiles of renderers out of shared memory and shows them; here a screen is text. */
#include "browser.h"
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CLIENTS = 8 };

static unsigned checksum(const char *cells, int count) {
    unsigned sum = 2166136261u; /* FNV-1a */
    for (int i = 0; i < count; i++) sum = (sum ^ (unsigned char)cells[i]) * 16777619u;
    return sum;
}

/* One write, so that a frame stays together. */
static unsigned show(const struct message *frame, const char *cells) {
    static const char line[] = "+----------------------------------------+";
    char screen[(HEIGHT + 2) * (WIDTH + 3) + 64];
    unsigned sum = checksum(cells, TILES * TILE_WIDTH * TILE_HEIGHT);
    int at = snprintf(screen, sizeof screen, "%s %s\n", line, frame->title);
    for (int y = 0; y < HEIGHT; y++) {
        screen[at++] = '|';
        for (int x = 0; x < WIDTH; x++) {
            int tile = y / TILE_HEIGHT * TILES_ACROSS + x / TILE_WIDTH;
            screen[at++] =
                cells[tile * TILE_WIDTH * TILE_HEIGHT + y % TILE_HEIGHT * TILE_WIDTH + x % TILE_WIDTH];
        }
        screen[at++] = '|';
        screen[at++] = '\n';
    }
    at += snprintf(screen + at, sizeof screen - at, "%s %08x\n", line, sum);
    write(STDOUT_FILENO, screen, at);
    return sum;
}

static void take_frame(int browser, const struct message *frame, int fd) {
    int bytes = TILES * TILE_WIDTH * TILE_HEIGHT;
    char *cells = mmap(NULL, bytes, PROT_READ, MAP_SHARED, fd, 0);
    struct message shown = {.kind = SHOWN, .tab = frame->tab};
    close(fd);
    shown.number = (int)show(frame, cells);
    munmap(cells, bytes);
    send_message(browser, &shown, -1);
}

void gpu_main(int browser) {
    struct pollfd sockets[1 + CLIENTS] = {{.fd = browser, .events = POLLIN}};
    int count = 1;
    struct message message;
    int fd;
    for (;;) {
        if (poll(sockets, count, -1) < 0) continue;
        if (sockets[0].revents != 0) {
            if (!receive_message(browser, &message, &fd) || message.kind == STOP) break;
            if (message.kind == CRASH) *(volatile int *)NULL = 1;
            if (message.kind == NEW_CLIENT && count <= CLIENTS)
                sockets[count++] = (struct pollfd){.fd = fd, .events = POLLIN};
        }
        for (int i = 1; i < count; i++) {
            if (sockets[i].revents == 0) continue;
            if (receive_message(sockets[i].fd, &message, &fd)) {
                take_frame(browser, &message, fd);
            } else {
                close(sockets[i].fd);
                sockets[i--] = sockets[--count];
                sockets[count].revents = 0;
            }
        }
    }
    for (int i = 1; i < count; i++) close(sockets[i].fd);
}
