/* Win32's named pipes, <windows.h>. The kernel answers with Win32's errors as -(2000 + error); for
   ReadFile and its kin ERROR_MORE_DATA means that the buffer is full. A handle is its descriptor
   plus 1, times 4. */
#include <bits/libc.h>
#include <errno.h>
#include <fcntl.h>
#include <windows.h>

#define FIRST 2000
#define IS_MORE(result) ((result) == -(FIRST + ERROR_MORE_DATA))
#define TO_HANDLE(fd) ((HANDLE)(((fd) + 1) * 4))
#define TO_FD(handle) ((int)((long)(handle) / 4) - 1)

static _Thread_local DWORD last_error;

/* What Win32 calls an error of POSIX. */
static DWORD translated(long number) {
  if (number >= FIRST)
    return (DWORD)(number - FIRST);
  switch (number) {
  case ENOENT: return ERROR_FILE_NOT_FOUND;
  case ENOTDIR: return ERROR_PATH_NOT_FOUND;
  case EMFILE:
  case ENFILE: return ERROR_TOO_MANY_OPEN_FILES;
  case EACCES:
  case EPERM:
  case EISDIR: return ERROR_ACCESS_DENIED;
  case EBADF: return ERROR_INVALID_HANDLE;
  case ENOMEM: return ERROR_NOT_ENOUGH_MEMORY;
  case EEXIST: return ERROR_FILE_EXISTS;
  case EINVAL: return ERROR_INVALID_PARAMETER;
  case EFAULT: return ERROR_NOACCESS;
  case ETIMEDOUT:
  case EIO: return ERROR_NETNAME_DELETED;
  default: return ERROR_GEN_FAILURE;
  }
}

static BOOL done(long result) {
  if (result >= 0)
    return TRUE;
  last_error = translated(-result);
  return FALSE;
}

static HANDLE handle(long result) {
  return done(result) ? TO_HANDLE(result) : INVALID_HANDLE_VALUE;
}

/* A result that is a count of bytes, or the whole of a buffer that was too small. */
static BOOL counted(long result, DWORD size, LPDWORD count) {
  if (count)
    *count = result >= 0 ? (DWORD)result : IS_MORE(result) ? size : 0;
  return done(result);
}

static BOOL refuse(DWORD error) {
  last_error = error;
  return FALSE;
}

DWORD GetLastError(void) {
  return last_error;
}

void SetLastError(DWORD error) {
  last_error = error;
}

DWORD GetCurrentProcessId(void) {
  return (DWORD)__syscall(SYS_getpid);
}

DWORD GetCurrentThreadId(void) {
  return (DWORD)__syscall(SYS_gettid);
}

void Sleep(DWORD milliseconds) {
  long time[2] = {milliseconds / 1000, milliseconds % 1000 * 1000000L};
  while (__syscall(SYS_nanosleep, time, time) == -EINTR)
    ;
}

HANDLE GetStdHandle(DWORD which) {
  if (which > STD_INPUT_HANDLE || which < STD_ERROR_HANDLE) {
    last_error = ERROR_INVALID_HANDLE;
    return INVALID_HANDLE_VALUE;
  }
  return TO_HANDLE((long)(STD_INPUT_HANDLE - which));
}

BOOL CloseHandle(HANDLE h) {
  return done(__syscall(SYS_close, TO_FD(h)));
}

HANDLE CreateNamedPipeA(LPCSTR name, DWORD open_mode, DWORD pipe_mode, DWORD max_instances,
    DWORD out_size, DWORD in_size, DWORD default_timeout, LPSECURITY_ATTRIBUTES security) {
  DWORD request[7] = {open_mode, pipe_mode, max_instances, out_size, in_size, default_timeout,
      security && security->bInheritHandle};
  return handle(__syscall(SYS_create_named_pipe, name, request));
}

BOOL ConnectNamedPipe(HANDLE h, LPOVERLAPPED overlapped) {
  return overlapped ? refuse(ERROR_NOT_SUPPORTED) : done(__syscall(SYS_connect_named_pipe, TO_FD(h)));
}

BOOL DisconnectNamedPipe(HANDLE h) {
  return done(__syscall(SYS_disconnect_named_pipe, TO_FD(h)));
}

/* A file that is no pipe. */
static long open_file(LPCSTR name, DWORD access, DWORD disposition, BOOL inherit) {
  BOOL reads = (access & GENERIC_READ) != 0, writes = (access & GENERIC_WRITE) != 0;
  int flags = (reads && writes ? O_RDWR : writes ? O_WRONLY : O_RDONLY) | (inherit ? 0 : O_CLOEXEC);
  switch (disposition) {
  case CREATE_NEW: flags |= O_CREAT | O_EXCL; break;
  case CREATE_ALWAYS: flags |= O_CREAT | O_TRUNC; break;
  case OPEN_ALWAYS: flags |= O_CREAT; break;
  case TRUNCATE_EXISTING: flags |= O_TRUNC; break;
  case OPEN_EXISTING: break;
  default: return -EINVAL;
  }
  return __syscall(SYS_open, name, flags, 0666);
}

