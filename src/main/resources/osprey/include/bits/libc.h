/* What the library's own sources share. Not for programs.

   Inside the library only __syscall, __intrinsic and names that start with __ are relied on where a
   program may well define a function of its own (strlen, getline, atoi, send ...): the linker prefers
   the program's, and the library must not end up calling it. */
#ifndef _BITS_LIBC_H
#define _BITS_LIBC_H
#include <sys/syscall.h>
#undef NULL
#define NULL ((void *)0)
typedef unsigned long size_t;
typedef long ssize_t;
typedef unsigned char uchar;

/* Ordinals of osprey.code.Intrinsic. */
#define I_MEMMOVE 0
#define I_MEMSET 1
#define I_MEMCMP 2
#define I_MEMCHR 3
#define I_STRLEN 4
#define I_STRNLEN 5
#define I_STRCMP 6
#define I_STRNCMP 7
#define I_STRCHR 8
#define I_SQRT 9
#define I_SIN 10
#define I_COS 11
#define I_TAN 12
#define I_ASIN 13
#define I_ACOS 14
#define I_ATAN 15
#define I_ATAN2 16
#define I_SINH 17
#define I_COSH 18
#define I_TANH 19
#define I_EXP 20
#define I_EXPM1 21
#define I_LOG 22
#define I_LOG10 23
#define I_LOG2 24
#define I_LOG1P 25
#define I_POW 26
#define I_FMOD 27
#define I_CBRT 28
#define I_HYPOT 29
#define I_FLOOR 30
#define I_CEIL 31
#define I_TRUNC 32
#define I_ROUND 33
#define I_RINT 34
#define I_FORMAT_DOUBLE 35
#define I_PARSE_DOUBLE 36
#define I_MUL_HIGH_UNSIGNED 37

/* Osprey's own system calls. */
#define SYS_thread_create 1000
#define SYS_thread_exit 1001
#define SYS_thread_join 1002
#define SYS_thread_detach 1003
#define SYS_thread_cancel 1004
#define SYS_thread_cancel_state 1005
#define SYS_thread_stack 1006
#define SYS_thread_name 1007
#define SYS_mutex_lock 1010
#define SYS_mutex_trylock 1011
#define SYS_mutex_unlock 1012
#define SYS_mutex_timedlock 1013
#define SYS_cond_wait 1020
#define SYS_cond_timedwait 1021
#define SYS_cond_signal 1022
#define SYS_cond_broadcast 1023
#define SYS_sem_wait 1030
#define SYS_sem_trywait 1031
#define SYS_sem_timedwait 1032
#define SYS_sem_post 1033
#define SYS_rwlock_rdlock 1040
#define SYS_rwlock_tryrdlock 1041
#define SYS_rwlock_timedrdlock 1042
#define SYS_rwlock_wrlock 1043
#define SYS_rwlock_trywrlock 1044
#define SYS_rwlock_timedwrlock 1045
#define SYS_rwlock_unlock 1046
#define SYS_barrier_wait 1050
#define SYS_resolve 1060
#define SYS_compute 1070
#define SYS_device_io 1071
#define SYS_trace_mark 1072
#define SYS_name_region 1073
#define SYS_stdio_diagnostic 1074
#define SYS_sandbox 1075
#define SYS_create_named_pipe 1080
#define SYS_create_file 1081
#define SYS_connect_named_pipe 1082
#define SYS_disconnect_named_pipe 1083
#define SYS_read_file 1084
#define SYS_write_file 1085
#define SYS_peek_named_pipe 1086
#define SYS_transact_named_pipe 1087
#define SYS_wait_named_pipe 1088
#define SYS_flush_file_buffers 1089
#define SYS_set_named_pipe_handle_state 1090
#define SYS_get_named_pipe_state 1091

#define __copy(to, from, n) ((void *)__intrinsic(I_MEMMOVE, to, from, n))
#define __fill(to, byte, n) ((void *)__intrinsic(I_MEMSET, to, byte, n))
#define __compare(a, b, n) ((int)__intrinsic(I_MEMCMP, a, b, n))
#define __find(s, byte, n) ((char *)__intrinsic(I_MEMCHR, s, byte, n))
#define __length(s) ((size_t)__intrinsic(I_STRLEN, s))
#define __length_max(s, n) ((size_t)__intrinsic(I_STRNLEN, s, n))
#define __order(a, b) ((int)__intrinsic(I_STRCMP, a, b))
#define __order_max(a, b, n) ((int)__intrinsic(I_STRNCMP, a, b, n))
#define __find_char(s, c) ((char *)__intrinsic(I_STRCHR, s, c))

#define __is_space(c) ((c) == ' ' || (unsigned)(c) - '\t' < 5)
#define __is_digit(c) ((unsigned)(c) - '0' < 10)
#define __is_upper(c) ((unsigned)(c) - 'A' < 26)
#define __is_lower(c) ((unsigned)(c) - 'a' < 26)
#define __to_lower(c) (__is_upper(c) ? (c) + 32 : (c))
#define __to_upper(c) (__is_lower(c) ? (c)-32 : (c))

/* The thread's errno; <errno.h>'s macro goes through __errno_location. */
extern _Thread_local int __errno;
/* Turns a raw result into -1 and errno; CALL spells out the common case, which needs no call. */
long __syscall_result(long);
#define CALL(...) \
  ({ \
    long __raw = __syscall(__VA_ARGS__); \
    __raw < 0 ? __syscall_result(__raw) : __raw; \
  })

/* Not 0 once the process has had a second thread: only then is anything locked. */
extern int __threaded;
/* How many threads have not ended; the last one to end calls exit. */
extern int __thread_count;
/* The thread's id, 0 until asked for (and again in a child after fork). */
extern _Thread_local int __tid;
int __self(void);

/* Work to do at the end or around fork for parts of the library that may not be linked. */
struct __hooks {
  void (*flush)(void);
  void (*lock_streams)(int phase);
  void (*lock_heap)(int phase);
  void (*at_fork)(int phase);
  void (*end_keys)(void);
};
/* Phases of fork: before it, after it in the parent, after it in the child. */
#define BEFORE_FORK 0
#define IN_PARENT 1
#define IN_CHILD 2
extern struct __hooks __hooks;

extern char *__program;
extern char *__short_program;
_Noreturn void __die(const char *text);
char *__itoa(unsigned long value, char *end);
unsigned long __parse(const char *s, char **end, int base, unsigned long max, int *negative);
const char *__error_text(int number);
#endif
