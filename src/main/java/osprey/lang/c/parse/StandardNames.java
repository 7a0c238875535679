package osprey.lang.c.parse;

import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/// Which header declares a common name of C11 or POSIX, for those who forgot it. Looked up only
/// when something is wrong already.
final class StandardNames {
  /// Header, then its names.
  private static final String[][] HEADERS = {
    {
      "stdio.h",
      "printf fprintf sprintf snprintf vprintf vfprintf vsprintf vsnprintf dprintf scanf fscanf"
          + " sscanf puts fputs putchar putc fputc getchar getc fgetc fgets gets ungetc fopen"
          + " fdopen freopen fclose fflush fread fwrite fseek ftell rewind fileno feof ferror"
          + " clearerr perror popen pclose remove rename setbuf setvbuf setlinebuf getline getdelim"
          + " tmpfile tmpnam FILE EOF stdin stdout stderr BUFSIZ SEEK_SET SEEK_CUR SEEK_END _IONBF"
          + " _IOLBF _IOFBF"
    },
    {
      "stdlib.h",
      "malloc calloc realloc free exit _Exit abort atexit on_exit atoi atol atoll atof strtol"
          + " strtoul strtoll strtoull strtod strtof rand srand rand_r random srandom qsort bsearch"
          + " abs labs llabs div getenv setenv unsetenv putenv system mkstemp mkdtemp"
          + " posix_memalign aligned_alloc EXIT_SUCCESS EXIT_FAILURE RAND_MAX drand48 srand48"
          + " lrand48 alloca"
    },
    {
      "string.h",
      "strlen strnlen strcpy strncpy strcat strncat strcmp strncmp strchr strrchr strstr strtok"
          + " strtok_r strdup strndup strerror strerror_r strsignal strspn strcspn strpbrk memcpy"
          + " memmove memset memcmp memchr strcoll strsep stpcpy"
    },
    {"strings.h", "strcasecmp strncasecmp bzero bcopy bcmp ffs"},
    {
      "unistd.h",
      "fork vfork execv execve execvp execl execlp execle pipe pipe2 read write close lseek dup"
          + " dup2 dup3 sleep usleep alarm pause getpid getppid getpgrp getpgid setpgid setsid"
          + " getuid geteuid getgid getegid setuid unlink rmdir chdir getcwd access isatty ttyname"
          + " sysconf sbrk brk _exit ftruncate truncate fsync link symlink readlink getopt optarg"
          + " optind gethostname nice tcsetpgrp tcgetpgrp pread pwrite lockf getpagesize gettid"
          + " syscall STDIN_FILENO STDOUT_FILENO STDERR_FILENO F_OK R_OK W_OK X_OK _SC_PAGESIZE"
          + " _SC_NPROCESSORS_ONLN environ fdatasync sync chown"
    },
    {
      "sys/wait.h",
      "wait waitpid waitid wait3 wait4 WIFEXITED WEXITSTATUS WIFSIGNALED WTERMSIG WIFSTOPPED"
          + " WSTOPSIG WIFCONTINUED WCOREDUMP WNOHANG WUNTRACED WCONTINUED"
    },
    {
      "fcntl.h",
      "open openat creat fcntl O_RDONLY O_WRONLY O_RDWR O_CREAT O_EXCL O_TRUNC O_APPEND O_NONBLOCK"
          + " O_CLOEXEC O_SYNC F_GETFL F_SETFL F_GETFD F_SETFD F_SETLK F_SETLKW F_GETLK FD_CLOEXEC"
          + " F_RDLCK F_WRLCK F_UNLCK splice tee AT_FDCWD"
    },
    {
      "signal.h",
      "signal sigaction kill raise sigemptyset sigfillset sigaddset sigdelset sigismember"
          + " sigprocmask sigsuspend sigpending sigwait sigwaitinfo sigtimedwait sigqueue"
          + " sigaltstack killpg pthread_kill pthread_sigmask psignal sigset_t siginfo_t"
          + " sig_atomic_t SIGINT SIGTERM SIGKILL SIGCHLD SIGUSR1 SIGUSR2 SIGALRM SIGPIPE SIGSEGV"
          + " SIGHUP SIGQUIT SIGSTOP SIGCONT SIGTSTP SIG_DFL SIG_IGN SIG_ERR SIG_BLOCK SIG_UNBLOCK"
          + " SIG_SETMASK SA_RESTART SA_SIGINFO SIGABRT SIGFPE SIGILL SIGBUS"
    },
    {
      "pthread.h",
      "pthread_create pthread_join pthread_exit pthread_detach pthread_self pthread_equal"
          + " pthread_cancel pthread_mutex_init pthread_mutex_lock pthread_mutex_trylock"
          + " pthread_mutex_timedlock pthread_mutex_unlock pthread_mutex_destroy pthread_cond_init"
          + " pthread_cond_wait pthread_cond_timedwait pthread_cond_signal pthread_cond_broadcast"
          + " pthread_cond_destroy pthread_rwlock_init pthread_rwlock_rdlock pthread_rwlock_wrlock"
          + " pthread_rwlock_unlock pthread_rwlock_destroy pthread_barrier_init"
          + " pthread_barrier_wait pthread_barrier_destroy pthread_once pthread_key_create"
          + " pthread_getspecific pthread_setspecific pthread_attr_init pthread_attr_setdetachstate"
          + " pthread_spin_init pthread_spin_lock pthread_spin_unlock pthread_attr_destroy"
          + " pthread_mutexattr_init pthread_mutexattr_settype pthread_mutexattr_setpshared"
          + " pthread_condattr_init pthread_t pthread_mutex_t pthread_cond_t pthread_rwlock_t"
          + " pthread_barrier_t pthread_attr_t pthread_mutexattr_t pthread_condattr_t"
          + " pthread_once_t pthread_key_t pthread_spinlock_t PTHREAD_MUTEX_INITIALIZER"
          + " PTHREAD_COND_INITIALIZER PTHREAD_RWLOCK_INITIALIZER PTHREAD_ONCE_INIT"
          + " PTHREAD_CREATE_JOINABLE PTHREAD_CREATE_DETACHED PTHREAD_BARRIER_SERIAL_THREAD"
          + " PTHREAD_PROCESS_SHARED"
    },
    {
      "semaphore.h",
      "sem_init sem_wait sem_trywait sem_timedwait sem_post sem_getvalue sem_destroy sem_open"
          + " sem_close sem_unlink sem_t SEM_FAILED"
    },
    {
      "sys/mman.h",
      "mmap munmap mprotect msync mlock munlock shm_open shm_unlink PROT_READ PROT_WRITE PROT_EXEC"
          + " PROT_NONE MAP_SHARED MAP_PRIVATE MAP_ANONYMOUS MAP_ANON MAP_FAILED MAP_FIXED"
    },
    {"sys/shm.h", "shmget shmat shmdt shmctl"},
    {"sys/sem.h", "semget semop semctl semtimedop SEM_UNDO SETVAL GETVAL SETALL GETALL"},
    {"sys/msg.h", "msgget msgsnd msgrcv msgctl"},
    {"sys/ipc.h", "ftok key_t IPC_CREAT IPC_EXCL IPC_NOWAIT IPC_PRIVATE IPC_RMID IPC_STAT IPC_SET"},
    {
      "sys/stat.h",
      "stat fstat lstat mkfifo mkdir chmod fchmod umask mknod S_IRUSR S_IWUSR S_IXUSR S_IRWXU"
          + " S_IRGRP S_IROTH S_ISREG S_ISDIR S_ISFIFO"
    },
    {
      "sys/types.h",
      "pid_t uid_t gid_t off_t mode_t ssize_t dev_t ino_t nlink_t blksize_t blkcnt_t useconds_t"
          + " id_t u_int u_char u_short u_long"
    },
    {
      "sys/socket.h",
      "socket bind listen accept accept4 connect send recv sendto recvfrom sendmsg recvmsg shutdown"
          + " socketpair getsockopt setsockopt getsockname getpeername sockaddr_storage socklen_t"
          + " sa_family_t AF_UNIX AF_INET AF_LOCAL SOCK_STREAM SOCK_DGRAM SOL_SOCKET SO_REUSEADDR"
          + " SHUT_RD SHUT_WR SHUT_RDWR MSG_DONTWAIT SCM_RIGHTS"
    },
    {"netinet/in.h", "in_addr_t in_port_t INADDR_ANY INADDR_LOOPBACK IPPROTO_TCP IPPROTO_UDP"},
    {"arpa/inet.h", "inet_addr inet_aton inet_ntoa inet_pton inet_ntop htons htonl ntohs ntohl"},
    {"netdb.h", "getaddrinfo freeaddrinfo gai_strerror gethostbyname getnameinfo"},
    {"poll.h", "poll ppoll nfds_t POLLIN POLLOUT POLLHUP POLLERR"},
    {"sys/select.h", "select pselect fd_set FD_ZERO FD_SET FD_CLR FD_ISSET FD_SETSIZE"},
    {
      "sys/epoll.h",
      "epoll_create epoll_create1 epoll_ctl epoll_wait epoll_pwait EPOLLIN EPOLLOUT EPOLLET"
          + " EPOLL_CTL_ADD EPOLL_CTL_DEL EPOLL_CTL_MOD"
    },
    {"sys/eventfd.h", "eventfd eventfd_t EFD_NONBLOCK EFD_SEMAPHORE"},
    {"sys/timerfd.h", "timerfd_create timerfd_settime timerfd_gettime"},
    {"sys/signalfd.h", "signalfd"},
    {"sys/uio.h", "readv writev"},
    {"sys/time.h", "gettimeofday setitimer getitimer timeradd timersub ITIMER_REAL"},
    {
      "sys/resource.h",
      "getrusage getrlimit setrlimit getpriority setpriority rlim_t RLIMIT_NOFILE RUSAGE_SELF"
    },
    {
      "mqueue.h",
      "mq_open mq_close mq_unlink mq_send mq_receive mq_timedsend mq_timedreceive mq_getattr"
          + " mq_setattr mq_notify mqd_t"
    },
    {
      "sched.h",
      "sched_yield sched_setscheduler sched_getscheduler sched_setaffinity sched_getaffinity"
          + " sched_getcpu clone cpu_set_t CPU_ZERO CPU_SET SCHED_FIFO SCHED_RR SCHED_OTHER"
    },
    {
      "time.h",
      "time clock clock_gettime clock_settime clock_getres clock_nanosleep nanosleep localtime"
          + " gmtime mktime strftime ctime asctime difftime localtime_r time_t clock_t clockid_t"
          + " CLOCK_REALTIME CLOCK_MONOTONIC CLOCKS_PER_SEC timer_create timer_settime timer_t"
    },
    {
      "errno.h",
      "errno EINTR EAGAIN EWOULDBLOCK EINVAL ENOENT EEXIST ENOMEM EACCES EPERM EBADF ECHILD EPIPE"
          + " EBUSY EDEADLK ETIMEDOUT ESRCH EDOM ERANGE EIDRM ENOMSG EINPROGRESS ECONNREFUSED"
    },
    {"assert.h", "assert static_assert"},
    {
      "ctype.h",
      "isalpha isdigit isalnum isspace isupper islower ispunct isprint isxdigit toupper tolower"
          + " iscntrl isgraph isblank"
    },
    {
      "math.h",
      "sqrt sin cos tan asin acos atan atan2 sinh cosh tanh exp exp2 log log2 log10 pow fabs floor"
          + " ceil round lround trunc fmod cbrt hypot fmin fmax sqrtf fabsf powf isnan isinf M_PI"
          + " M_E HUGE_VAL INFINITY NAN"
    },
    {"setjmp.h", "setjmp longjmp sigsetjmp siglongjmp jmp_buf sigjmp_buf"},
    {"stdarg.h", "va_list va_start va_end va_arg va_copy"},
    {"stdbool.h", "bool true false"},
    {"stddef.h", "size_t ptrdiff_t NULL offsetof wchar_t max_align_t"},
    {
      "stdint.h",
      "int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t intptr_t uintptr_t"
          + " intmax_t uintmax_t INT32_MAX INT64_MAX UINT32_MAX UINT64_MAX SIZE_MAX UINT8_MAX"
          + " UINT16_MAX INT8_MAX INT16_MAX INT32_MIN INT64_MIN int_fast32_t uint_fast32_t"
    },
    {"inttypes.h", "PRId64 PRIu64 PRIx64 PRId32 PRIu32 PRIx32 PRIuPTR imaxdiv_t strtoimax"},
    {
      "limits.h",
      "INT_MAX INT_MIN UINT_MAX LONG_MAX LONG_MIN ULONG_MAX CHAR_BIT CHAR_MAX CHAR_MIN SHRT_MAX"
          + " SHRT_MIN PATH_MAX LLONG_MAX PIPE_BUF ULLONG_MAX UCHAR_MAX USHRT_MAX IOV_MAX"
    },
    {"float.h", "DBL_MAX DBL_MIN FLT_MAX FLT_MIN DBL_EPSILON FLT_EPSILON"},
    {
      "stdatomic.h",
      "atomic_int atomic_uint atomic_long atomic_ulong atomic_bool atomic_flag atomic_size_t"
          + " atomic_load atomic_store atomic_init atomic_exchange atomic_fetch_add"
          + " atomic_fetch_sub atomic_compare_exchange_strong atomic_compare_exchange_weak"
          + " atomic_flag_test_and_set atomic_flag_clear ATOMIC_FLAG_INIT atomic_thread_fence"
          + " memory_order_relaxed memory_order_acquire memory_order_release memory_order_seq_cst"
          + " memory_order_acq_rel atomic_load_explicit atomic_store_explicit"
          + " atomic_fetch_add_explicit ATOMIC_VAR_INIT atomic_fetch_or atomic_fetch_and"
    },
    {
      "threads.h",
      "thrd_create thrd_join mtx_init mtx_lock mtx_unlock cnd_init cnd_wait cnd_signal thrd_t mtx_t"
          + " cnd_t"
    },
    {"dirent.h", "opendir readdir closedir DIR"},
    {"sys/ioctl.h", "ioctl"},
    {"sys/file.h", "flock LOCK_EX LOCK_SH LOCK_UN LOCK_NB"},
    {"sys/utsname.h", "uname"},
    {"stdnoreturn.h", "noreturn"},
    {"locale.h", "setlocale LC_ALL"},
    {
      "windows.h",
      "CreateNamedPipe ConnectNamedPipe CreateFile ReadFile WriteFile WaitNamedPipe"
          + " DisconnectNamedPipe CloseHandle HANDLE DWORD BOOL INVALID_HANDLE_VALUE GetLastError"
    }
  };

