/* <sys/shm.h>: System V shared memory, shmget(2). */
#ifndef _SYS_SHM_H
#define _SYS_SHM_H
#include <sys/ipc.h>
typedef unsigned long size_t;
typedef long time_t;
typedef int pid_t;
typedef unsigned long shmatt_t;
#define SHM_R 0400
#define SHM_W 0200
#define SHM_RDONLY 010000
#define SHM_RND 020000
#define SHM_REMAP 040000
#define SHM_EXEC 0100000
#define SHM_HUGETLB 04000
#define SHM_NORESERVE 010000
#define SHM_LOCK 11
#define SHM_UNLOCK 12
#define SHM_STAT 13
#define SHM_INFO 14
#define SHM_DEST 01000
#define SHM_LOCKED 02000
#define SHMLBA 4096
struct shmid_ds {
  struct ipc_perm shm_perm;
  size_t shm_segsz;
  time_t shm_atime;
  time_t shm_dtime;
  time_t shm_ctime;
  pid_t shm_cpid;
  pid_t shm_lpid;
  shmatt_t shm_nattch;
  unsigned long __reserved4;
  unsigned long __reserved5;
};
struct shminfo {
  unsigned long shmmax, shmmin, shmmni, shmseg, shmall;
  unsigned long __reserved[4];
};
struct shm_info {
  int used_ids;
  unsigned long shm_tot, shm_rss, shm_swp, swap_attempts, swap_successes;
};
int shmget(key_t, size_t, int);
void *shmat(int, const void *, int);
int shmdt(const void *);
int shmctl(int, int, struct shmid_ds *);
#endif
