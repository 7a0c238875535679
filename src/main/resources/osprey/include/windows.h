/* <windows.h>: Win32's named pipes (CreateNamedPipe and its kin), and what programs that use them
   need besides: handles, errors, types, Sleep. Text is char; a handle stands for a descriptor. */
#ifndef _WINDOWS_H
#define _WINDOWS_H
#ifndef NULL
#define NULL ((void *)0)
#endif
typedef int BOOL;
typedef int INT;
typedef unsigned int UINT;
typedef unsigned int DWORD;
typedef unsigned int ULONG;
typedef int LONG;
typedef unsigned short WORD;
typedef unsigned char BYTE;
typedef char CHAR;
typedef char TCHAR;
typedef void VOID;
typedef void *HANDLE;
typedef void *PVOID;
typedef void *LPVOID;
typedef const void *LPCVOID;
typedef char *LPSTR;
typedef char *LPTSTR;
typedef const char *LPCSTR;
typedef const char *LPCTSTR;
typedef DWORD *LPDWORD;
typedef DWORD *PDWORD;
typedef BOOL *LPBOOL;
typedef HANDLE *LPHANDLE;
typedef unsigned long SIZE_T;
#define TRUE 1
#define FALSE 0
#define TEXT(s) s
#define _T(s) s
#define WINAPI
#define CALLBACK
#define MAX_PATH 260
#define INFINITE 0xffffffffu
#define INVALID_HANDLE_VALUE ((HANDLE)-1L)

typedef struct _SECURITY_ATTRIBUTES {
  DWORD nLength;
  LPVOID lpSecurityDescriptor;
  BOOL bInheritHandle;
} SECURITY_ATTRIBUTES, *PSECURITY_ATTRIBUTES, *LPSECURITY_ATTRIBUTES;

/* Overlapped operations are not supported: pass NULL. */
typedef struct _OVERLAPPED {
  unsigned long Internal, InternalHigh;
  DWORD Offset, OffsetHigh;
  HANDLE hEvent;
} OVERLAPPED, *LPOVERLAPPED;

#define ERROR_SUCCESS 0
#define NO_ERROR 0
#define ERROR_INVALID_FUNCTION 1
#define ERROR_FILE_NOT_FOUND 2
#define ERROR_PATH_NOT_FOUND 3
#define ERROR_TOO_MANY_OPEN_FILES 4
#define ERROR_ACCESS_DENIED 5
#define ERROR_INVALID_HANDLE 6
#define ERROR_NOT_ENOUGH_MEMORY 8
#define ERROR_GEN_FAILURE 31
#define ERROR_HANDLE_EOF 38
#define ERROR_NOT_SUPPORTED 50
#define ERROR_BAD_NETPATH 53
#define ERROR_NETNAME_DELETED 64
#define ERROR_FILE_EXISTS 80
#define ERROR_INVALID_PARAMETER 87
#define ERROR_BROKEN_PIPE 109
#define ERROR_SEM_TIMEOUT 121
#define ERROR_INVALID_NAME 123
#define ERROR_FILENAME_EXCED_RANGE 206
#define ERROR_BAD_PIPE 230
#define ERROR_PIPE_BUSY 231
#define ERROR_NO_DATA 232
#define ERROR_PIPE_NOT_CONNECTED 233
#define ERROR_MORE_DATA 234
#define ERROR_PIPE_CONNECTED 535
#define ERROR_PIPE_LISTENING 536
#define ERROR_NOACCESS 998

#define GENERIC_READ 0x80000000u
#define GENERIC_WRITE 0x40000000u
#define FILE_SHARE_READ 1
#define FILE_SHARE_WRITE 2
#define CREATE_NEW 1
#define CREATE_ALWAYS 2
#define OPEN_EXISTING 3
#define OPEN_ALWAYS 4
#define TRUNCATE_EXISTING 5
#define FILE_ATTRIBUTE_NORMAL 0x80
#define FILE_FLAG_WRITE_THROUGH 0x80000000u
#define FILE_FLAG_OVERLAPPED 0x40000000u
#define FILE_FLAG_FIRST_PIPE_INSTANCE 0x00080000u

