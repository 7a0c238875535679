#ifndef _BITS_VA_LIST_H
#define _BITS_VA_LIST_H
/* For Osprey a char *: the variable arguments of a call are 8-byte slots in the caller's frame. */
typedef __builtin_va_list va_list;
#endif
