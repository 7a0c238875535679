/* What system(3) and popen(3) run where there is no /bin/sh: a shell with simple commands, quotes,
   variables, redirection, pipelines, lists and a few commands of its own. No compound commands, no
   patterns. */
#include <bits/libc.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define WORDS_MAX 64
#define REDIRECTIONS_MAX 8

struct redirection {
  int fd;
  int flags;
    /* A name, or NULL for a copy of `from`. */
  char *path;
  int from;
};

struct command {
  int words;
  char *argv[WORDS_MAX + 1];
  int redirections;
  struct redirection redirection[REDIRECTIONS_MAX];
};

struct shell {
  const char *p;
  int status;
  int line;
};

static _Noreturn void complain(struct shell *sh, const char *what) {
  fprintf(stderr, "sh: %d: Syntax error: %s\n", sh->line, what);
  exit(2);
}

/* Text being collected for a word. */
struct word {
  char *text;
  size_t length;
  size_t capacity;
};

static void add(struct word *w, int c) {
  if (w->length + 1 >= w->capacity) {
    w->capacity = w->capacity ? w->capacity * 2 : 32;
    w->text = realloc(w->text, w->capacity);
    if (!w->text)
      _exit(2);
  }
  w->text[w->length++] = (char)c;
  w->text[w->length] = 0;
}

static int is_name(int c) {
  return c == '_' || __is_digit(c) || __is_lower(c | 32);
}

/* At a `$`: adds what it stands for. */
static void expand(struct shell *sh, struct word *w) {
  char name[64];
  char number[16];
  const char *value = NULL;
  size_t n = 0;
  sh->p++;
  int braces = *sh->p == '{';
  sh->p += braces;
  if (*sh->p == '?' || *sh->p == '$') {
    snprintf(number, sizeof number, "%d", *sh->p == '?' ? sh->status : (int)getpid());
    value = number;
    sh->p++;
  } else {
    while (is_name((uchar)*sh->p) && n < sizeof name - 1)
      name[n++] = *sh->p++;
    name[n] = 0;
    if (n == 0 && !braces)
      value = "$";
    else
      value = getenv(name);
  }
  if (braces && *sh->p == '}')
    sh->p++;
  while (value && *value)
    add(w, *value++);
}

/* The next word, or NULL before an operator. */
static char *read_word(struct shell *sh) {
  struct word w = {NULL, 0, 0};
  while (*sh->p == ' ' || *sh->p == '\t')
    sh->p++;
  if (*sh->p == '#')
    while (*sh->p && *sh->p != '\n')
      sh->p++;
  for (;;) {
    int c = *sh->p;
    if (c == 0 || __find_char(" \t\n;&|<>()", c))
      break;
    if (!w.text) {
      add(&w, 0);
      w.length = 0;
    }
    if (c == '\'') {
      for (sh->p++; *sh->p != '\''; sh->p++) {
        if (!*sh->p)
          complain(sh, "Unterminated quoted string");
        add(&w, *sh->p);
      }
      sh->p++;
    } else if (c == '"') {
      sh->p++;
      while (*sh->p != '"') {
        if (!*sh->p)
          complain(sh, "Unterminated quoted string");
        if (*sh->p == '$') {
          expand(sh, &w);
          continue;
        }
        if (*sh->p == '\\' && sh->p[1] && __find_char("\"\\$`", sh->p[1]))
          sh->p++;
        add(&w, *sh->p++);
      }
      sh->p++;
    } else if (c == '$') {
      expand(sh, &w);
    } else {
      if (c == '\\' && sh->p[1])
        sh->p++;
      add(&w, *sh->p++);
    }
  }
  return w.text;
}

static void read_redirection(struct shell *sh, struct command *command, int fd) {
  if (command->redirections == REDIRECTIONS_MAX)
    complain(sh, "too many redirections");
  struct redirection *r = &command->redirection[command->redirections++];
  int is_input = *sh->p++ == '<';
  r->fd = fd >= 0 ? fd : !is_input;
  r->path = NULL;
  r->flags = is_input ? O_RDONLY : O_WRONLY | O_CREAT | O_TRUNC;
  if (!is_input && *sh->p == '>') {
    sh->p++;
    r->flags = O_WRONLY | O_CREAT | O_APPEND;
  } else if (*sh->p == '&') {
    sh->p++;
    char *word = read_word(sh);
    if (!word || !__is_digit(*word))
      complain(sh, "Bad fd number");
    r->from = atoi(word);
    return;
  }
  r->path = read_word(sh);
  if (!r->path)
    complain(sh, "word unexpected");
}