HANDLE CreateFileA(LPCSTR name, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES security,
    DWORD disposition, DWORD flags, HANDLE pattern) {
  BOOL inherit = security && security->bInheritHandle;
  (void)share;
  (void)pattern;
  if (name[0] != '\\' || name[1] != '\\')
    return handle(open_file(name, access, disposition, inherit));
  if (disposition == CREATE_NEW)
    return handle(-EEXIST);
  if (flags & FILE_FLAG_OVERLAPPED)
    return handle(-(FIRST + ERROR_NOT_SUPPORTED));
  return handle(__syscall(SYS_create_file, name, access, inherit));
}

BOOL ReadFile(HANDLE h, LPVOID buffer, DWORD size, LPDWORD count, LPOVERLAPPED overlapped) {
  if (overlapped)
    return refuse(ERROR_NOT_SUPPORTED);
  return counted(__syscall(SYS_read_file, TO_FD(h), buffer, size), size, count);
}

BOOL WriteFile(HANDLE h, LPCVOID buffer, DWORD size, LPDWORD count, LPOVERLAPPED overlapped) {
  if (overlapped)
    return refuse(ERROR_NOT_SUPPORTED);
  return counted(__syscall(SYS_write_file, TO_FD(h), buffer, size), size, count);
}

BOOL FlushFileBuffers(HANDLE h) {
  return done(__syscall(SYS_flush_file_buffers, TO_FD(h)));
}

BOOL WaitNamedPipeA(LPCSTR name, DWORD milliseconds) {
  return done(__syscall(SYS_wait_named_pipe, name, milliseconds));
}

BOOL PeekNamedPipe(
    HANDLE h, LPVOID buffer, DWORD size, LPDWORD count, LPDWORD available, LPDWORD left) {
  DWORD totals[2];
  long result =
      __syscall(SYS_peek_named_pipe, TO_FD(h), buffer, buffer ? size : 0, totals);
  if (result >= 0) {
    if (available)
      *available = totals[0];
    if (left)
      *left = totals[1];
  }
  return counted(result, 0, count);
}

BOOL TransactNamedPipe(HANDLE h, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
    LPDWORD count, LPOVERLAPPED overlapped) {
  if (overlapped)
    return refuse(ERROR_NOT_SUPPORTED);
  return counted(
      __syscall(SYS_transact_named_pipe, TO_FD(h), in, in_size, out, out_size), out_size, count);
}

BOOL CallNamedPipeA(LPCSTR name, LPVOID in, DWORD in_size, LPVOID out, DWORD out_size,
    LPDWORD count, DWORD milliseconds) {
  DWORD access = GENERIC_READ | GENERIC_WRITE;
  long fd = __syscall(SYS_create_file, name, access, 0);
  if (fd < 0) {
    if (!WaitNamedPipeA(name, milliseconds))
      return FALSE;
    fd = __syscall(SYS_create_file, name, access, 0);
  }
  long result = fd;
  if (fd >= 0) {
    result = __syscall(SYS_set_named_pipe_handle_state, fd, PIPE_READMODE_MESSAGE);
    if (result >= 0)
      result = __syscall(SYS_transact_named_pipe, fd, in, in_size, out, out_size);
    __syscall(SYS_close, fd);
  }
  return counted(result, out_size, count);
}

BOOL SetNamedPipeHandleState(HANDLE h, LPDWORD mode, LPDWORD collect, LPDWORD timeout) {
  /* Remote clients collect nothing here, so there is nothing to set but the mode. */
  if (collect || timeout)
    return refuse(ERROR_INVALID_PARAMETER);
  return mode ? done(__syscall(SYS_set_named_pipe_handle_state, TO_FD(h), *mode)) : TRUE;
}

/* Indices of what the kernel tells of a pipe. */
enum { FLAGS, MODE, INSTANCES, MAX_INSTANCES, OUT_SIZE, IN_SIZE, SERVER, CLIENT, STATE_SIZE };

static BOOL state(HANDLE h, DWORD *values) {
  return done(__syscall(SYS_get_named_pipe_state, TO_FD(h), values));
}

static void give(LPDWORD to, DWORD value) {
  if (to)
    *to = value;
}

BOOL GetNamedPipeHandleStateA(HANDLE h, LPDWORD mode, LPDWORD instances, LPDWORD collect,
    LPDWORD timeout, LPSTR user, DWORD user_size) {
  DWORD values[STATE_SIZE];
  (void)user_size;
  if (collect || timeout || user)
    return refuse(ERROR_INVALID_PARAMETER);
  if (!state(h, values))
    return FALSE;
  give(mode, values[MODE]);
  give(instances, values[INSTANCES]);
  return TRUE;
}

BOOL GetNamedPipeInfo(
    HANDLE h, LPDWORD flags, LPDWORD out_size, LPDWORD in_size, LPDWORD max_instances) {
  DWORD values[STATE_SIZE];
  if (!state(h, values))
    return FALSE;
  give(flags, values[FLAGS]);
  give(out_size, values[OUT_SIZE]);
  give(in_size, values[IN_SIZE]);
  give(max_instances, values[MAX_INSTANCES]);
  return TRUE;
}

BOOL GetNamedPipeServerProcessId(HANDLE h, ULONG *process) {
  DWORD values[STATE_SIZE];
  if (!state(h, values))
    return FALSE;
  *process = values[SERVER];
  return TRUE;
}

BOOL GetNamedPipeClientProcessId(HANDLE h, ULONG *process) {
  DWORD values[STATE_SIZE];
  if (!state(h, values))
    return FALSE;
  *process = values[CLIENT];
  return TRUE;
}
