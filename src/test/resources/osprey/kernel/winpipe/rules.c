#include <pthread.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>
#include <windows.h>

#define NAME "\\\\.\\pipe\\Test"

static char data[512];
static DWORD n;

static HANDLE make(DWORD open, DWORD mode, DWORD max) {
  return CreateNamedPipe(NAME, open, mode, max, 16, 16, 0, NULL);
}

static HANDLE join(DWORD access) {
  return CreateFile("\\\\.\\PIPE\\tEST", access, 0, NULL, OPEN_EXISTING, 0, NULL);
}

static void tell(const char *what, BOOL ok) {
  if (ok)
    printf("%s: ok\n", what);
  else
    printf("%s: %u\n", what, GetLastError());
}

static void made(const char *what, HANDLE h) {
  tell(what, h != INVALID_HANDLE_VALUE);
  if (h != INVALID_HANDLE_VALUE)
    CloseHandle(h);
}

static void get(const char *what, HANDLE h, DWORD size) {
  BOOL ok = ReadFile(h, data, size, &n, NULL);
  printf("%s: %u '%.*s' %u\n", what, ok ? 0 : GetLastError(), (int)n, data, n);
}

static void put(const char *what, HANDLE h, const char *text) {
  BOOL ok = WriteFile(h, text, strlen(text), &n, NULL);
  printf("%s: %u %u\n", what, ok ? 0 : GetLastError(), n);
}

static void names_and_instances(void) {
  made("no pipe's name", CreateNamedPipe("plain", 3, 0, 1, 0, 0, 0, NULL));
  made("another host's", CreateNamedPipe("\\\\far\\pipe\\x", 3, 0, 1, 0, 0, 0, NULL));
  made("opened there", CreateFile("\\\\far\\pipe\\x", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL));
  made("here by name", CreateFile("\\\\localhost\\pipe\\x", GENERIC_READ, 0, NULL, OPEN_EXISTING, 0, NULL));
  memset(data, 'x', 300);
  memcpy(data, "\\\\.\\pipe\\", 9);
  data[300] = 0;
  made("long name", CreateNamedPipe(data, 3, 0, 1, 0, 0, 0, NULL));
  data[256] = 0;
  made("256 characters", CreateNamedPipe(data, 3, 0, 1, 0, 0, 0, NULL));
  made("no direction", make(0, 0, 1));
  made("unknown mode", make(3, 64, 1));
  made("message reads of bytes", make(3, PIPE_READMODE_MESSAGE, 1));
  made("no instance", make(3, 0, 0));
  made("256 instances", make(3, 0, 256));
  made("overlapped", make(3 | FILE_FLAG_OVERLAPPED, 0, 1));
  HANDLE a = make(3, 0, 2);
  made("other direction", make(PIPE_ACCESS_INBOUND, 0, 2));
  made("not the first", make(3 | FILE_FLAG_FIRST_PIPE_INSTANCE, 0, 2));
  HANDLE b = make(3, 0, 2);
  made("third of two", make(3, 0, 2));
  HANDLE c = join(GENERIC_READ | GENERIC_WRITE);
  DWORD flags, out, in, max, mode, count;
  GetNamedPipeInfo(c, &flags, &out, &in, &max);
  GetNamedPipeHandleState(a, &mode, &count, NULL, NULL, NULL, 0);
  printf("client %u %u %u %u, server %u %u\n", flags, out, in, max, mode, count);
  CloseHandle(a);
  made("client of the closed one counts", make(3, 0, 2));
  CloseHandle(c);
  made("now it does not", make(3, 0, 2));
  CloseHandle(b);
  made("the name is gone", join(GENERIC_READ));
}

