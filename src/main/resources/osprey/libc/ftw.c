/* ftw(3), fnmatch(3). */
#include <bits/libc.h>
#include <dirent.h>
#include <errno.h>
#include <fnmatch.h>
#include <ftw.h>
#include <limits.h>

struct walk {
  int (*visit)(const char *, const struct stat *, int, struct FTW *);
  int (*plain)(const char *, const struct stat *, int);
  int flags;
  char path[PATH_MAX];
};

static int report(struct walk *w, const struct stat *status, int type, struct FTW *where) {
  return w->plain ? w->plain(w->path, status, type) : w->visit(w->path, status, type, where);
}

static int walk(struct walk *w, size_t length, int level) {
  struct stat status;
  struct FTW where = {0, level};
  int type;
  for (size_t i = 0; i < length; i++)
    if (w->path[i] == '/' && i + 1 < length)
      where.base = (int)i + 1;
  long result = w->flags & FTW_PHYS ? __syscall(SYS_lstat, w->path, &status)
                                    : __syscall(SYS_stat, w->path, &status);
  if (result < 0) {
    if (level == 0) {
      __errno = (int)-result;
      return -1;
    }
    type = !(w->flags & FTW_PHYS) && __syscall(SYS_lstat, w->path, &status) == 0 && !w->plain
        ? FTW_SLN
        : FTW_NS;
    return report(w, &status, type, &where);
  }
  if (!S_ISDIR(status.st_mode))
    return report(w, &status, S_ISLNK(status.st_mode) ? FTW_SL : FTW_F, &where);
  DIR *directory = opendir(w->path);
  if (!directory)
    return report(w, &status, FTW_DNR, &where);
  int stop = w->flags & FTW_DEPTH ? 0 : report(w, &status, FTW_D, &where);
  struct dirent *entry;
  while (!stop && (entry = readdir(directory))) {
    const char *name = entry->d_name;
    size_t n = __length(name);
    if (name[0] == '.' && (n == 1 || (n == 2 && name[1] == '.')))
      continue;
    if (length + n + 2 > sizeof w->path) {
      __errno = ENAMETOOLONG;
      stop = -1;
      break;
    }
    size_t start = length;
    if (w->path[start - 1] != '/')
      w->path[start++] = '/';
    __copy(w->path + start, name, n + 1);
    stop = walk(w, start + n, level + 1);
    w->path[length] = 0;
  }
  closedir(directory);
  if (!stop && (w->flags & FTW_DEPTH))
    stop = report(w, &status, FTW_DP, &where);
  return stop;
}

static int start(struct walk *w, const char *path) {
  size_t length = __length(path);
  if (length == 0 || length >= sizeof w->path) {
    __errno = length ? ENAMETOOLONG : ENOENT;
    return -1;
  }
  __copy(w->path, path, length + 1);
  return walk(w, length, 0);
}

int ftw(const char *path, int (*visit)(const char *, const struct stat *, int), int open_max) {
  struct walk w;
  w.visit = NULL;
  w.plain = visit;
  w.flags = 0;
  return start(&w, path);
}

int nftw(
    const char *path,
    int (*visit)(const char *, const struct stat *, int, struct FTW *),
    int open_max,
    int flags) {
  struct walk w;
  w.visit = visit;
  w.plain = NULL;
  w.flags = flags;
  return start(&w, path);
}

static int fold(int c, int flags) {
  return flags & FNM_CASEFOLD ? __to_lower(c) : c;
}

/* Whether c is in the set that starts after `[`; *end is left behind the `]`, NULL if it never
   closes. */
static int in_set(const char *p, int c, int flags, const char **end) {
  int negate = *p == '!' || *p == '^';
  int found = 0;
  p += negate;
  const char *first = p;
  for (; *p && (*p != ']' || p == first); p++) {
    if (*p == '\\' && !(flags & FNM_NOESCAPE) && p[1])
      p++;
    int low = fold((uchar)*p, flags);
    int high = low;
    if (p[1] == '-' && p[2] && p[2] != ']') {
      high = fold((uchar)p[2], flags);
      p += 2;
    }
    if (c >= low && c <= high)
      found = 1;
  }
  *end = *p ? p + 1 : NULL;
  return found != negate;
}

static int match(const char *p, const char *s, const char *start, int flags) {
  for (; *p; p++) {
    int c = fold((uchar)*s, flags);
    int is_hidden = (flags & FNM_PERIOD) && *s == '.'
        && (s == start || ((flags & FNM_PATHNAME) && s[-1] == '/'));
    switch (*p) {
      case '?':
        if (!c || is_hidden || (c == '/' && (flags & FNM_PATHNAME)))
          return FNM_NOMATCH;
        s++;
        break;
      case '*':
        if (is_hidden)
          return FNM_NOMATCH;
        while (p[1] == '*')
          p++;
        for (;; s++) {
          if (!match(p + 1, s, start, flags))
            return 0;
          if (!*s || (*s == '/' && (flags & FNM_PATHNAME)))
            return FNM_NOMATCH;
        }
      case '[': {
        const char *end;
        if (!c || is_hidden || (c == '/' && (flags & FNM_PATHNAME)))
          return FNM_NOMATCH;
        int found = in_set(p + 1, c, flags, &end);
        if (end) {
          if (!found)
            return FNM_NOMATCH;
          p = end - 1;
          s++;
          break;
        }
        if (c != '[')
          return FNM_NOMATCH;
        s++;
        break;
      }
      case '\\':
        if (!(flags & FNM_NOESCAPE) && p[1])
          p++;
      default:
        if (fold((uchar)*p, flags) != c)
          return FNM_NOMATCH;
        s++;
        break;
    }
  }
  return *s ? FNM_NOMATCH : 0;
}

int fnmatch(const char *pattern, const char *s, int flags) {
  return match(pattern, s, s, flags);
}
