/* getpwnam(3), getgrnam(3): /etc/passwd and /etc/group, or just root where there are no such files.
   */
#include <bits/libc.h>
#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>

/* Cuts a line at its colons; fields that are missing are empty. */
static void cut(char *line, char **fields, int n) {
  for (int i = 0; i < n; i++) {
    fields[i] = line;
    char *end = line;
    while (*end && *end != ':' && *end != '\n')
      end++;
    line = *end == ':' ? end + 1 : end;
    *end = 0;
  }
}

static FILE *users;

static struct passwd *next_user(FILE *f, struct passwd *to, char *buffer, size_t size) {
  char *fields[7];
  if (!fgets(buffer, (int)size, f))
    return NULL;
  cut(buffer, fields, 7);
  to->pw_name = fields[0];
  to->pw_passwd = fields[1];
  to->pw_uid = (uid_t)atoi(fields[2]);
  to->pw_gid = (gid_t)atoi(fields[3]);
  to->pw_gecos = fields[4];
  to->pw_dir = fields[5];
  to->pw_shell = fields[6];
  return to;
}

static int find_user(
    const char *name, uid_t uid, struct passwd *to, char *buffer, size_t size, struct passwd **result) {
  *result = NULL;
  if (size < 64)
    return ERANGE;
  FILE *f = fopen("/etc/passwd", "re");
  if (f) {
    struct passwd *user;
    while ((user = next_user(f, to, buffer, size)))
      if (name ? !__order(name, user->pw_name) : uid == user->pw_uid)
        break;
    fclose(f);
    *result = user;
    return 0;
  }
  if (name ? !__order(name, "root") : uid == 0) {
    __copy(buffer, "root:x:0:0:root:/root:/bin/sh", 30);
    char *fields[7];
    cut(buffer, fields, 7);
    struct passwd root = {
        fields[0], fields[1], 0, 0, fields[4], fields[5], fields[6]};
    *to = root;
    *result = to;
  }
  return 0;
}

static struct passwd user_entry;
static char user_buffer[512];

struct passwd *getpwnam(const char *name) {
  struct passwd *result;
  find_user(name, 0, &user_entry, user_buffer, sizeof user_buffer, &result);
  return result;
}

struct passwd *getpwuid(uid_t uid) {
  struct passwd *result;
  find_user(NULL, uid, &user_entry, user_buffer, sizeof user_buffer, &result);
  return result;
}

int getpwnam_r(
    const char *name, struct passwd *to, char *buffer, size_t size, struct passwd **result) {
  return find_user(name, 0, to, buffer, size, result);
}

int getpwuid_r(uid_t uid, struct passwd *to, char *buffer, size_t size, struct passwd **result) {
  return find_user(NULL, uid, to, buffer, size, result);
}

void setpwent(void) {
  if (users)
    rewind(users);
}

void endpwent(void) {
  if (users)
    fclose(users);
  users = NULL;
}

struct passwd *getpwent(void) {
  if (!users)
    users = fopen("/etc/passwd", "re");
  return users ? next_user(users, &user_entry, user_buffer, sizeof user_buffer) : NULL;
}

static struct group *find_group(const char *name, gid_t gid) {
  static struct group entry;
  static char buffer[512];
  static char *members[1];
  char *fields[4];
  FILE *f = fopen("/etc/group", "re");
  int found = 0;
  while (f && !found && fgets(buffer, sizeof buffer, f)) {
    cut(buffer, fields, 4);
    found = name ? !__order(name, fields[0]) : (gid_t)atoi(fields[2]) == gid;
  }
  if (f) {
    fclose(f);
  } else if (name ? !__order(name, "root") : gid == 0) {
    __copy(buffer, "root:x:0:", 10);
    cut(buffer, fields, 4);
    found = 1;
  }
  if (!found)
    return NULL;
  entry.gr_name = fields[0];
  entry.gr_passwd = fields[1];
  entry.gr_gid = (gid_t)atoi(fields[2]);
  entry.gr_mem = members;
  return &entry;
}

struct group *getgrnam(const char *name) {
  return find_group(name, 0);
}

struct group *getgrgid(gid_t gid) {
  return find_group(NULL, gid);
}