static void read_command(struct shell *sh, struct command *command) {
  command->words = command->redirections = 0;
  for (;;) {
    while (*sh->p == ' ' || *sh->p == '\t')
      sh->p++;
    if (*sh->p == '<' || *sh->p == '>') {
      read_redirection(sh, command, -1);
      continue;
    }
    if (__is_digit(*sh->p) && (sh->p[1] == '<' || sh->p[1] == '>')) {
      int fd = *sh->p++ - '0';
      read_redirection(sh, command, fd);
      continue;
    }
    char *word = read_word(sh);
    if (!word)
      break;
    if (command->words == WORDS_MAX)
      complain(sh, "too many words");
    command->argv[command->words++] = word;
  }
  command->argv[command->words] = NULL;
}

/* Variables set in front of a command: how many words they are. */
static int assignments(struct command *command) {
  int n = 0;
  for (; n < command->words; n++) {
    char *equals = __find_char(command->argv[n], '=');
    if (!equals || equals == command->argv[n] || __is_digit(command->argv[n][0]))
      break;
    for (char *p = command->argv[n]; p < equals; p++)
      if (!is_name((uchar)*p))
        return n;
  }
  return n;
}

/* Commands that change the shell itself; 0 if it is none. */
static int run_special(struct shell *sh, char **argv) {
  if (!__order(argv[0], "exit")) {
    fflush(NULL);
    _exit(argv[1] ? atoi(argv[1]) & 255 : sh->status);
  } else if (!__order(argv[0], "cd")) {
    const char *to = argv[1] ? argv[1] : getenv("HOME");
    sh->status = 0;
    if (!to || chdir(to) < 0) {
      fprintf(stderr, "sh: %d: cd: can't cd to %s\n", sh->line, to ? to : "");
      sh->status = 2;
    }
  } else if (!__order(argv[0], "export")) {
    for (int i = 1; argv[i]; i++)
      if (__find_char(argv[i], '='))
        putenv(argv[i]);
    sh->status = 0;
  } else if (!__order(argv[0], "wait")) {
    while (waitpid(-1, NULL, 0) > 0)
      ;
    sh->status = 0;
  } else {
    return 0;
  }
  return 1;
}

/* Commands that need no program, run in a child; -1 if it is none. */
static int run_builtin(char **argv) {
  if (!__order(argv[0], "echo")) {
    int i = 1;
    int newline = 1;
    if (argv[1] && !__order(argv[1], "-n")) {
      newline = 0;
      i++;
    }
    for (int first = i; argv[i]; i++)
      printf("%s%s", i > first ? " " : "", argv[i]);
    if (newline)
      putchar('\n');
    return fflush(stdout) ? 1 : 0;
  }
  if (!__order(argv[0], "true") || !__order(argv[0], ":"))
    return 0;
  if (!__order(argv[0], "false"))
    return 1;
  if (!__order(argv[0], "pwd")) {
    char path[4096];
    if (!getcwd(path, sizeof path))
      return 1;
    puts(path);
    return fflush(stdout) ? 1 : 0;
  }
  if (!__order(argv[0], "kill") && argv[1]) {
    int number = SIGTERM;
    int i = 1;
    if (argv[1][0] == '-') {
      number = 0;
      for (int n = 1; n < 32 && !__is_digit(argv[1][1]); n++)
        if (!__order(sigabbrev_np(n), argv[1] + (__order_max(argv[1], "-SIG", 4) ? 1 : 4)))
          number = n;
      if (__is_digit(argv[1][1]))
        number = atoi(argv[1] + 1);
      i++;
    }
    int status = 0;
    for (; argv[i]; i++)
      if (kill(atoi(argv[i]), number) < 0)
        status = 1;
    return status;
  }
  return -1;
}

/* Small stand-ins for programs that command lines in textbooks name, where the program is not
   there. */