static void messages(void) {
  HANDLE s = make(3, PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 1);
  HANDLE c = join(GENERIC_READ | GENERIC_WRITE);
  put("w", c, "message");
  get("part", s, 3);
  DWORD available, left;
  PeekNamedPipe(s, data, 2, &n, &available, &left);
  printf("peek %u of %u, %u left\n", n, available, left);
  get("rest", s, 100);
  put("w", c, "");
  get("empty", s, 100);
  put("w", s, "ab");
  put("w", s, "cd");
  get("clients begin with bytes", c, 100);
  tell("transact by bytes", TransactNamedPipe(c, "q", 1, data, 9, &n, NULL));
  DWORD mode = PIPE_READMODE_MESSAGE;
  tell("by messages", SetNamedPipeHandleState(c, &mode, NULL, NULL));
  mode = 16;
  tell("unknown mode", SetNamedPipeHandleState(c, &mode, NULL, NULL));
  put("w", s, "early");
  tell("transact with unread data", TransactNamedPipe(c, "q", 1, data, 9, &n, NULL));
  tell("client connects", ConnectNamedPipe(c, NULL));
  tell("client disconnects", DisconnectNamedPipe(c));
  CloseHandle(s);
  get("early", c, 100);
  get("over", c, 100);
  tell("transact", TransactNamedPipe(c, "q", 1, data, 9, &n, NULL));
  tell("flush", FlushFileBuffers(c));
  CloseHandle(c);
  get("closed", c, 1);
  tell("close again", CloseHandle(c));
}

static void no_waiting(void) {
  HANDLE s = make(3, PIPE_NOWAIT, 1);
  tell("nobody yet", ConnectNamedPipe(s, NULL));
  put("w", s, "x");
  HANDLE c = join(GENERIC_READ | GENERIC_WRITE);
  tell("there already", ConnectNamedPipe(s, NULL));
  get("nothing", s, 9);
  put("10 of 16", s, "0123456789");
  put("6 more fit", s, "0123456789");
  put("none fits", s, "x");
  DWORD mode = PIPE_READMODE_MESSAGE;
  tell("messages of a byte pipe", SetNamedPipeHandleState(c, &mode, NULL, NULL));
  get("all", c, 99);
  put("nothing written", c, "");
  tell("disconnect", DisconnectNamedPipe(s));
  tell("again", DisconnectNamedPipe(s));
  get("server", s, 9);
  put("server", s, "x");
  tell("peek", PeekNamedPipe(s, NULL, 0, NULL, NULL, NULL));
  tell("client's flush", FlushFileBuffers(c));
  made("not listening", join(GENERIC_READ));
  tell("listen again", ConnectNamedPipe(s, NULL));
  tell("and again", ConnectNamedPipe(s, NULL));
  made("now", join(GENERIC_READ));
  tell("came and went", ConnectNamedPipe(s, NULL));
  CloseHandle(c);
  CloseHandle(s);
}

static void *reader(void *handle) {
  Sleep(5);
  get("reads half", handle, 10);
  Sleep(5);
  get("reads the rest", handle, 100);
  return NULL;
}

static void waiting(void) {
  HANDLE s = make(PIPE_ACCESS_OUTBOUND, 0, 1), c = join(GENERIC_READ);
  pthread_t thread;
  pthread_create(&thread, NULL, reader, c);
  put("fits", s, "0123456789");
  put("waits for room", s, "abcdefghij");
  tell("flush", FlushFileBuffers(s));
  puts("flushed");
  pthread_join(thread, NULL);
  put("wrong way", c, "x");
  get("wrong way", s, 1);
  tell("the client may not", SetNamedPipeHandleState(c, &n, NULL, NULL));
  tell("default wait", WaitNamedPipe(NAME, NMPWAIT_USE_DEFAULT_WAIT));
  tell("nobody's name", WaitNamedPipe("\\\\.\\pipe\\nobody", 1000));
  CloseHandle(c);
  CloseHandle(s);
}

static void over_fork(void) {
  HANDLE s = make(3, PIPE_TYPE_MESSAGE | PIPE_READMODE_MESSAGE, 1);
  if (fork() == 0) {
    ConnectNamedPipe(s, NULL);
    get("child serves", s, 100);
    put("child answers", s, "answer");
    _exit(0);
  }
  CloseHandle(s);
  BOOL ok = CallNamedPipe(NAME, "question", 8, data, 3, &n, NMPWAIT_WAIT_FOREVER);
  printf("call: %u '%.*s'\n", ok ? 0 : GetLastError(), (int)n, data);
  wait(NULL);
  tell("nobody serves", CallNamedPipe(NAME, "q", 1, data, 9, &n, 10));
  s = make(3, 0, 1);
  tell("a byte pipe", CallNamedPipe(NAME, "q", 1, data, 9, &n, 10));
  CloseHandle(s);
  WriteFile(GetStdHandle(STD_OUTPUT_HANDLE), "plain\n", 6, &n, NULL);
}

int main(void) {
  setbuf(stdout, NULL);
  names_and_instances();
  messages();
  no_waiting();
  waiting();
  over_fork();
  return 0;
}
