/* What all architectures of the web server share. */
#ifndef SERVER_H
#define SERVER_H

enum { PORT = 8080, WORKERS = 4 };

/* handler.c: reads one request, answers it, closes the connection. */
void handle(int connection);
/* The same in two steps, for servers that read without waiting: what stands in the request decides whether the answer
   waits for the disk. */
int waits_for_disk(const char *request);
void answer(int connection, const char *request);

/* One file each: they accept connections for ever. */
void serve_single(int listener);
void serve_fork(int listener);
void serve_prefork(int listener);
void serve_threads(int listener);
void serve_pool(int listener);
void serve_events(int listener);
void serve_events_alone(int listener);

#endif
