/* A page in the renderer: what was parsed, and the display list that layout makes of it. */
#ifndef PAGE_H
#define PAGE_H

#include "browser.h"

enum { ITEMS = 96, LINKS = 8 };

/* One thing to draw: text, or a box filled with one character. Sizes in cells. */
struct item {
    int x, y, width, height;
    char fill; /* 0: text */
    char text[WIDTH + 1];
};

struct page {
    char url[URL_BYTES];
    char title[32];
    struct item items[ITEMS];
    int item_count;
    char links[LINKS][URL_BYTES];
    int link_count;
    int x, y; /* where layout goes on */
    int is_glued; /* no space came behind the last word */
    int open_link; /* the number of the link whose text is being laid out, 0 for none */
};

/* What a page asks of the rest of the renderer while it is parsed; each writes its answer, to be laid out as text. */
struct callbacks {
    void *context;
    void (*script)(void *context, const char *source, char *answer);
    void (*embed)(void *context, const char *source, char *answer);
    void (*file)(void *context, const char *path, char *answer);
};

void build_page(struct page *page, const char *html, const struct callbacks *callbacks);
void draw_tile(const struct page *page, int tile, char *surface);

#endif
