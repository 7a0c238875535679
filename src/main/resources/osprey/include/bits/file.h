/* The stream behind FILE. Not for programs. */
#ifndef _BITS_FILE_H
#define _BITS_FILE_H
#include <bits/libc.h>
#include <bits/pthreadtypes.h>
#include <stdio.h>

#define F_NO_READ 0x1
#define F_NO_WRITE 0x2
#define F_UNBUFFERED 0x4
#define F_LINE 0x8
#define F_EOF 0x10
#define F_ERROR 0x20
#define F_APPEND 0x40
/* The buffer holds output (else, input or nothing). */
#define F_WRITING 0x80
/* The buffer came from malloc. */
#define F_OWN_BUFFER 0x100
/* The FILE came from malloc. */
#define F_OWN_FILE 0x200
/* Reads from a string: there is nothing after `end`. */
#define F_STRING 0x400
/* `at` and `end` are in `unget`; the real ones are saved. */
#define F_UNGOT 0x800

struct __stream_calls {
  ssize_t (*read)(FILE *, char *, size_t);
  ssize_t (*write)(FILE *, const char *, size_t);
  long (*seek)(FILE *, long, int);
  int (*close)(FILE *);
};

struct _IO_FILE {
  int flags;
  int fd;
  /* Next byte to read and end of what has been read. */
  uchar *at;
  uchar *end;
  /* Next free byte, and the end up to which putc may store without asking: the start of the buffer
     unless the stream is fully buffered and writing. */
  uchar *put;
  uchar *limit;
  uchar *buffer;
  size_t size;
  uchar *saved_at;
  uchar *saved_end;
  struct _IO_FILE *next;
  /* NULL for a file descriptor. */
  const struct __stream_calls *calls;
  void *cookie;
  pthread_mutex_t lock;
  int child;
  uchar single[4];
  uchar unget[8];
};

extern FILE __stdin_stream;
extern FILE __stdout_stream;
extern FILE __stderr_stream;
extern FILE *__streams;
extern pthread_mutex_t __streams_lock;

#define LOCK(f) ((void)(__threaded && __syscall(SYS_mutex_lock, &(f)->lock)))
#define UNLOCK(f) ((void)(__threaded && __syscall(SYS_mutex_unlock, &(f)->lock)))
#define GET(f) ((f)->at < (f)->end ? *(f)->at++ : __get(f))
#define PUT(c, f) \
  ((f)->put < (f)->limit ? (*(f)->put++ = (uchar)(c)) : __overflow(f, (uchar)(c)))

int __stream_buffer(FILE *);
int __stream_flush(FILE *);
int __stream_sync(FILE *);
int __overflow(FILE *, int);
int __underflow(FILE *);
int __get(FILE *);
int __unget(int, FILE *);
size_t __stream_write(FILE *, const void *, size_t);
size_t __stream_read(FILE *, void *, size_t);
int __stream_seek(FILE *, long, int);
long __stream_tell(FILE *);
int __mode_flags(const char *mode, int *open_flags);
FILE *__new_stream(int fd, int flags);
int __close_stream(FILE *);

/* Where formatted output goes. */
struct __sink {
  void (*write)(struct __sink *, const char *, size_t);
  FILE *stream;
  char *at;
  size_t left;
  long total;
  int failed;
};
int __format(struct __sink *, const char *, va_list);
int __scan(FILE *, const char *, va_list);
#endif
