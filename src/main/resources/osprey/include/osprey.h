/* <osprey.h>: what only a simulator has. */
#ifndef _OSPREY_H
#define _OSPREY_H
typedef unsigned long size_t;
/* Keeps the CPU busy for so many nanoseconds of simulated time. */
void compute(long nanoseconds);
/* Starts an operation of the machine's device with that name and waits until it is done. */
int device_io(const char *device, long nanoseconds);
/* Puts a marker with a text into the trace. */
void trace_mark(const char *text);
/* Gives a part of memory a name for views and reports. */
int name_region(void *start, size_t length, const char *name);
/* Gives up for good what this process and its descendants do not need: words of no-files no-network
   no-processes no-threads no-ipc no-signals, and read=/path (may still be read), errno=EACCES
   (instead of EPERM), name=NAME (in reports). What is refused fails; what was inherited still works.
   May be called again: it only ever gets less. */
int osprey_sandbox(const char *rules);
#endif
