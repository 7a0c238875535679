/* malloc(3), with the addresses, the reuse and the complaints of glibc's.

   Layout, for debuggers. The heap grows by brk and is a row of chunks from __heap.start to
   __heap.top; the first one (0x290 bytes) is the cache's own. A chunk starts 16 bytes before the
   address that malloc gave:

     +0  unsigned long before   size of the chunk before this one, only while that one is free
     +8  unsigned long word     size (a multiple of 16) | 1: the chunk before is in use | 2: mmapped,
                                and in bits 48..63 how many of the usable bytes were not asked for
                                (at most 65535)
     +16 the program's bytes; while free: two pointers

   Usable are size - 8 bytes (the next chunk's `before` belongs to this one while it is in use), of
   an mmapped chunk size - 16. The chunk at top is the free rest. A chunk below it is free if the
   next one's bit 1 is clear (it is then in a bin), or if the word at +24 equals __heap.key and it is
   listed in the cache (first in, last out, up to seven per size up to 1040; the link at +16 is its
   target ^ own address >> 12, as glibc hides it). Requested size = usable - (word >> 48). */
#include <bits/libc.h>
#include <bits/pthreadtypes.h>
#include <errno.h>
#include <malloc.h>
#include <stdlib.h>
#include <sys/mman.h>

struct chunk {
  size_t before;
  size_t word;
  struct chunk *next;
  struct chunk *previous;
};

#define CACHED_SIZES 64
#define CACHED_EACH 7
struct cache {
  unsigned short counts[CACHED_SIZES];
  struct entry {
    struct entry *next;
    size_t key;
  } *entries[CACHED_SIZES];
};

#define SMALL 64
#define BINS (SMALL + 24)
struct heap {
  struct chunk *start;
  struct chunk *top;
  char *end;
  size_t key;
  struct cache *cache;
  size_t mmap_threshold;
  size_t trim_threshold;
  size_t mmapped_chunks;
  size_t mmapped_bytes;
  unsigned long filled[2];
  struct chunk bins[BINS];
  pthread_mutex_t lock;
};
struct heap __heap;

#define IN_USE 1UL
#define MMAPPED 2UL
#define SLACK_SHIFT 48
#define SIZE_MASK ((1UL << SLACK_SHIFT) - 16)
#define MIN_SIZE 32UL
#define CACHED_MAX 1040UL
#define PAGE 4096UL
#define TOP_PAD 0x20000UL
#define MMAP_THRESHOLD_MAX 0x2000000UL

#define SIZE(c) ((c)->word & SIZE_MASK)
#define AT(c, offset) ((struct chunk *)((char *)(c) + (offset)))
#define CHUNK(p) AT(p, -16)
#define BYTES(c) ((void *)((char *)(c) + 16))

static void unlock(void) {
  if (__threaded)
    __syscall(SYS_mutex_unlock, &__heap.lock);
}

/* A program's handler for SIGABRT may want memory: the lock is given back first. */
static _Noreturn void corrupt(const char *text) {
  unlock();
  __die(text);
}

static size_t chunk_size(size_t n) {
  size_t size = (n + 8 + 15) & ~15UL;
  return size < MIN_SIZE ? MIN_SIZE : size;
}

static void lock_heap(int phase) {
  if (phase == BEFORE_FORK)
    __syscall(SYS_mutex_lock, &__heap.lock);
  else if (phase == IN_PARENT)
    __syscall(SYS_mutex_unlock, &__heap.lock);
  else
    __fill(&__heap.lock, 0, sizeof __heap.lock);
}

static int bin_of(size_t size) {
  if (size < SMALL * 16)
    return (int)(size >> 4);
  int bin = SMALL;
  for (size >>= 11; size && bin < BINS - 1; size >>= 1)
    bin++;
  return bin;
}

static void insert(struct chunk *c, size_t size) {
  int bin = bin_of(size);
  struct chunk *head = &__heap.bins[bin];
  if (!head->next)
    head->next = head->previous = head;
  c->next = head->next;
  c->previous = head;
  head->next->previous = c;
  head->next = c;
  __heap.filled[bin >> 6] |= 1UL << (bin & 63);
  AT(c, size)->before = size;
}

static void take_out(struct chunk *c) {
  size_t size = SIZE(c);
  if (AT(c, size)->before != size)
    corrupt("corrupted size vs. prev_size");
  if (c->next->previous != c || c->previous->next != c)
    corrupt("corrupted double-linked list");
  c->next->previous = c->previous;
  c->previous->next = c->next;
  if (c->next == c->previous) {
    int bin = bin_of(size);
    if (c->next == &__heap.bins[bin])
      __heap.filled[bin >> 6] &= ~(1UL << (bin & 63));
  }
}

