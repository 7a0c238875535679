/* <grp.h>: groups, getgrnam(3), from /etc/group. */
#ifndef _GRP_H
#define _GRP_H
typedef unsigned int gid_t;
typedef unsigned long size_t;
struct group {
  char *gr_name;
  char *gr_passwd;
  gid_t gr_gid;
  char **gr_mem;
};
struct group *getgrnam(const char *);
struct group *getgrgid(gid_t);
#endif
