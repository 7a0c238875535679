/* getopt(3), with glibc's habit of moving operands behind the options. */
#include <bits/libc.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

char *optarg;
int optind = 1;
int opterr = 1;
int optopt = '?';

/* The rest of a cluster of short options, and the operands skipped so far: argv[first..last). */
static char *cluster;
static int first_operand;
static int last_operand;
static int is_started;

static void exchange(char **argv) {
  int count = optind - last_operand;
  for (int i = 0; i < count; i++) {
    char *option = argv[last_operand + i];
    for (int j = last_operand + i; j > first_operand + i; j--)
      argv[j] = argv[j - 1];
    argv[first_operand + i] = option;
  }
  first_operand += count;
  last_operand = optind;
}

static int match_long(
    int argc,
    char **argv,
    const char *options,
    const struct option *longs,
    int *index,
    const char *dashes,
    char *name,
    int quiet) {
  size_t length = 0;
  int found = -1;
  int is_ambiguous = 0;
  while (name[length] && name[length] != '=')
    length++;
  for (int i = 0; longs[i].name; i++) {
    if (__order_max(longs[i].name, name, length))
      continue;
    if (!longs[i].name[length]) {
      found = i;
      is_ambiguous = 0;
      break;
    }
    if (found < 0)
      found = i;
    else if (
        longs[found].has_arg != longs[i].has_arg || longs[found].flag != longs[i].flag
        || longs[found].val != longs[i].val)
      is_ambiguous = 1;
  }
  if (found < 0 && quiet)
    return -2;
  optind++;
  cluster = NULL;
  if (is_ambiguous || found < 0) {
    if (opterr && is_ambiguous) {
      fprintf(stderr, "%s: option '%s%s' is ambiguous; possibilities:", argv[0], dashes, name);
      for (int i = 0; longs[i].name; i++)
        if (!__order_max(longs[i].name, name, length))
          fprintf(stderr, " '%s%s'", dashes, longs[i].name);
      fprintf(stderr, "\n");
    } else if (opterr) {
      fprintf(stderr, "%s: unrecognized option '%s%s'\n", argv[0], dashes, name);
    }
    optopt = 0;
    return '?';
  }
  const struct option *option = &longs[found];
  if (name[length]) {
    if (option->has_arg == no_argument) {
      if (opterr)
        fprintf(
            stderr, "%s: option '%s%s' doesn't allow an argument\n", argv[0], dashes, option->name);
      optopt = option->val;
      return '?';
    }
    optarg = name + length + 1;
  } else if (option->has_arg == required_argument) {
    if (optind >= argc) {
      if (opterr && options[0] != ':')
        fprintf(stderr, "%s: option '%s%s' requires an argument\n", argv[0], dashes, option->name);
      optopt = option->val;
      return options[0] == ':' ? ':' : '?';
    }
    optarg = argv[optind++];
  }
  if (index)
    *index = found;
  if (option->flag) {
    *option->flag = option->val;
    return 0;
  }
  return option->val;
}

static int next_option(
    int argc, char **argv, const char *options, const struct option *longs, int *index, int only) {
  if (argc < 1)
    return -1;
  optarg = NULL;
  if (optind == 0 || !is_started) {
    if (optind == 0)
      optind = 1;
    first_operand = last_operand = optind;
    cluster = NULL;
    is_started = 1;
  }
  int order = options[0] == '-' || options[0] == '+' ? *options++ : getenv("POSIXLY_CORRECT") ? '+' : 0;
  if (!cluster || !*cluster) {
    if (last_operand > optind)
      last_operand = optind;
    if (first_operand > optind)
      first_operand = optind;
    if (!order) {
      if (first_operand != last_operand && last_operand != optind)
        exchange(argv);
      else if (last_operand != optind)
        first_operand = optind;
      while (optind < argc && (argv[optind][0] != '-' || !argv[optind][1]))
        optind++;
      last_operand = optind;
    }
    if (optind != argc && argv[optind][0] == '-' && argv[optind][1] == '-' && !argv[optind][2]) {
      optind++;
      if (first_operand != last_operand && last_operand != optind)
        exchange(argv);
      else if (first_operand == last_operand)
        first_operand = optind;
      last_operand = argc;
      optind = argc;
    }
    if (optind == argc) {
      if (first_operand != last_operand)
        optind = first_operand;
      return -1;
    }
    char *word = argv[optind];
    if (word[0] != '-' || !word[1]) {
      if (order == '+')
        return -1;
      optarg = argv[optind++];
      return 1;
    }
    if (longs && word[1] == '-')
      return match_long(argc, argv, options, longs, index, "--", word + 2, 0);
    if (longs && only && (word[2] || !__find_char(options, word[1]))) {
      int result = match_long(argc, argv, options, longs, index, "-", word + 1, __find_char(options, word[1]) != NULL);
      if (result != -2)
        return result;
    }
    cluster = word + 1;
  }
  int c = *cluster++;
  const char *spec = __find_char(options, c);
  if (!*cluster)
    optind++;
  if (!spec || c == ':' || c == ';') {
    if (opterr && options[0] != ':')
      fprintf(stderr, "%s: invalid option -- '%c'\n", argv[0], c);
    optopt = c;
    return '?';
  }
  if (spec[1] != ':')
    return c;
  if (*cluster) {
    optarg = cluster;
    optind++;
  } else if (spec[2] != ':') {
    if (optind == argc) {
      if (opterr && options[0] != ':')
        fprintf(stderr, "%s: option requires an argument -- '%c'\n", argv[0], c);
      optopt = c;
      c = options[0] == ':' ? ':' : '?';
    } else {
      optarg = argv[optind++];
    }
  }
  cluster = NULL;
  return c;
}

int getopt(int argc, char *const *argv, const char *options) {
  return next_option(argc, (char **)argv, options, NULL, NULL, 0);
}

int getopt_long(
    int argc, char *const *argv, const char *options, const struct option *longs, int *index) {
  return next_option(argc, (char **)argv, options, longs, index, 0);
}

int getopt_long_only(
    int argc, char *const *argv, const char *options, const struct option *longs, int *index) {
  return next_option(argc, (char **)argv, options, longs, index, 1);
}
