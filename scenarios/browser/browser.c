/* The browser process: address bar, tabs, bookmarks, the way back, the network, files and who may see them; it starts
   all other processes, watches them and starts them again.

   What the user does comes line by line from standard input:
     open URL · go URL · tab N · click N · back · reload · bookmark · bookmarks · goto N · allow PATH · tasks · wait MS · quit
   chrome://crash makes the page's renderer crash, chrome://gpucrash the GPU process.

   Options: --single-process (threads instead of processes), --no-sandbox, --no-watchdog, --no-restart. */
#define _GNU_SOURCE
#include "browser.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>
#if __has_include(<osprey.h>)
#include <osprey.h>
#else
#define osprey_sandbox(rules) (-1)
#endif

#define BOOKMARKS "/home/user/bookmarks"
#define SANDBOX " no-files no-network no-processes no-ipc no-signals"

enum { RENDERERS = 4, HISTORY = 8, PAGE_BYTES = 4096, PLUGIN_MS = 50, DESCRIPTORS = 64 };

/* Another process (or thread), and the channel to it. */
struct child {
    const char *role;
    int is_alive;
    pid_t pid;
    int channel;
    int client; /* its other channel, of the GPU process */
    char site[URL_BYTES];
};

struct tab {
    char history[HISTORY][URL_BYTES];
    int depth; /* the last one is what it shows */
    int renderer;
    int is_crashed;
    char title[32];
};

static struct {
    int is_single, has_sandbox, has_watchdog, restarts;
    struct child gpu, plugin, renderers[RENDERERS];
    struct tab tabs[TABS];
    int tab_count, active;
    int awaited; /* the tab whose frame must come before the next command, -1 for none */
    long pause_until, plugin_until; /* milliseconds; 0 for none */
    int plugin_for; /* the renderer that waits for the plugin */
    char allowed[4][URL_BYTES];
    int allowed_count;
    char input[512];
    int input_length, input_is_over;
} browser = {.has_sandbox = 1, .has_watchdog = 1, .restarts = 1, .awaited = -1};

static long now(void) {
    struct timespec time;
    clock_gettime(CLOCK_MONOTONIC, &time);
    return time.tv_sec * 1000 + time.tv_nsec / 1000000;
}

static void say(const char *format, ...) {
    va_list arguments;
    va_start(arguments, format);
    vprintf(format, arguments);
    va_end(arguments);
    fflush(stdout);
}

// ---- starting the others

struct launch {
    const char *role;
    int channel, client;
};

static void *run(void *argument) {
    struct launch launch = *(struct launch *)argument;
    free(argument);
    if (strcmp(launch.role, "renderer") == 0) renderer_main(launch.channel, launch.client);
    if (strcmp(launch.role, "gpu") == 0) gpu_main(launch.channel);
    if (strcmp(launch.role, "plugin") == 0) plugin_main(launch.channel);
    close(launch.channel);
    return NULL;
}

/* A forked child has all that its parent has: it must close what is not for it. */
static void become(struct launch *launch) {
    char rules[128];
    for (int fd = 3; fd < DESCRIPTORS; fd++)
        if (fd != launch->channel && fd != launch->client) close(fd);
    snprintf(rules, sizeof rules, "name=%s" SANDBOX, launch->role);
    if (browser.has_sandbox && osprey_sandbox(rules) < 0) perror("sandbox");
    run(launch);
    _exit(0);
}

static void start(struct child *child, const char *role, const char *site, int client) {
    int ends[2];
    struct launch *launch = malloc(sizeof *launch);
    channel_pair(ends);
    *launch = (struct launch){role, ends[1], client};
    child->role = role;
    child->channel = ends[0];
    snprintf(child->site, sizeof child->site, "%s", site);
    if (browser.is_single) {
        pthread_t thread;
        pthread_create(&thread, NULL, run, launch);
        pthread_detach(thread);
    } else {
        child->pid = fork();
        if (child->pid == 0) become(launch);
        close(ends[1]);
        if (client >= 0) close(client);
        free(launch);
    }
    child->is_alive = child->pid >= 0;
    if (!child->is_alive) perror("fork");
}

/* Makes the channel between a renderer and the GPU process; returns the renderer's end. */
static int gpu_channel(void) {
    struct message message = {.kind = NEW_CLIENT};
    int ends[2];
    channel_pair(ends);
    send_message(browser.gpu.channel, &message, ends[0]);
    close(ends[0]);
    return ends[1];
}

