/* What all parts of the browser share: the messages between them and what they carry. */
#ifndef BROWSER_H
#define BROWSER_H

enum { TABS = 4, URL_BYTES = 96, TEXT_BYTES = 200 };

/* A frame is so many character cells wide and high; raster threads fill it tile by tile. */
enum { WIDTH = 40, HEIGHT = 12, TILE_WIDTH = 20, TILE_HEIGHT = 6 };
enum { TILES_ACROSS = WIDTH / TILE_WIDTH, TILES = TILES_ACROSS * (HEIGHT / TILE_HEIGHT) };

enum kind {
    /* browser to renderer */
    LOAD,         /* a page came: its bytes are in the shared memory that comes along */
    SHOW,         /* draw that tab's page again */
    CLICK,        /* link number so and so was clicked */
    NEW_GPU,      /* the channel that comes along leads to the GPU process */
    CRASH,        /* chrome://crash */
    STOP,
    PLUGIN_REPLY, /* what the plugin drew */
    FILE_REPLY,   /* the file that was asked for comes along, or none: refused */
    /* renderer to browser */
    LOADED,       /* the title */
    NAVIGATE,     /* a link was clicked: go there */
    PLUGIN,       /* let the plugin draw this */
    WANT_FILE,
    /* renderer to GPU process */
    FRAME,        /* the tiles come along */
    /* GPU process to browser */
    SHOWN,
    /* browser to GPU process: NEW_CLIENT brings the channel of a renderer */
    NEW_CLIENT
};

struct message {
    enum kind kind;
    int tab;
    int number;
    char title[32];
    char text[TEXT_BYTES];
};

/* ipc.c: whole messages over a socket; `fd` travels with them, -1 for none. */
int send_message(int channel, const struct message *message, int fd);
int receive_message(int channel, struct message *message, int *fd); /* 0: the other side is gone */
int shared_memory(const char *name, int bytes, void **start);
void channel_pair(int ends[2]);

/* network.c */
int split_url(const char *url, char *host, char *path);
int fetch(const char *host, const char *path, char *body, int room); /* bytes, or -1 */

/* The other processes; `single` browsers run them as threads. They return when they are to stop. */
void renderer_main(int browser, int gpu);
void gpu_main(int browser);
void plugin_main(int browser);

#endif