  /// Tags of structs.
  private static final String[][] TAGS = {
    {"signal.h", "sigaction sigevent sigval"},
    {"sys/stat.h", "stat"},
    {"sys/socket.h", "sockaddr msghdr cmsghdr linger sockaddr_storage"},
    {"netinet/in.h", "sockaddr_in in_addr sockaddr_in6"},
    {"sys/un.h", "sockaddr_un"},
    {"netdb.h", "addrinfo hostent"},
    {"sys/time.h", "timeval itimerval"},
    {"time.h", "timespec tm itimerspec"},
    {"poll.h", "pollfd"},
    {"sys/epoll.h", "epoll_event"},
    {"sys/sem.h", "sembuf semid_ds"},
    {"sys/msg.h", "msqid_ds"},
    {"sys/shm.h", "shmid_ds"},
    {"sys/resource.h", "rusage rlimit"},
    {"sched.h", "sched_param"},
    {"mqueue.h", "mq_attr"},
    {"fcntl.h", "flock"},
    {"sys/uio.h", "iovec"},
    {"dirent.h", "dirent"},
    {"sys/utsname.h", "utsname"}
  };

  private StandardNames() {}

  /// The header of a function, type, constant or macro; null if it is none that we know.
  static @Nullable String header(String name) {
    return find(HEADERS, name);
  }

  /// The header of `struct name`.
  static @Nullable String headerOfTag(String name) {
    return find(TAGS, name);
  }

  private static @Nullable String find(String[][] table, String name) {
    for (String[] row : table) {
      if (row[1].contains(name)) {
        StringTokenizer words = new StringTokenizer(row[1], " ");
        while (words.hasMoreTokens()) {
          if (words.nextToken().equals(name)) {
            return row[0];
          }
        }
      }
    }
    return null;
  }
}