static struct child *renderer_for(const char *site, int *number) {
    int unused = -1;
    for (int i = 0; i < RENDERERS; i++) {
        struct child *renderer = &browser.renderers[i];
        if (renderer->is_alive && strcmp(renderer->site, site) == 0) {
            *number = i;
            return renderer;
        }
        if (!renderer->is_alive && unused < 0) unused = i;
    }
    if (unused < 0) return NULL;
    *number = unused;
    start(&browser.renderers[unused], "renderer", site, gpu_channel());
    return &browser.renderers[unused];
}

// ---- pages

static struct tab *active(void) {
    return &browser.tabs[browser.active];
}

static const char *url_of(const struct tab *tab) {
    return tab->history[tab->depth - 1];
}

static void load(int number) {
    struct tab *tab = &browser.tabs[number];
    struct message message = {.kind = LOAD, .tab = number};
    char host[URL_BYTES], path[URL_BYTES], *body;
    if (strncmp(url_of(tab), "chrome://", 9) == 0) {
        message.kind = CRASH;
        int is_gpu = strcmp(url_of(tab), "chrome://gpucrash") == 0;
        tab->depth--; /* no page to come back to */
        if (is_gpu)
            send_message(browser.gpu.channel, &message, -1);
        else if (tab->depth > 0)
            send_message(browser.renderers[tab->renderer].channel, &message, -1);
        browser.awaited = number;
        return;
    }
    if (split_url(url_of(tab), host, path) < 0) {
        say("tab %d: %s is no address\n", number + 1, url_of(tab));
        return;
    }
    int fd = shared_memory("body", PAGE_BYTES, (void **)&body);
    message.number = fetch(host, path, body, PAGE_BYTES - 1);
    munmap(body, PAGE_BYTES);
    if (message.number < 0) {
        say("tab %d: %s cannot be reached\n", number + 1, host);
    } else {
        struct child *renderer = renderer_for(host, &tab->renderer);
        snprintf(message.text, sizeof message.text, "%s", url_of(tab));
        tab->is_crashed = 0;
        if (renderer != NULL && send_message(renderer->channel, &message, fd) == 0) browser.awaited = number;
    }
    close(fd);
}

static void navigate(int number, const char *url) {
    struct tab *tab = &browser.tabs[number];
    if (tab->depth == HISTORY) {
        memmove(tab->history[0], tab->history[1], sizeof tab->history[0] * (HISTORY - 1));
        tab->depth--;
    }
    snprintf(tab->history[tab->depth++], URL_BYTES, "%s", url);
    say("tab %d: %s\n", number + 1, url);
    load(number);
}

static void show_sad(int number) {
    say("tab %d: Aw, snap! %s has crashed\n", number + 1, browser.renderers[browser.tabs[number].renderer].site);
}

static void show(int number) {
    struct message message = {.kind = SHOW, .tab = number};
    struct tab *tab = &browser.tabs[number];
    if (tab->is_crashed) {
        show_sad(number);
    } else if (tab->depth > 0 && send_message(browser.renderers[tab->renderer].channel, &message, -1) == 0) {
        browser.awaited = number;
    }
}

// ---- what the others say, and that they are gone

static void give_plugin_answer(const char *text) {
    struct message reply = {.kind = PLUGIN_REPLY};
    snprintf(reply.text, sizeof reply.text, "%s", text);
    browser.plugin_until = 0;
    send_message(browser.renderers[browser.plugin_for].channel, &reply, -1);
}

static void give_file(struct child *renderer, const char *path) {
    struct message reply = {.kind = FILE_REPLY};
    int fd = -1;
    snprintf(reply.text, sizeof reply.text, "not allowed by the user");
    for (int i = 0; i < browser.allowed_count; i++)
        if (strcmp(browser.allowed[i], path) == 0) {
            fd = open(path, O_RDONLY);
            snprintf(reply.text, sizeof reply.text, "%s", strerror(errno));
        }
    send_message(renderer->channel, &reply, fd);
    if (fd >= 0) close(fd);
}

static void restart_gpu(void) {
    struct message message = {.kind = NEW_GPU};
    start(&browser.gpu, "gpu", "", -1);
    for (int i = 0; i < RENDERERS; i++) {
        if (!browser.renderers[i].is_alive) continue;
        int channel = gpu_channel();
        send_message(browser.renderers[i].channel, &message, channel);
        close(channel);
    }
    browser.awaited = -1;
    show(browser.active);
}

