/* From HTML to cells: a small parser, block and inline layout with line breaks, and the drawing of tiles. */
#include "page.h"
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

// ---- layout

static struct item *add_item(struct page *page, int width, int height) {
    if (page->item_count == ITEMS) page->item_count--;
    struct item *item = &page->items[page->item_count++];
    memset(item, 0, sizeof *item);
    item->x = page->x;
    item->y = page->y;
    item->width = width;
    item->height = height;
    return item;
}

static void new_line(struct page *page) {
    page->is_glued = 0;
    if (page->x > 0) {
        page->x = 0;
        page->y++;
    }
}

static void add_box(struct page *page, int width, int height, char fill) {
    new_line(page);
    add_item(page, width > WIDTH ? WIDTH : width, height)->fill = fill;
    page->y += height;
}

/* Words, broken at the right edge. Headings are twice as wide. */
static void add_text(struct page *page, const char *text, size_t length, int size) {
    size_t at = 0;
    if (length > 0 && page->is_glued && !isspace((unsigned char)text[0])) page->x--;
    while (at < length) {
        while (at < length && isspace((unsigned char)text[at])) at++;
        size_t end = at;
        while (end < length && !isspace((unsigned char)text[end])) end++;
        int letters = (int)(end - at);
        page->is_glued = 0;
        if (letters == 0) return;
        int width = letters * size < WIDTH ? letters * size : WIDTH;
        if (page->x + width > WIDTH) new_line(page);
        struct item *word = add_item(page, width, 1);
        for (int i = 0; i < letters && i * size < WIDTH; i++) {
            for (int k = 1; k < size; k++) word->text[i * size + k] = ' ';
            word->text[i * size] = size > 1 ? (char)toupper((unsigned char)text[at + i]) : text[at + i];
        }
        page->x += width + 1;
        page->is_glued = end == length;
        at = end;
    }
}

static void add_line(struct page *page, const char *text) {
    new_line(page);
    add_text(page, text, strlen(text), 1);
}

// ---- parsing

/* The value of name=value in a tag, "" if it is not there. */
static void attribute(const char *tag, const char *name, char *value, int room) {
    size_t length = strlen(name);
    value[0] = '\0';
    for (const char *at = tag; *at != '\0' && *at != '>'; at++) {
        if (isspace((unsigned char)*at) && strncasecmp(at + 1, name, length) == 0 && at[1 + length] == '=') {
            const char *begin = at + length + 2;
            char quote = *begin == '"' ? *begin++ : ' ';
            int i = 0;
            while (begin[i] != '\0' && begin[i] != '>' && begin[i] != quote && i < room - 1) {
                value[i] = begin[i];
                i++;
            }
            value[i] = '\0';
            return;
        }
    }
}

static int is_tag(const char *tag, const char *name) {
    size_t length = strlen(name);
    return strncasecmp(tag, name, length) == 0 && !isalnum((unsigned char)tag[length]);
}

/* The text up to the closing tag; what follows it. */
static const char *element_text(const char *after, const char *closing, char *text, int room) {
    const char *end = strstr(after, closing);
    if (end == NULL) end = after + strlen(after);
    snprintf(text, room, "%.*s", (int)(end - after), after);
    return *end == '\0' ? end : end + strlen(closing);
}

static void absolute(const char *base, const char *link, char *url) {
    char host[URL_BYTES], path[URL_BYTES];
    if (link[0] == '/' && split_url(base, host, path) == 0)
        snprintf(url, URL_BYTES, "http://%.40s%.40s", host, link);
    else
        snprintf(url, URL_BYTES, "%s", link);
}

static int size_of(const char *tag, const char *name, int otherwise) {
    char value[8];
    attribute(tag, name, value, sizeof value);
    return value[0] != '\0' ? atoi(value) : otherwise;
}

/* Handles one tag; returns where the text goes on. */
static const char *open_tag(struct page *page, const char *tag, int *size, const struct callbacks *callbacks) {
    const char *after = strchr(tag, '>');
    char value[TEXT_BYTES], answer[TEXT_BYTES] = "";
    if (after == NULL) return tag + strlen(tag);
    after++;
    if (is_tag(tag, "title")) return element_text(after, "</title>", page->title, sizeof page->title);
    if (is_tag(tag, "script")) {
        after = element_text(after, "</script>", value, sizeof value);
        callbacks->script(callbacks->context, value, answer);
        add_line(page, answer);
    } else if (is_tag(tag, "h1")) {
        new_line(page);
        *size = 2;
    } else if (is_tag(tag, "/h1")) {
        new_line(page);
        *size = 1;
    } else if (is_tag(tag, "p") || is_tag(tag, "br") || is_tag(tag, "/p")) {
        new_line(page);
    } else if (is_tag(tag, "hr")) {
        add_box(page, WIDTH, 1, '-');
    } else if (is_tag(tag, "img")) {
        add_box(page, size_of(tag, "width", 4), size_of(tag, "height", 2), '#');
    } else if (is_tag(tag, "embed")) {
        attribute(tag, "src", value, sizeof value);
        callbacks->embed(callbacks->context, value, answer);
        add_line(page, answer);
    } else if (is_tag(tag, "file")) {
        attribute(tag, "src", value, sizeof value);
        callbacks->file(callbacks->context, value, answer);
        add_line(page, answer);
    } else if (is_tag(tag, "a") && page->link_count < LINKS) {
        attribute(tag, "href", value, sizeof value);
        absolute(page->url, value, page->links[page->link_count++]);
        page->open_link = page->link_count;
    } else if (is_tag(tag, "/a") && page->open_link > 0) {
        snprintf(value, sizeof value, "[%d]", page->open_link);
        add_text(page, value, strlen(value), *size);
        page->open_link = 0;
    }
    return after;
}

void build_page(struct page *page, const char *html, const struct callbacks *callbacks) {
    int size = 1;
    page->item_count = page->link_count = page->open_link = page->x = page->y = page->is_glued = 0;
    snprintf(page->title, sizeof page->title, "untitled");
    for (const char *at = html; *at != '\0';) {
        if (*at == '<') {
            at = open_tag(page, at + 1, &size, callbacks);
        } else {
            size_t length = strcspn(at, "<");
            add_text(page, at, length, size);
            at += length;
        }
    }
}

// ---- raster

static void put(char *surface, int tile, int x, int y, char cell) {
    int left = tile % TILES_ACROSS * TILE_WIDTH, top = tile / TILES_ACROSS * TILE_HEIGHT;
    if (x >= left && x < left + TILE_WIDTH && y >= top && y < top + TILE_HEIGHT)
        surface[tile * TILE_WIDTH * TILE_HEIGHT + (y - top) * TILE_WIDTH + (x - left)] = cell;
}

/* All of the display list, cut to the tile; each tile is a piece of the surface of its own. */
void draw_tile(const struct page *page, int tile, char *surface) {
    memset(surface + tile * TILE_WIDTH * TILE_HEIGHT, ' ', TILE_WIDTH * TILE_HEIGHT);
    for (int i = 0; i < page->item_count; i++) {
        const struct item *item = &page->items[i];
        for (int y = 0; y < item->height; y++)
            for (int x = 0; x < item->width; x++) {
                char cell = item->fill != 0 ? item->fill : item->text[x];
                if (cell != '\0') put(surface, tile, item->x + x, item->y + y, cell);
            }
    }
}
