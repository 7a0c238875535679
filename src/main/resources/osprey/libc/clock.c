/* Clocks, sleeping and timers: clock_gettime(2), nanosleep(2), alarm(2), timer_create(2). */
#include <bits/libc.h>
#include <bits/sigevent.h>
#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/time.h>
#include <sys/times.h>
#include <time.h>
#include <unistd.h>

time_t time(time_t *to) {
  struct timespec now;
  __syscall(SYS_clock_gettime, CLOCK_REALTIME, &now);
  if (to)
    *to = now.tv_sec;
  return now.tv_sec;
}

clock_t clock(void) {
  struct timespec used;
  __syscall(SYS_clock_gettime, CLOCK_PROCESS_CPUTIME_ID, &used);
  return used.tv_sec * 1000000 + used.tv_nsec / 1000;
}

clock_t times(struct tms *to) {
  return CALL(SYS_times, to);
}

int gettimeofday(struct timeval *to, void *zone) {
  if (zone)
    __fill(zone, 0, sizeof(struct timezone));
  return (int)CALL(SYS_gettimeofday, to, NULL);
}

int clock_gettime(clockid_t clock, struct timespec *to) {
  return (int)CALL(SYS_clock_gettime, clock, to);
}

int clock_settime(clockid_t clock, const struct timespec *value) {
  return (int)CALL(SYS_clock_settime, clock, value);
}

int clock_getres(clockid_t clock, struct timespec *to) {
  return (int)CALL(SYS_clock_getres, clock, to);
}

int timespec_get(struct timespec *to, int base) {
  if (base != TIME_UTC)
    return 0;
  __syscall(SYS_clock_gettime, CLOCK_REALTIME, to);
  return base;
}

int clock_getcpuclockid(pid_t pid, clockid_t *clock) {
  *clock = pid ? (clockid_t)(~(unsigned)pid << 3 | 2) : CLOCK_PROCESS_CPUTIME_ID;
  return 0;
}

int clock_nanosleep(
    clockid_t clock, int flags, const struct timespec *wanted, struct timespec *left) {
  return (int)-__syscall(SYS_clock_nanosleep, clock, flags, wanted, left);
}

static long sleep_for(const struct timespec *wanted, struct timespec *left) {
  return __syscall(SYS_clock_nanosleep, CLOCK_REALTIME, 0, wanted, left);
}

int nanosleep(const struct timespec *wanted, struct timespec *left) {
  return (int)__syscall_result(sleep_for(wanted, left));
}

unsigned int sleep(unsigned int seconds) {
  struct timespec t = {seconds, 0};
  return sleep_for(&t, &t) < 0 ? (unsigned int)t.tv_sec : 0;
}

int usleep(useconds_t microseconds) {
  struct timespec t = {microseconds / 1000000, microseconds % 1000000 * 1000L};
  return (int)__syscall_result(sleep_for(&t, NULL));
}

unsigned int alarm(unsigned int seconds) {
  return (unsigned int)__syscall(SYS_alarm, seconds);
}

int pause(void) {
  return (int)CALL(SYS_pause);
}

int getitimer(int which, struct itimerval *to) {
  return (int)CALL(SYS_getitimer, which, to);
}

int setitimer(int which, const struct itimerval *value, struct itimerval *old) {
  return (int)CALL(SYS_setitimer, which, value, old);
}

useconds_t ualarm(useconds_t first, useconds_t interval) {
  struct itimerval value = {{0, interval}, {0, first}};
  struct itimerval old;
  if (CALL(SYS_setitimer, ITIMER_REAL, &value, &old) < 0)
    return -1U;
  return (useconds_t)(old.it_value.tv_sec * 1000000 + old.it_value.tv_usec);
}

/* SIGEV_THREAD: the kernel sends a signal that the library keeps for itself, with the address of a
   request; its handler starts the thread. */

#define THREAD_SIGNAL 32
struct request {
  void (*function)(union sigval);
  union sigval value;
  int has_attributes;
  pthread_attr_t attributes;
};

static void *run_request(void *argument) {
  struct request *request = argument;
  request->function(request->value);
  return NULL;
}

static void on_signal(int number, siginfo_t *info, void *context) {
  struct request *request = info->si_ptr;
  pthread_attr_t attributes;
  pthread_t thread;
  if (request->has_attributes)
    attributes = request->attributes;
  else
    pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_create(&thread, &attributes, run_request, request);
}

void __restore_rt(void);

/* What to tell the kernel instead of `event`. */
const struct sigevent *__thread_event(const struct sigevent *event, struct sigevent *replaced) {
  if (!event || event->sigev_notify != SIGEV_THREAD)
    return event;
  struct request *request = malloc(sizeof *request);
  if (!request)
    return event;
  request->function = event->sigev_notify_function;
  request->value = event->sigev_value;
  request->has_attributes = event->sigev_notify_attributes != NULL;
  if (request->has_attributes)
    request->attributes = *event->sigev_notify_attributes;
  unsigned long action[4] = {
      (unsigned long)on_signal, SA_SIGINFO | SA_RESTART | 0x04000000, (unsigned long)__restore_rt, 0};
  __syscall(SYS_rt_sigaction, THREAD_SIGNAL, action, NULL, 8);
  __fill(replaced, 0, sizeof *replaced);
  replaced->sigev_notify = SIGEV_SIGNAL;
  replaced->sigev_signo = THREAD_SIGNAL;
  replaced->sigev_value.sival_ptr = request;
  return replaced;
}

/* A timer_t is the kernel's small number. */
int timer_create(clockid_t clock, struct sigevent *event, timer_t *timer) {
  struct sigevent replaced;
  int id;
  if (CALL(SYS_timer_create, clock, __thread_event(event, &replaced), &id) < 0)
    return -1;
  *timer = (timer_t)(long)id;
  return 0;
}

int timer_delete(timer_t timer) {
  return (int)CALL(SYS_timer_delete, (int)(long)timer);
}

int timer_settime(
    timer_t timer, int flags, const struct itimerspec *value, struct itimerspec *old) {
  return (int)CALL(SYS_timer_settime, (int)(long)timer, flags, value, old);
}

int timer_gettime(timer_t timer, struct itimerspec *value) {
  return (int)CALL(SYS_timer_gettime, (int)(long)timer, value);
}

int timer_getoverrun(timer_t timer) {
  return (int)CALL(SYS_timer_getoverrun, (int)(long)timer);
}