#define PIPE_ACCESS_INBOUND 1
#define PIPE_ACCESS_OUTBOUND 2
#define PIPE_ACCESS_DUPLEX 3
#define PIPE_CLIENT_END 0
#define PIPE_SERVER_END 1
#define PIPE_WAIT 0
#define PIPE_NOWAIT 1
#define PIPE_READMODE_BYTE 0
#define PIPE_READMODE_MESSAGE 2
#define PIPE_TYPE_BYTE 0
#define PIPE_TYPE_MESSAGE 4
#define PIPE_ACCEPT_REMOTE_CLIENTS 0
#define PIPE_REJECT_REMOTE_CLIENTS 8
#define PIPE_UNLIMITED_INSTANCES 255
#define NMPWAIT_USE_DEFAULT_WAIT 0
#define NMPWAIT_NOWAIT 1
#define NMPWAIT_WAIT_FOREVER 0xffffffffu

#define STD_INPUT_HANDLE ((DWORD)-10)
#define STD_OUTPUT_HANDLE ((DWORD)-11)
#define STD_ERROR_HANDLE ((DWORD)-12)

DWORD GetLastError(void);
void SetLastError(DWORD);
DWORD GetCurrentProcessId(void);
DWORD GetCurrentThreadId(void);
void Sleep(DWORD milliseconds);
HANDLE GetStdHandle(DWORD);
BOOL CloseHandle(HANDLE);

HANDLE CreateNamedPipeA(LPCSTR name, DWORD open_mode, DWORD pipe_mode, DWORD max_instances,
    DWORD out_size, DWORD in_size, DWORD default_timeout, LPSECURITY_ATTRIBUTES);
BOOL ConnectNamedPipe(HANDLE, LPOVERLAPPED);
BOOL DisconnectNamedPipe(HANDLE);
HANDLE CreateFileA(LPCSTR name, DWORD access, DWORD share, LPSECURITY_ATTRIBUTES,
    DWORD disposition, DWORD flags, HANDLE pattern);
BOOL ReadFile(HANDLE, LPVOID, DWORD, LPDWORD, LPOVERLAPPED);
BOOL WriteFile(HANDLE, LPCVOID, DWORD, LPDWORD, LPOVERLAPPED);
BOOL FlushFileBuffers(HANDLE);
BOOL WaitNamedPipeA(LPCSTR name, DWORD milliseconds);
BOOL PeekNamedPipe(
    HANDLE, LPVOID, DWORD, LPDWORD read, LPDWORD available, LPDWORD left_in_message);
BOOL TransactNamedPipe(HANDLE, LPVOID in, DWORD, LPVOID out, DWORD, LPDWORD read, LPOVERLAPPED);
BOOL CallNamedPipeA(
    LPCSTR name, LPVOID in, DWORD, LPVOID out, DWORD, LPDWORD read, DWORD milliseconds);
BOOL SetNamedPipeHandleState(HANDLE, LPDWORD mode, LPDWORD, LPDWORD);
BOOL GetNamedPipeHandleStateA(
    HANDLE, LPDWORD mode, LPDWORD instances, LPDWORD, LPDWORD, LPSTR, DWORD);
BOOL GetNamedPipeInfo(
    HANDLE, LPDWORD flags, LPDWORD out_size, LPDWORD in_size, LPDWORD max_instances);
BOOL GetNamedPipeServerProcessId(HANDLE, ULONG *);
BOOL GetNamedPipeClientProcessId(HANDLE, ULONG *);

#define CreateNamedPipe CreateNamedPipeA
#define CreateFile CreateFileA
#define WaitNamedPipe WaitNamedPipeA
#define CallNamedPipe CallNamedPipeA
#define GetNamedPipeHandleState GetNamedPipeHandleStateA
unsigned long strlen(const char *);
void *memset(void *, int, unsigned long);
#define lstrlen(s) ((int)strlen(s))
#define ZeroMemory(p, n) memset((p), 0, (n))
#endif
