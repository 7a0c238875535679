/* posix_memalign(3): a larger chunk is allocated and what lies before the aligned address given
   back. */
#include <bits/libc.h>
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>

/* The header word of a chunk, see malloc.c. */
#define WORD(p) (((size_t *)(p))[-1])
#define SIZE_MASK ((1UL << 48) - 16)

static void *allocate_aligned(size_t alignment, size_t n) {
  if (alignment <= 16)
    return malloc(n);
  char *p = malloc(n + 2 * alignment + 32);
  if (!p || ((size_t)p & (alignment - 1)) == 0)
    return p;
  size_t size = WORD(p) & SIZE_MASK;
  char *aligned = (char *)(((size_t)p + alignment - 1) & -alignment);
  if (WORD(p) & 2) {
        /* A mapping of its own cannot be cut: `before` says where it really starts. */
    size_t lead = (size_t)(aligned - p);
    size_t slack = size - lead - 16 - n;
    WORD(aligned) = (size - lead) | 2 | (slack > 0xffff ? 0xffff : slack) << 48;
    ((size_t *)aligned)[-2] = lead;
    return aligned;
  }
  if (aligned - p < 32)
    aligned += alignment;
  size_t lead = (size_t)(aligned - p);
  WORD(aligned) = (size - lead) | 1;
  WORD(p) = lead | (WORD(p) & 1);
  ((size_t *)p)[1] = 0;
  free(p);
    /* Shrinks in place and gives the tail back. */
  return realloc(aligned, n ? n : 1);
}

void *memalign(size_t alignment, size_t n) {
  return allocate_aligned(alignment, n);
}

void *aligned_alloc(size_t alignment, size_t n) {
  if (alignment == 0 || (alignment & (alignment - 1))) {
    __errno = EINVAL;
    return NULL;
  }
  return allocate_aligned(alignment, n);
}

int posix_memalign(void **result, size_t alignment, size_t n) {
  if (alignment % sizeof(void *) || alignment == 0 || (alignment & (alignment - 1)))
    return EINVAL;
  int before = __errno;
  void *p = allocate_aligned(alignment, n);
  __errno = before;
  if (!p)
    return ENOMEM;
  *result = p;
  return 0;
}

void *valloc(size_t n) {
  return allocate_aligned(4096, n);
}

void *pvalloc(size_t n) {
  return allocate_aligned(4096, (n + 4095) & ~4095UL);
}