/* Moves the end of the heap; 0 if the kernel refuses. */
static int move_end(long by) {
  char *wanted = __heap.end + by;
  if ((char *)__syscall(SYS_brk, wanted) != wanted)
    return 0;
  __heap.end = wanted;
  return 1;
}

static int grow(size_t size) {
  size_t have = __heap.top ? SIZE(__heap.top) : 0;
  size_t by = (size + TOP_PAD + MIN_SIZE - have + PAGE - 1) & ~(PAGE - 1);
  if (!move_end((long)by))
    return 0;
  __heap.top->word = (have + by) | IN_USE;
  return 1;
}

static void start_heap(void) {
  char *end = (char *)__syscall(SYS_brk, 0);
  __heap.end = end;
  size_t align = -(size_t)end & 15;
  __heap.start = __heap.top = (struct chunk *)(end + align);
  __heap.mmap_threshold = 0x20000;
  __heap.trim_threshold = 0x20000;
  __heap.key = 0x9e3779b97f4a7c15UL ^ (size_t)end;
  __hooks.lock_heap = lock_heap;
  size_t size = chunk_size(sizeof(struct cache));
  size_t by = (align + size + TOP_PAD + MIN_SIZE + PAGE - 1) & ~(PAGE - 1);
  by += -(size_t)end & (PAGE - 1);
  if (!move_end((long)by)) {
    __heap.start = NULL;
    return;
  }
  struct chunk *first = __heap.start;
  first->word = size | IN_USE;
  __heap.cache = BYTES(first);
  __heap.top = AT(first, size);
  __heap.top->word = (by - align - size) | IN_USE;
}

/* A free chunk that is large enough, taken out of its bin; the smallest bin first. */
static struct chunk *find_fit(size_t size) {
  int bin = bin_of(size);
  for (int word = bin >> 6; word < 2; word++) {
    unsigned long candidates = __heap.filled[word];
    if (word == bin >> 6)
      candidates &= -1UL << (bin & 63);
    for (; candidates; candidates &= candidates - 1) {
      struct chunk *head = &__heap.bins[word * 64 + __builtin_ctzl(candidates)];
      struct chunk *best = NULL;
      for (struct chunk *c = head->previous; c != head; c = c->previous) {
        size_t have = SIZE(c);
        if (have >= size && (!best || have < SIZE(best))) {
          best = c;
          if (have == size)
            break;
        }
      }
      if (best) {
        take_out(best);
        return best;
      }
    }
  }
  return NULL;
}

/* Gives back what c has beyond size, if that makes a chunk. c is in use, and so is what follows. */
static void split(struct chunk *c, size_t size) {
  size_t have = SIZE(c);
  if (have - size < MIN_SIZE)
    return;
  struct chunk *rest = AT(c, size);
  c->word = (c->word & ~SIZE_MASK) | size;
  rest->word = (have - size) | IN_USE;
  AT(rest, have - size)->word &= ~IN_USE;
  insert(rest, have - size);
}

static void *allocate_mapped(size_t n) {
  size_t size = (n + 16 + PAGE - 1) & ~(PAGE - 1);
  int flags = MAP_PRIVATE | MAP_ANONYMOUS;
  long at = __syscall(SYS_mmap, 0, size, PROT_READ | PROT_WRITE, flags, -1, 0);
  if ((unsigned long)at > -4096UL)
    return NULL;
  struct chunk *c = (struct chunk *)at;
  size_t slack = size - 16 - n;
  c->before = 0;
  c->word = size | MMAPPED | slack << SLACK_SHIFT;
  __heap.mmapped_chunks++;
  __heap.mmapped_bytes += size;
  return BYTES(c);
}

static void *hand_out(struct chunk *c, size_t n) {
  size_t word = c->word & (SIZE_MASK | 15);
  c->word = word | ((word & SIZE_MASK) - 8 - n) << SLACK_SHIFT;
  return BYTES(c);
}

