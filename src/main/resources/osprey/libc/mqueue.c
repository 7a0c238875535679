/* mq_overview(7). */
#include <bits/libc.h>
#include <errno.h>
#include <fcntl.h>
#include <mqueue.h>
#include <stdarg.h>

const struct sigevent *__thread_event(const struct sigevent *, struct sigevent *);

mqd_t mq_open(const char *name, int flags, ...) {
  mode_t mode = 0;
  struct mq_attr *attr = NULL;
  if (*name != '/') {
    __errno = EINVAL;
    return -1;
  }
  if (flags & O_CREAT) {
    va_list list;
    va_start(list, flags);
    mode = va_arg(list, mode_t);
    attr = va_arg(list, struct mq_attr *);
    va_end(list);
  }
  return (mqd_t)CALL(SYS_mq_open, name + 1, flags, mode, attr);
}

int mq_close(mqd_t queue) {
  return (int)CALL(SYS_close, queue);
}

int mq_unlink(const char *name) {
  if (*name != '/') {
    __errno = EINVAL;
    return -1;
  }
  long result = __syscall(SYS_mq_unlink, name + 1);
  return (int)__syscall_result(result == -EPERM ? -EACCES : result);
}

int mq_getattr(mqd_t queue, struct mq_attr *attr) {
  return (int)CALL(SYS_mq_getsetattr, queue, NULL, attr);
}

int mq_setattr(mqd_t queue, const struct mq_attr *attr, struct mq_attr *old) {
  return (int)CALL(SYS_mq_getsetattr, queue, attr, old);
}

int mq_send(mqd_t queue, const char *from, size_t n, unsigned int priority) {
  return (int)CALL(SYS_mq_timedsend, queue, from, n, priority, NULL);
}

int mq_timedsend(
    mqd_t queue, const char *from, size_t n, unsigned int priority, const struct timespec *until) {
  return (int)CALL(SYS_mq_timedsend, queue, from, n, priority, until);
}

ssize_t mq_receive(mqd_t queue, char *to, size_t n, unsigned int *priority) {
  return CALL(SYS_mq_timedreceive, queue, to, n, priority, NULL);
}

ssize_t mq_timedreceive(
    mqd_t queue, char *to, size_t n, unsigned int *priority, const struct timespec *until) {
  return CALL(SYS_mq_timedreceive, queue, to, n, priority, until);
}

int mq_notify(mqd_t queue, const struct sigevent *event) {
  struct sigevent replaced;
  return (int)CALL(SYS_mq_notify, queue, __thread_event(event, &replaced));
}
