#ifndef _BITS_VA_LIST_H
#define _BITS_VA_LIST_H
/* The variable arguments of a call are an array of 8-byte slots in the caller's frame. */
typedef char *va_list;
#endif
