/* mallinfo(3), malloc_trim(3): by a walk over the heap, see malloc.c for its layout. */
#include <bits/libc.h>
#include <malloc.h>

/* The start of what malloc.c keeps. */
struct heap_start {
  size_t *start;
  size_t *top;
  char *end;
};
extern struct heap_start __heap;

#define SIZE(c) ((c)[1] & ((1UL << 48) - 16))

struct mallinfo2 mallinfo2(void) {
  struct mallinfo2 result;
  __fill(&result, 0, sizeof result);
  if (!__heap.start)
    return result;
  for (size_t *c = __heap.start; c < __heap.top; c += SIZE(c) / sizeof *c) {
    if (c[SIZE(c) / sizeof *c + 1] & 1) {
      result.uordblks += SIZE(c);
    } else {
      result.ordblks++;
      result.fordblks += SIZE(c);
    }
  }
  result.ordblks++;
  result.fordblks += SIZE(__heap.top);
  result.keepcost = SIZE(__heap.top);
  result.arena = (size_t)(__heap.end - (char *)__heap.start);
  return result;
}

struct mallinfo mallinfo(void) {
  struct mallinfo2 full = mallinfo2();
  struct mallinfo result;
  __fill(&result, 0, sizeof result);
  result.arena = (int)full.arena;
  result.ordblks = (int)full.ordblks;
  result.uordblks = (int)full.uordblks;
  result.fordblks = (int)full.fordblks;
  result.keepcost = (int)full.keepcost;
  return result;
}

int malloc_trim(size_t keep) {
  return 0;
}