/* The heap is locked. Without use_cache as calloc and memalign allocate. */
static void *allocate(size_t n, int use_cache) {
  size_t size = chunk_size(n);
  if (!__heap.start)
    start_heap();
  if (use_cache && size <= CACHED_MAX && __heap.cache) {
    int index = (int)((size - MIN_SIZE) >> 4);
    struct entry *entry = __heap.cache->entries[index];
    if (entry && __heap.cache->counts[index]) {
      if ((size_t)entry & 15)
        corrupt("malloc(): unaligned tcache chunk detected");
      __heap.cache->entries[index] =
          (struct entry *)((size_t)entry >> 12 ^ (size_t)entry->next);
      __heap.cache->counts[index]--;
      entry->key = 0;
      return hand_out(CHUNK(entry), n);
    }
  }
  struct chunk *c = find_fit(size);
  if (c) {
    AT(c, SIZE(c))->word |= IN_USE;
    split(c, size);
    return hand_out(c, n);
  }
  c = __heap.top;
  if (c && SIZE(c) > (size_t)(__heap.end - (char *)c))
    corrupt("malloc(): corrupted top size");
  if (!c || SIZE(c) < size + MIN_SIZE) {
    if (!c || size >= __heap.mmap_threshold)
      return allocate_mapped(n);
    if (!grow(size))
      return allocate_mapped(n);
  }
  struct chunk *rest = AT(c, size);
  rest->word = (SIZE(c) - size) | IN_USE;
  c->word = size | (c->word & IN_USE);
  __heap.top = rest;
  return hand_out(c, n);
}

static void *allocate_locked(size_t n, int use_cache) {
  if (n > 0x7ffffffffffff000UL >> 1) {
    __errno = ENOMEM;
    return NULL;
  }
  if (__threaded)
    __syscall(SYS_mutex_lock, &__heap.lock);
  void *p = allocate(n, use_cache);
  unlock();
  if (!p)
    __errno = ENOMEM;
  return p;
}

static void trim(size_t keep) {
  size_t top_size = SIZE(__heap.top);
  if (top_size <= keep + MIN_SIZE + 1)
    return;
  size_t extra = (top_size - MIN_SIZE - 1 - keep) & ~(PAGE - 1);
  if (extra && move_end(-(long)extra))
    __heap.top->word = (top_size - extra) | IN_USE;
}

/* Joins c with free neighbours and puts it where free chunks are. */
static void release_chunk(struct chunk *c, size_t size) {
  struct chunk *next = AT(c, size);
  if (c == __heap.top)
    corrupt("double free or corruption (top)");
  if (next > __heap.top)
    corrupt("double free or corruption (out)");
  if (!(next->word & IN_USE))
    corrupt(
        size <= 128 ? "double free or corruption (fasttop)" : "double free or corruption (!prev)");
  size_t next_size = SIZE(next);
  if (next_size < 16 || next_size > (size_t)(__heap.end - (char *)next))
    corrupt("free(): invalid next size (normal)");
  if (!(c->word & IN_USE)) {
    size_t before = c->before;
    c = AT(c, -(long)before);
    if (SIZE(c) != before)
      corrupt("corrupted size vs. prev_size while consolidating");
    take_out(c);
    size += before;
  }
  if (next == __heap.top) {
    size += next_size;
    c->word = size | (c->word & IN_USE);
    __heap.top = c;
  } else {
    if (!(AT(next, next_size)->word & IN_USE)) {
      take_out(next);
      size += next_size;
    } else {
      next->word &= ~IN_USE;
    }
    c->word = size | (c->word & IN_USE);
    insert(c, size);
  }
  if (size >= 0x10000 && SIZE(__heap.top) >= __heap.trim_threshold)
    trim(TOP_PAD);
}

static int release_to_cache(struct chunk *c, size_t size) {
  int index = (int)((size - MIN_SIZE) >> 4);
  struct cache *cache = __heap.cache;
  struct entry *entry = BYTES(c);
  if (entry->key == __heap.key) {
    struct entry *e = cache->entries[index];
    for (int n = 0; e && n <= CACHED_EACH; n++) {
      if ((size_t)e & 15)
        corrupt("free(): unaligned chunk detected in tcache 2");
      if (e == entry)
        corrupt("free(): double free detected in tcache 2");
      e = (struct entry *)((size_t)e >> 12 ^ (size_t)e->next);
    }
  }
  if (cache->counts[index] >= CACHED_EACH)
    return 0;
  entry->next = (struct entry *)((size_t)entry >> 12 ^ (size_t)cache->entries[index]);
  entry->key = __heap.key;
  cache->entries[index] = entry;
  cache->counts[index]++;
  return 1;
}

