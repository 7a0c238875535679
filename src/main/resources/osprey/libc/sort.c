/* qsort(3) and bsearch(3). glibc's qsort is a merge sort, which programs see as stability and in
   the order in which their function is called; the comparisons here are the same ones. */
#include <bits/libc.h>
#include <stdlib.h>

struct sort {
  size_t size;
  int is_indirect;
  int with_context;
  int (*compare)();
  void *context;
  char *spare;
};

static int order(struct sort *s, const char *a, const char *b) {
  if (s->is_indirect) {
    a = *(const char **)a;
    b = *(const char **)b;
  }
  return s->with_context
             ? ((int (*)(const void *, const void *, void *))s->compare)(a, b, s->context)
             : ((int (*)(const void *, const void *))s->compare)(a, b);
}

static void merge_sort(struct sort *s, char *base, size_t n) {
  if (n <= 1)
    return;
  size_t left = n / 2;
  size_t right = n - left;
  size_t size = s->size;
  char *a = base;
  char *b = base + left * size;
  merge_sort(s, a, left);
  merge_sort(s, b, right);
  char *to = s->spare;
  while (left > 0 && right > 0) {
    char **from = &b;
    if (order(s, a, b) <= 0) {
      from = &a;
      left--;
    } else {
      right--;
    }
    if (size == 8)
      *(long *)to = *(long *)*from;
    else if (size == 4)
      *(int *)to = *(int *)*from;
    else
      __copy(to, *from, size);
    *from += size;
    to += size;
  }
  if (left > 0)
    __copy(to, a, left * size);
  __copy(base, s->spare, (n - right) * size);
}

/* Large elements are sorted by pointers and moved once. */
static void sort_indirect(struct sort *s, char *base, size_t n, size_t size, char *spare) {
  char **pointers = (char **)(spare + n * sizeof(char *));
  for (size_t i = 0; i < n; i++)
    pointers[i] = base + i * size;
  s->size = sizeof(char *);
  s->is_indirect = 1;
  merge_sort(s, (char *)pointers, n);
  char *held = (char *)(pointers + n);
  for (size_t i = 0; i < n; i++) {
    char *from = pointers[i];
    if (from == base + i * size)
      continue;
    __copy(held, base + i * size, size);
    size_t j = i;
    do {
      size_t k = (size_t)(from - base) / size;
      pointers[j] = base + j * size;
      __copy(base + j * size, from, size);
      j = k;
      from = pointers[k];
    } while (from != base + i * size);
    pointers[j] = base + j * size;
    __copy(base + j * size, held, size);
  }
}

static void sort(
    void *base, size_t n, size_t size, int (*compare)(), int with_context, void *context) {
  char local[1024];
  struct sort s = {size, 0, with_context, compare, context, local};
  size_t spare = size > 32 ? 2 * n * sizeof(char *) + size : n * size;
  if (n <= 1 || size == 0)
    return;
  char *memory = NULL;
  if (spare >= sizeof local) {
    memory = malloc(spare);
    if (!memory)
      return;
    s.spare = memory;
  }
  if (size > 32)
    sort_indirect(&s, base, n, size, s.spare);
  else
    merge_sort(&s, base, n);
  if (memory)
    free(memory);
}

void qsort(void *base, size_t n, size_t size, int (*compare)(const void *, const void *)) {
  sort(base, n, size, (int (*)())compare, 0, NULL);
}

void qsort_r(
    void *base,
    size_t n,
    size_t size,
    int (*compare)(const void *, const void *, void *),
    void *context) {
  sort(base, n, size, (int (*)())compare, 1, context);
}

void *bsearch(
    const void *key,
    const void *base,
    size_t n,
    size_t size,
    int (*compare)(const void *, const void *)) {
  size_t low = 0;
  while (low < n) {
    size_t middle = (low + n) / 2;
    const char *p = (const char *)base + middle * size;
    int result = compare(key, p);
    if (result == 0)
      return (void *)p;
    if (result < 0)
      n = middle;
    else
      low = middle + 1;
  }
  return NULL;
}