static int run_stand_in(char **argv) {
  if (!__order(argv[0], "sleep") && argv[1]) {
    double seconds = strtod(argv[1], NULL);
    struct timespec t = {(time_t)seconds, (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&t, NULL);
    return 0;
  }
  if (!__order(argv[0], "cat")) {
    char buffer[4096];
    int status = 0;
    for (int i = argv[1] ? 1 : 0; i == 0 || argv[i]; i++) {
      int fd = i && __order(argv[i], "-") ? open(argv[i], O_RDONLY) : 0;
      ssize_t n;
      if (fd < 0) {
        fprintf(stderr, "cat: %s: %m\n", argv[i]);
        status = 1;
        continue;
      }
      while ((n = read(fd, buffer, sizeof buffer)) > 0)
        write(1, buffer, (size_t)n);
      if (fd)
        close(fd);
      if (i == 0)
        break;
    }
    return status;
  }
  return -1;
}

static int redirect(const struct command *command) {
  for (int i = 0; i < command->redirections; i++) {
    const struct redirection *r = &command->redirection[i];
    int fd = r->path ? open(r->path, r->flags, 0666) : r->from;
    if (fd < 0) {
      int is_input = r->flags == O_RDONLY;
      const char *reason = __errno != ENOENT ? __error_text(__errno)
                           : is_input        ? "No such file"
                                             : "Directory nonexistent";
      fprintf(stderr, "sh: 1: cannot %s %s: %s\n", is_input ? "open" : "create", r->path, reason);
      return -1;
    }
    if (fd != r->fd && dup2(fd, r->fd) < 0) {
      fprintf(stderr, "sh: 1: %d: Bad file descriptor\n", fd);
      return -1;
    }
    if (r->path && fd != r->fd)
      close(fd);
  }
  return 0;
}

static _Noreturn void run_child(struct shell *sh, struct command *command) {
  signal(SIGINT, SIG_DFL);
  signal(SIGQUIT, SIG_DFL);
  if (redirect(command))
    _exit(2);
  int n = assignments(command);
  for (int i = 0; i < n; i++)
    putenv(command->argv[i]);
  char **argv = command->argv + n;
  if (!argv[0])
    _exit(0);
  if (run_special(sh, argv)) {
    fflush(NULL);
    _exit(sh->status);
  }
  int status = run_builtin(argv);
  if (status < 0) {
    execvp(argv[0], argv);
    int is_missing = __errno == ENOENT;
    status = is_missing ? run_stand_in(argv) : -1;
    if (status < 0) {
      fprintf(
          stderr, "sh: %d: %s: %s\n", sh->line, argv[0], is_missing ? "not found" : "Permission denied");
      status = is_missing ? 127 : 126;
    }
  }
  fflush(NULL);
  _exit(status);
}

static void run_pipeline(struct shell *sh) {
  struct command command;
  int input = -1;
  pid_t last = -1;
  int background = 0;
  int children = 0;
  int negate = 0;
  while (*sh->p == ' ' || *sh->p == '\t')
    sh->p++;
  if (*sh->p == '!' && sh->p[1] == ' ') {
    negate = 1;
    sh->p++;
  }
  for (;;) {
    int ends[2] = {-1, -1};
    read_command(sh, &command);
    int is_piped = sh->p[0] == '|' && sh->p[1] != '|';
    if (command.words == 0 && command.redirections == 0) {
      if (*sh->p == '(' || *sh->p == ')' || is_piped || input >= 0 || *sh->p == '&')
        complain(sh, "unexpected operator");
      return;
    }
    background = sh->p[0] == '&' && sh->p[1] != '&';
    int n = assignments(&command);
    if (!is_piped && input < 0 && !background && command.redirections == 0) {
      if (n == command.words) {
        for (int i = 0; i < n; i++)
          putenv(command.argv[i]);
        sh->status = 0;
        return;
      }
      if (run_special(sh, command.argv + n))
        return;
    }
    if (is_piped && pipe(ends) < 0)
      complain(sh, "Pipe call failed");
    pid_t pid = fork();
    if (pid == 0) {
      if (input >= 0) {
        dup2(input, 0);
        close(input);
      }
      if (is_piped) {
        close(ends[0]);
        dup2(ends[1], 1);
        close(ends[1]);
      }
      run_child(sh, &command);
    }
    if (input >= 0)
      close(input);
    if (is_piped)
      close(ends[1]);
    children++;
    last = pid;
    input = ends[0];
    if (!is_piped)
      break;
    sh->p++;
  }
  sh->status = 0;
  if (!background) {
    while (children-- > 0) {
      int status;
      pid_t pid = waitpid(-1, &status, 0);
      if (pid == last)
        sh->status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
    }
  }
  if (negate)
    sh->status = !sh->status;
}

/* Runs the text as `sh -c` would, and ends the process. */
_Noreturn void __shell(const char *text) {
  struct shell sh = {text, 0, 1};
  int skip = 0;
  for (;;) {
    while (*sh.p == ' ' || *sh.p == '\t' || *sh.p == '\n' || *sh.p == ';') {
      sh.line += *sh.p == '\n';
      sh.p++;
    }
    if (!*sh.p)
      break;
    if (skip) {
      struct command ignored;
      do
        read_command(&sh, &ignored);
      while (*sh.p == '|' && sh.p[1] != '|' && sh.p++);
    } else {
      run_pipeline(&sh);
    }
    skip = 0;
    if (sh.p[0] == '&' && sh.p[1] == '&') {
      sh.p += 2;
      skip = sh.status != 0;
    } else if (sh.p[0] == '|' && sh.p[1] == '|') {
      sh.p += 2;
      skip = sh.status == 0;
    } else if (sh.p[0] == '&') {
      sh.p++;
    } else if (sh.p[0] == '(' || sh.p[0] == ')') {
      complain(&sh, "\"(\" unexpected");
    }
  }
  fflush(NULL);
  _exit(sh.status);
}