static void release(void *p) {
  struct chunk *c = CHUNK(p);
  size_t size = SIZE(c);
  if (c->word & MMAPPED) {
    /* memalign leaves `before` bytes unused in front. */
    char *start = (char *)c - c->before;
    size += c->before;
    if (((size_t)start & (PAGE - 1)) || (size & (PAGE - 1)) || !size)
      corrupt("munmap_chunk(): invalid pointer");
    if (size > __heap.mmap_threshold && size <= MMAP_THRESHOLD_MAX) {
      __heap.mmap_threshold = size;
      __heap.trim_threshold = 2 * size;
    }
    __heap.mmapped_chunks--;
    __heap.mmapped_bytes -= size;
    __syscall(SYS_munmap, start, size);
    return;
  }
  if (((size_t)p & 15) || (size_t)c > -size)
    corrupt("free(): invalid pointer");
  if (size < MIN_SIZE || (c->word & 12))
    corrupt("free(): invalid size");
  if (c < __heap.start || (char *)c >= __heap.end)
    corrupt("free(): invalid pointer");
  if (size > CACHED_MAX || !release_to_cache(c, size))
    release_chunk(c, size);
}

void *malloc(size_t n) {
  return allocate_locked(n, 1);
}

void free(void *p) {
  if (!p)
    return;
  if (__threaded)
    __syscall(SYS_mutex_lock, &__heap.lock);
  release(p);
  unlock();
}

static size_t usable(void *p) {
  struct chunk *c = CHUNK(p);
  return SIZE(c) - (c->word & MMAPPED ? 16 : 8);
}

void *calloc(size_t count, size_t each) {
  size_t n;
  if (__builtin_mul_overflow(count, each, &n)) {
    __errno = ENOMEM;
    return NULL;
  }
  void *p = allocate_locked(n, 0);
  if (p && !(CHUNK(p)->word & MMAPPED))
    __fill(p, 0, n);
  return p;
}

/* Tries to make the chunk large enough where it is. */
static int resize_in_place(struct chunk *c, size_t size) {
  size_t have = SIZE(c);
  if (have < size) {
    struct chunk *next = AT(c, have);
    size_t next_size = SIZE(next);
    if (next == __heap.top && have + next_size >= size + MIN_SIZE) {
      __heap.top = AT(c, size);
      __heap.top->word = (have + next_size - size) | IN_USE;
      c->word = size | (c->word & IN_USE);
      return 1;
    }
    if (next == __heap.top || (AT(next, next_size)->word & IN_USE) || have + next_size < size)
      return 0;
    take_out(next);
    have += next_size;
    AT(c, have)->word |= IN_USE;
    c->word = have | (c->word & IN_USE);
  }
  if (have - size >= MIN_SIZE) {
    struct chunk *rest = AT(c, size);
    c->word = size | (c->word & IN_USE);
    rest->word = (have - size) | IN_USE;
    AT(rest, have - size)->word |= IN_USE;
    rest->previous = NULL;
    release(BYTES(rest));
  }
  return 1;
}

void *realloc(void *p, size_t n) {
  if (!p)
    return allocate_locked(n, 1);
  if (n == 0) {
    free(p);
    return NULL;
  }
  if (n > 0x7ffffffffffff000UL >> 1) {
    __errno = ENOMEM;
    return NULL;
  }
  struct chunk *c = CHUNK(p);
  size_t have = SIZE(c);
  if (((size_t)p & 15) || (size_t)c > -have || (!(c->word & MMAPPED) && have < MIN_SIZE))
    __die("realloc(): invalid pointer");
  if (c->word & MMAPPED) {
    if (have - 16 >= n && have - 16 - n < PAGE) {
      c->word = have | MMAPPED | (have - 16 - n) << SLACK_SHIFT;
      return p;
    }
  } else {
    if (__threaded)
      __syscall(SYS_mutex_lock, &__heap.lock);
    int done = resize_in_place(c, chunk_size(n));
    if (done)
      hand_out(c, n);
    unlock();
    if (done)
      return p;
  }
  void *fresh = allocate_locked(n, 1);
  if (fresh) {
    size_t old = usable(p);
    __copy(fresh, p, old < n ? old : n);
    free(p);
  }
  return fresh;
}

void *reallocarray(void *p, size_t count, size_t each) {
  size_t n;
  if (__builtin_mul_overflow(count, each, &n)) {
    __errno = ENOMEM;
    return NULL;
  }
  return realloc(p, n);
}

size_t malloc_usable_size(void *p) {
  return p ? usable(p) : 0;
}
