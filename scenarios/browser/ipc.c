/* Messages between processes: socketpairs that keep the boundaries of messages; descriptors pass with SCM_RIGHTS. */
#define _GNU_SOURCE
#include "browser.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/uio.h>
#include <unistd.h>

void channel_pair(int ends[2]) {
    if (socketpair(AF_UNIX, SOCK_SEQPACKET, 0, ends) < 0) {
        perror("socketpair");
        exit(1);
    }
}

int send_message(int channel, const struct message *message, int fd) {
    struct iovec part = {.iov_base = (void *)message, .iov_len = sizeof *message};
    char control[CMSG_SPACE(sizeof(int))];
    struct msghdr header = {.msg_iov = &part, .msg_iovlen = 1};
    if (fd >= 0) {
        header.msg_control = control;
        header.msg_controllen = sizeof control;
        struct cmsghdr *item = CMSG_FIRSTHDR(&header);
        item->cmsg_level = SOL_SOCKET;
        item->cmsg_type = SCM_RIGHTS;
        item->cmsg_len = CMSG_LEN(sizeof(int));
        memcpy(CMSG_DATA(item), &fd, sizeof fd);
    }
    return sendmsg(channel, &header, MSG_NOSIGNAL) == (ssize_t)sizeof *message ? 0 : -1;
}

int receive_message(int channel, struct message *message, int *fd) {
    struct iovec part = {.iov_base = message, .iov_len = sizeof *message};
    char control[CMSG_SPACE(sizeof(int))];
    struct msghdr header = {
        .msg_iov = &part, .msg_iovlen = 1, .msg_control = control, .msg_controllen = sizeof control};
    int got = -1;
    ssize_t bytes = recvmsg(channel, &header, 0);
    if (bytes > 0) {
        struct cmsghdr *item = CMSG_FIRSTHDR(&header);
        if (item != NULL && item->cmsg_type == SCM_RIGHTS) memcpy(&got, CMSG_DATA(item), sizeof got);
    }
    if (fd != NULL)
        *fd = got;
    else if (got >= 0)
        close(got);
    return bytes == (ssize_t)sizeof *message;
}

int shared_memory(const char *name, int bytes, void **start) {
    int fd = memfd_create(name, 0);
    if (fd < 0 || ftruncate(fd, bytes) < 0) {
        perror("memfd");
        exit(1);
    }
    *start = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    return fd;
}
