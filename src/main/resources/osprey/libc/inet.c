/* inet(3): addresses as text, byte order. */
#include <bits/libc.h>
#include <arpa/inet.h>
#include <errno.h>
#include <stdio.h>

const struct in6_addr in6addr_any = IN6ADDR_ANY_INIT;
const struct in6_addr in6addr_loopback = IN6ADDR_LOOPBACK_INIT;

uint16_t htons(uint16_t n) {
  return (uint16_t)(n << 8 | n >> 8);
}

uint16_t ntohs(uint16_t n) {
  return (uint16_t)(n << 8 | n >> 8);
}

uint32_t htonl(uint32_t n) {
  return __builtin_bswap32(n);
}

uint32_t ntohl(uint32_t n) {
  return __builtin_bswap32(n);
}

/* One to four numbers, decimal, octal or hexadecimal; the last fills what is left. */
int inet_aton(const char *s, struct in_addr *to) {
  unsigned long parts[4];
  int n = 0;
  for (;; s++) {
    int negative;
    char *end;
    if (!__is_digit(*s))
      return 0;
    parts[n] = __parse(s, &end, 0, 0xffffffff, &negative);
    n++;
    s = end;
    if (*s != '.')
      break;
    if (n == 4)
      return 0;
  }
  if (*s && !__is_space(*s))
    return 0;
  unsigned long address = parts[n - 1];
  if (address > 0xffffffffUL >> (8 * (n - 1)))
    return 0;
  for (int i = 0; i < n - 1; i++) {
    if (parts[i] > 255)
      return 0;
    address |= parts[i] << (24 - 8 * i);
  }
  if (to)
    to->s_addr = __builtin_bswap32((uint32_t)address);
  return 1;
}

in_addr_t inet_addr(const char *s) {
  struct in_addr address;
  return inet_aton(s, &address) ? address.s_addr : INADDR_NONE;
}

char *inet_ntoa(struct in_addr address) {
  static _Thread_local char text[INET_ADDRSTRLEN];
  const uchar *b = (const uchar *)&address;
  snprintf(text, sizeof text, "%d.%d.%d.%d", b[0], b[1], b[2], b[3]);
  return text;
}

static int parse4(const char *s, uchar *to) {
  uchar bytes[4];
  for (int i = 0; i < 4; i++) {
    int value = 0;
    const char *start = s;
    while (__is_digit(*s)) {
      value = value * 10 + (*s++ - '0');
      if (value > 255 || s - start > 3)
        return 0;
    }
    if (s == start || (*start == '0' && s - start > 1) || *s != (i < 3 ? '.' : 0))
      return 0;
    bytes[i] = (uchar)value;
    s++;
  }
  __copy(to, bytes, 4);
  return 1;
}

static int parse6(const char *s, uchar *to) {
  unsigned short words[8];
  int n = 0;
  int gap = -1;
  if (s[0] == ':') {
    if (s[1] != ':')
      return 0;
    s++;
  }
  while (*s) {
    if (*s == ':') {
      if (gap >= 0)
        return 0;
      gap = n;
      s++;
      if (!*s)
        break;
      continue;
    }
    if (n == 8)
      return 0;
    unsigned int value = 0;
    const char *start = s;
    for (;; s++) {
      int c = *s | 32;
      if (__is_digit(*s))
        value = value << 4 | (unsigned)(*s - '0');
      else if (c >= 'a' && c <= 'f')
        value = value << 4 | (unsigned)(c - 'a' + 10);
      else
        break;
    }
    if (*s == '.' && n <= 6) {
      uchar bytes[4];
      if (!parse4(start, bytes))
        return 0;
      words[n++] = (unsigned short)(bytes[0] << 8 | bytes[1]);
      words[n++] = (unsigned short)(bytes[2] << 8 | bytes[3]);
      break;
    }
    if (s == start || s - start > 4)
      return 0;
    words[n++] = (unsigned short)value;
    if (*s == ':') {
      s++;
      if (!*s)
        return 0;
    } else if (*s) {
      return 0;
    }
  }
  if (gap < 0 ? n != 8 : n == 8)
    return 0;
  for (int i = 0, j = 0; i < 8; i++) {
    int is_zero = gap >= 0 && i >= gap && i < gap + 8 - n;
    unsigned int word = is_zero ? 0 : words[j++];
    to[2 * i] = (uchar)(word >> 8);
    to[2 * i + 1] = (uchar)word;
  }
  return 1;
}

int inet_pton(int family, const char *s, void *to) {
  if (family == AF_INET)
    return parse4(s, to);
  if (family == AF_INET6)
    return parse6(s, to);
  __errno = EAFNOSUPPORT;
  return -1;
}

static void print6(const uchar *b, char *text) {
  int best = -1;
  int best_length = 1;
  for (int i = 0; i < 8; i++) {
    int j = i;
    while (j < 8 && !b[2 * j] && !b[2 * j + 1])
      j++;
    if (j - i > best_length) {
      best = i;
      best_length = j - i;
    }
  }
  char *p = text;
  for (int i = 0; i < 8; i++) {
    if (i == best) {
      *p++ = ':';
      i += best_length - 1;
      if (i == 7)
        *p++ = ':';
      continue;
    }
    if (i)
      *p++ = ':';
    if (i == 6 && best == 0 && (best_length == 6 || (best_length == 5 && b[10] == 255 && b[11] == 255))) {
      p += sprintf(p, "%d.%d.%d.%d", b[12], b[13], b[14], b[15]);
      break;
    }
    p += sprintf(p, "%x", b[2 * i] << 8 | b[2 * i + 1]);
  }
  *p = 0;
}

const char *inet_ntop(int family, const void *from, char *to, socklen_t size) {
  char text[64];
  const uchar *b = from;
  if (family == AF_INET) {
    sprintf(text, "%d.%d.%d.%d", b[0], b[1], b[2], b[3]);
  } else if (family == AF_INET6) {
    print6(b, text);
  } else {
    __errno = EAFNOSUPPORT;
    return NULL;
  }
  size_t length = __length(text) + 1;
  if (length > size) {
    __errno = ENOSPC;
    return NULL;
  }
  return __copy(to, text, length);
}
