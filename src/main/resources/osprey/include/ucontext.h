/* <ucontext.h>: the types for SA_SIGINFO handlers. */
#ifndef _UCONTEXT_H
#define _UCONTEXT_H
#include <signal.h>
#endif