/* A child closed its channel: it ended, whether it wanted to or not. */
static void gone(struct child *child) {
    int status = 0;
    close(child->channel);
    child->is_alive = 0;
    waitpid(child->pid, &status, 0);
    say("%s%s%s %s %d\n", child->role, child->site[0] != '\0' ? " of " : "", child->site,
        WIFSIGNALED(status) ? "killed by signal" : "ended with",
        WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
    if (!browser.restarts) {
        browser.awaited = -1;
        return;
    }
    if (child == &browser.gpu) {
        restart_gpu();
    } else if (child == &browser.plugin) {
        start(&browser.plugin, "plugin", "", -1);
        if (browser.plugin_until != 0) give_plugin_answer("(plugin stopped)");
    } else {
        for (int i = 0; i < browser.tab_count; i++) {
            if (&browser.renderers[browser.tabs[i].renderer] != child) continue;
            browser.tabs[i].is_crashed = 1;
            if (browser.awaited == i) browser.awaited = -1;
            if (browser.active == i) show_sad(i);
        }
    }
}

/* The watchdog: the plugin has had its time. */
static void plugin_is_late(void) {
    say("plugin does not answer\n");
    if (browser.is_single) {
        say("plugin is a thread of this process and cannot be killed alone\n");
        browser.plugin_until = 0;
        browser.awaited = -1;
        return;
    }
    kill(browser.plugin.pid, SIGKILL);
}

static void from_renderer(struct child *renderer, int number, const struct message *message) {
    struct tab *tab = &browser.tabs[message->tab];
    switch (message->kind) {
    case LOADED:
        snprintf(tab->title, sizeof tab->title, "%s", message->title);
        break;
    case NAVIGATE:
        browser.awaited = -1;
        if (message->text[0] != '\0') navigate(message->tab, message->text);
        break;
    case PLUGIN:
        browser.plugin_for = number;
        browser.plugin_until = browser.has_watchdog ? now() + PLUGIN_MS : 0;
        send_message(browser.plugin.channel, message, -1);
        break;
    case WANT_FILE:
        give_file(renderer, message->text);
        break;
    default:
        break;
    }
}

static void from_gpu(const struct message *message) {
    if (message->kind == SHOWN && message->tab == browser.awaited) browser.awaited = -1;
}

static void receive_from(struct child *child) {
    struct message message;
    if (!receive_message(child->channel, &message, NULL)) {
        gone(child);
    } else if (child == &browser.gpu) {
        from_gpu(&message);
    } else if (child == &browser.plugin) {
        give_plugin_answer(message.text);
    } else {
        from_renderer(child, (int)(child - browser.renderers), &message);
    }
}

// ---- the user

static void bookmarks(int wanted) {
    char line[URL_BYTES];
    FILE *file = fopen(BOOKMARKS, "r");
    for (int i = 1; file != NULL && fgets(line, sizeof line, file) != NULL; i++) {
        line[strcspn(line, "\n")] = '\0';
        if (wanted == 0) say("bookmark %d: %s\n", i, line);
        if (wanted == i) navigate(browser.active, line);
    }
    if (file != NULL) fclose(file);
}

static void tasks(void) {
    say("tasks: browser, %s, %s", browser.gpu.role, browser.plugin.role);
    for (int i = 0; i < RENDERERS; i++)
        if (browser.renderers[i].is_alive) say(", renderer of %s", browser.renderers[i].site);
    say("\n");
}

/* Returns 0 at the end. */
static int command(const char *line) {
    char word[16] = "", argument[URL_BYTES] = "";
    struct message message = {.kind = CLICK, .tab = browser.active};
    sscanf(line, "%15s %95s", word, argument);
    if (strcmp(word, "open") == 0 && browser.tab_count < TABS) {
        browser.active = browser.tab_count++;
        navigate(browser.active, argument);
    } else if (strcmp(word, "go") == 0) {
        navigate(browser.active, argument);
    } else if (strcmp(word, "tab") == 0 && atoi(argument) >= 1 && atoi(argument) <= browser.tab_count) {
        browser.active = atoi(argument) - 1;
        show(browser.active);
    } else if (strcmp(word, "click") == 0 && !active()->is_crashed) {
        message.number = atoi(argument);
        if (send_message(browser.renderers[active()->renderer].channel, &message, -1) == 0)
            browser.awaited = browser.active;
    } else if (strcmp(word, "back") == 0 && active()->depth > 1) {
        active()->depth--;
        say("tab %d: back to %s\n", browser.active + 1, url_of(active()));
        load(browser.active);
    } else if (strcmp(word, "reload") == 0 && active()->depth > 0) {
        say("tab %d: reload\n", browser.active + 1);
        load(browser.active);
    } else if (strcmp(word, "bookmark") == 0) {
        FILE *file = fopen(BOOKMARKS, "a");
        if (file != NULL) {
            fprintf(file, "%s\n", url_of(active()));
            fclose(file);
        } else {
            perror(BOOKMARKS);
        }
    } else if (strcmp(word, "bookmarks") == 0) {
        bookmarks(0);
    } else if (strcmp(word, "goto") == 0) {
        bookmarks(atoi(argument));
    } else if (strcmp(word, "allow") == 0 && browser.allowed_count < 4) {
        snprintf(browser.allowed[browser.allowed_count++], URL_BYTES, "%s", argument);
    } else if (strcmp(word, "tasks") == 0) {
        tasks();
    } else if (strcmp(word, "wait") == 0) {
        browser.pause_until = now() + atoi(argument);
    } else if (word[0] != '\0') {
        return strcmp(word, "quit") != 0;
    }
    return 1;
}

/* The next whole line of what was typed. */
static int next_line(char *line, int room) {
    char *end = memchr(browser.input, '\n', browser.input_length);
    if (end == NULL) return 0;
    int length = (int)(end - browser.input);
    snprintf(line, room, "%.*s", length, browser.input);
    browser.input_length -= length + 1;
    memmove(browser.input, end + 1, browser.input_length);
    return 1;
}

static void read_input(void) {
    ssize_t n = read(0, browser.input + browser.input_length, sizeof browser.input - browser.input_length);
    if (n <= 0)
        browser.input_is_over = 1;
    else
        browser.input_length += n;
}

// ---- the loop

static int timeout(void) {
    long next = browser.pause_until;
    if (browser.plugin_until != 0 && (next == 0 || browser.plugin_until < next)) next = browser.plugin_until;
    if (next == 0) return -1;
    return next > now() ? (int)(next - now()) : 0;
}

static void wait_for_something(void) {
    struct pollfd sockets[3 + RENDERERS] = {{.fd = browser.input_is_over ? -1 : 0, .events = POLLIN}};
    struct child *children[3 + RENDERERS] = {NULL, &browser.gpu, &browser.plugin};
    int count = 3 + RENDERERS;
    for (int i = 0; i < RENDERERS; i++) children[3 + i] = &browser.renderers[i];
    for (int i = 1; i < count; i++)
        sockets[i] = (struct pollfd){.fd = children[i]->is_alive ? children[i]->channel : -1, .events = POLLIN};
    if (browser.input_length == sizeof browser.input) sockets[0].fd = -1;
    if (poll(sockets, count, timeout()) < 0) return;
    if (sockets[0].revents != 0) read_input();
    for (int i = 1; i < count; i++)
        if (sockets[i].revents != 0 && children[i]->is_alive) receive_from(children[i]);
    if (browser.plugin_until != 0 && now() >= browser.plugin_until) {
        browser.plugin_until += PLUGIN_MS;
        plugin_is_late();
    }
    if (browser.pause_until != 0 && now() >= browser.pause_until) browser.pause_until = 0;
}

static void stop(struct child *child) {
    struct message message = {.kind = STOP};
    if (!child->is_alive) return;
    send_message(child->channel, &message, -1);
    if (browser.is_single)
        receive_message(child->channel, &message, NULL);
    else
        waitpid(child->pid, NULL, 0);
}

int main(int argc, char **argv) {
    char line[256];
    for (int i = 1; i < argc; i++) {
        if (strcmp(argv[i], "--single-process") == 0) browser.is_single = 1;
        if (strcmp(argv[i], "--no-sandbox") == 0) browser.has_sandbox = 0;
        if (strcmp(argv[i], "--no-watchdog") == 0) browser.has_watchdog = 0;
        if (strcmp(argv[i], "--no-restart") == 0) browser.restarts = 0;
    }
    signal(SIGPIPE, SIG_IGN);
    start(&browser.gpu, "gpu", "", -1);
    start(&browser.plugin, "plugin", "", -1);
    for (;;) {
        if (browser.awaited < 0 && browser.pause_until == 0) {
            if (next_line(line, sizeof line)) {
                if (!command(line)) break;
                continue;
            }
            if (browser.input_is_over) break;
        }
        wait_for_something();
    }
    for (int i = 0; i < RENDERERS; i++) stop(&browser.renderers[i]);
    stop(&browser.plugin);
    stop(&browser.gpu);
    say("browser closed\n");
    return 0;
}
