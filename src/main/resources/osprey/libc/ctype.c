/* ctype(3) in the C locale. */
#include <bits/libc.h>
#include <ctype.h>

#define IN(c, low, high) ((unsigned)(c) - (low) <= (high) - (low))

int isalpha(int c) {
  return IN(c | 32, 'a', 'z') ? 1024 : 0;
}

int isdigit(int c) {
  return IN(c, '0', '9') ? 2048 : 0;
}

int isalnum(int c) {
  return IN(c | 32, 'a', 'z') || IN(c, '0', '9') ? 8 : 0;
}

int isblank(int c) {
  return c == ' ' || c == '\t';
}

int iscntrl(int c) {
  return (unsigned)c < 32 || c == 127 ? 2 : 0;
}

int isgraph(int c) {
  return IN(c, 33, 126) ? 32768 : 0;
}

int islower(int c) {
  return IN(c, 'a', 'z') ? 512 : 0;
}

int isupper(int c) {
  return IN(c, 'A', 'Z') ? 256 : 0;
}

int isprint(int c) {
  return IN(c, 32, 126) ? 16384 : 0;
}

int ispunct(int c) {
  return IN(c, 33, 126) && !IN(c | 32, 'a', 'z') && !IN(c, '0', '9') ? 4 : 0;
}

int isspace(int c) {
  return c == ' ' || IN(c, '\t', '\r') ? 8192 : 0;
}

int isxdigit(int c) {
  return IN(c, '0', '9') || IN(c | 32, 'a', 'f') ? 4096 : 0;
}

int tolower(int c) {
  return IN(c, 'A', 'Z') ? c + 32 : c;
}

int toupper(int c) {
  return IN(c, 'a', 'z') ? c - 32 : c;
}

int isascii(int c) {
  return (unsigned)c < 128;
}

int toascii(int c) {
  return c & 127;
}
