/* Ending a process: exit(3), atexit(3), abort(3). */
#include <bits/libc.h>
#include <signal.h>
#include <stdlib.h>

/* Handlers in blocks of 32, as many as C guarantees; more blocks come from malloc. */
struct handler {
  void (*function)();
  void *argument;
  int kind;
};
enum { PLAIN, WITH_STATUS };
struct block {
  struct block *next;
  int used;
  struct handler handlers[32];
};

static struct block first_block;
static struct block *handlers;
static struct block first_quick_block;
static struct block *quick_handlers;

static int add_handler(
    struct block **list, struct block *first, void (*function)(), void *argument, int kind) {
  struct block *block = *list;
  if (!block)
    block = *list = first;
  if (block->used == 32) {
    block = calloc(1, sizeof *block);
    if (!block)
      return -1;
    block->next = *list;
    *list = block;
  }
  struct handler *entry = &block->handlers[block->used++];
  entry->function = function;
  entry->argument = argument;
  entry->kind = kind;
  return 0;
}

/* A handler may register more handlers: they run next. */
static void run_handlers(struct block **list, int status) {
  while (*list) {
    struct block *block = *list;
    if (block->used == 0) {
      *list = block->next;
      continue;
    }
    struct handler entry = block->handlers[--block->used];
    if (entry.kind == WITH_STATUS)
      ((void (*)(int, void *))entry.function)(status, entry.argument);
    else
      ((void (*)(void))entry.function)();
  }
}

int atexit(void (*function)(void)) {
  return add_handler(&handlers, &first_block, (void (*)())function, NULL, PLAIN);
}

int on_exit(void (*function)(int, void *), void *argument) {
  return add_handler(&handlers, &first_block, (void (*)())function, argument, WITH_STATUS);
}

int at_quick_exit(void (*function)(void)) {
  return add_handler(&quick_handlers, &first_quick_block, (void (*)())function, NULL, PLAIN);
}

void exit(int status) {
  run_handlers(&handlers, status);
  if (__hooks.flush)
    __hooks.flush();
  for (;;)
    __syscall(SYS_exit_group, status);
}

void quick_exit(int status) {
  run_handlers(&quick_handlers, status);
  for (;;)
    __syscall(SYS_exit_group, status);
}

void _Exit(int status) {
  for (;;)
    __syscall(SYS_exit_group, status);
}

void _exit(int status) {
  for (;;)
    __syscall(SYS_exit_group, status);
}

/* A handler for SIGABRT may return; then the default action ends the process. */
void abort(void) {
  unsigned long mask = 1UL << (SIGABRT - 1);
  unsigned long action[4] = {0, 0, 0, 0};
  __syscall(SYS_rt_sigprocmask, SIG_UNBLOCK, &mask, NULL, 8);
  int tid = __self();
  __syscall(SYS_tgkill, __syscall(SYS_getpid), tid, SIGABRT);
  __syscall(SYS_rt_sigaction, SIGABRT, action, NULL, 8);
  __syscall(SYS_tgkill, __syscall(SYS_getpid), tid, SIGABRT);
  for (;;)
    __syscall(SYS_exit_group, 127);
}
