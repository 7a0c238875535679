/* <setjmp.h>: nonlocal jumps, C11 7.13. */
#ifndef _SETJMP_H
#define _SETJMP_H
/* Words 0..3 are the machine's (pc, fp, sp, window); 8 tells whether a mask was saved, 9 is the mask. */
typedef long jmp_buf[25];
typedef long sigjmp_buf[25];
int __sigjmp_save(long *, int);
_Noreturn void longjmp(long *, int);
_Noreturn void _longjmp(long *, int);
_Noreturn void siglongjmp(long *, int);
#define setjmp(env) (__sigjmp_save(env, 0), __builtin_setjmp(env))
#define _setjmp(env) setjmp(env)
#define sigsetjmp(env, save) (__sigjmp_save(env, save), __builtin_setjmp(env))
#endif
