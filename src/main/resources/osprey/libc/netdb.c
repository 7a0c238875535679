/* getaddrinfo(3), gethostbyname(3). Names of hosts are the simulated network's; there are no
   aliases. */
#include <bits/libc.h>
#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static _Thread_local int host_error;

int *__h_errno_location(void) {
  return &host_error;
}

/* Services that programs name, in host byte order: "name" port protocol. */
static const struct {
  char name[12];
  char protocol[4];
  unsigned short port;
} services[] = {
    {"echo", "tcp", 7},      {"echo", "udp", 7},    {"discard", "tcp", 9}, {"daytime", "tcp", 13},
    {"daytime", "udp", 13},  {"ftp", "tcp", 21},    {"ssh", "tcp", 22},    {"telnet", "tcp", 23},
    {"smtp", "tcp", 25},     {"time", "tcp", 37},   {"time", "udp", 37},   {"domain", "tcp", 53},
    {"domain", "udp", 53},   {"tftp", "udp", 69},   {"http", "tcp", 80},   {"pop3", "tcp", 110},
    {"ntp", "udp", 123},     {"imap2", "tcp", 143}, {"https", "tcp", 443}, {"https", "udp", 443}};
#define SERVICES (int)(sizeof services / sizeof *services)

/* 1 and the address in network byte order, 0 if nobody has that name, -1 if one may not ask. */
static int look_up(const char *name, uint32_t *address) {
  struct in_addr numeric;
  if (inet_aton(name, &numeric)) {
    *address = numeric.s_addr;
    return 1;
  }
  if (!__order(name, "localhost")) {
    *address = htonl(INADDR_LOOPBACK);
    return 1;
  }
  long result = __syscall(SYS_resolve, name, address);
  return result >= 0 ? 1 : result == -EPERM || result == -EACCES ? -1 : 0;
}

struct hostent *gethostbyname(const char *name) {
  static struct hostent entry;
  static struct in_addr address;
  static char *addresses[2];
  static char *aliases[1];
  static char official[256];
  if (look_up(name, &address.s_addr) <= 0) {
    host_error = HOST_NOT_FOUND;
    return NULL;
  }
  size_t length = __length_max(name, sizeof official - 1);
  __copy(official, name, length);
  official[length] = 0;
  addresses[0] = (char *)&address;
  entry.h_name = official;
  entry.h_aliases = aliases;
  entry.h_addrtype = AF_INET;
  entry.h_length = 4;
  entry.h_addr_list = addresses;
  return &entry;
}

struct hostent *gethostbyname2(const char *name, int family) {
  if (family == AF_INET)
    return gethostbyname(name);
  host_error = HOST_NOT_FOUND;
  return NULL;
}

struct hostent *gethostbyaddr(const void *address, socklen_t length, int family) {
  if (family == AF_INET && length >= 4 && *(const uint32_t *)address == htonl(INADDR_LOOPBACK))
    return gethostbyname("localhost");
  host_error = HOST_NOT_FOUND;
  return NULL;
}

static struct servent *service_entry(int i) {
  static struct servent entry;
  static char *aliases[1];
  entry.s_name = (char *)services[i].name;
  entry.s_aliases = aliases;
  entry.s_port = htons(services[i].port);
  entry.s_proto = (char *)services[i].protocol;
  return &entry;
}

struct servent *getservbyname(const char *name, const char *protocol) {
  for (int i = 0; i < SERVICES; i++)
    if (!__order(services[i].name, name)
        && (!protocol || !__order_max(services[i].protocol, protocol, 4)))
      return service_entry(i);
  return NULL;
}

struct servent *getservbyport(int port, const char *protocol) {
  for (int i = 0; i < SERVICES; i++)
    if (htons(services[i].port) == (uint16_t)port
        && (!protocol || !__order_max(services[i].protocol, protocol, 4)))
      return service_entry(i);
  return NULL;
}

struct protoent *getprotobyname(const char *name) {
  static struct protoent entry;
  static char *aliases[1];
  static const struct {
    char name[8];
    int number;
  } known[] = {{"ip", 0}, {"icmp", 1}, {"tcp", 6}, {"udp", 17}};
  for (int i = 0; i < 4; i++) {
    if (!__order(known[i].name, name)) {
      entry.p_name = (char *)known[i].name;
      entry.p_aliases = aliases;
      entry.p_proto = known[i].number;
      return &entry;
    }
  }
  return NULL;
}

/* One answer: the address behind the structure, in one piece of memory. */
struct answer {
  struct addrinfo info;
  struct sockaddr_in address;
};

static struct addrinfo *new_answer(uint32_t address, uint16_t port, int type, int protocol) {
  struct answer *answer = calloc(1, sizeof *answer);
  if (!answer)
    return NULL;
  answer->address.sin_family = AF_INET;
  answer->address.sin_port = port;
  answer->address.sin_addr.s_addr = address;
  answer->info.ai_family = AF_INET;
  answer->info.ai_socktype = type;
  answer->info.ai_protocol = protocol;
  answer->info.ai_addrlen = sizeof answer->address;
  answer->info.ai_addr = (struct sockaddr *)&answer->address;
  return &answer->info;
}

int getaddrinfo(
    const char *node, const char *service, const struct addrinfo *hints, struct addrinfo **result) {
  static const struct {
    int type;
    int protocol;
    char name[4];
  } kinds[] = {{SOCK_STREAM, IPPROTO_TCP, "tcp"}, {SOCK_DGRAM, IPPROTO_UDP, "udp"}, {SOCK_RAW, 0, ""}};
  int flags = hints ? hints->ai_flags : AI_V4MAPPED | AI_ADDRCONFIG;
  int wanted_type = hints ? hints->ai_socktype : 0;
  int wanted_protocol = hints ? hints->ai_protocol : 0;
  uint32_t address = flags & AI_PASSIVE ? INADDR_ANY : htonl(INADDR_LOOPBACK);
  unsigned long port = 0;
  int is_numeric = 1;
  if (!node && !service)
    return EAI_NONAME;
  if (flags & ~0x7ff)
    return EAI_BADFLAGS;
  if (hints && hints->ai_family != AF_UNSPEC && hints->ai_family != AF_INET)
    return hints->ai_family == AF_INET6 ? EAI_NONAME : EAI_FAMILY;
  if ((flags & AI_CANONNAME) && !node)
    return EAI_BADFLAGS;
  if (service) {
    int negative;
    char *end;
    port = __parse(service, &end, 10, 0xffffffff, &negative);
    is_numeric = *service && !*end;
    if (!is_numeric && (flags & AI_NUMERICSERV))
      return EAI_NONAME;
  }
  if (node) {
    struct in_addr numeric;
    if (inet_aton(node, &numeric))
      address = numeric.s_addr;
    else if (flags & AI_NUMERICHOST)
      return EAI_NONAME;
    else {
      int known = look_up(node, &address);
      if (known <= 0)
        return known ? EAI_AGAIN : EAI_NONAME;
    }
  }
  struct addrinfo *first = NULL;
  struct addrinfo **last = &first;
  int is_known_type = 0;
  for (int i = 0; i < 3; i++) {
    if ((wanted_type && wanted_type != kinds[i].type)
        || (wanted_protocol && kinds[i].protocol && wanted_protocol != kinds[i].protocol))
      continue;
    is_known_type = 1;
    uint16_t network_port = htons((uint16_t)port);
    if (!is_numeric) {
      struct servent *entry = kinds[i].name[0] ? getservbyname(service, kinds[i].name) : NULL;
      if (!entry)
        continue;
      network_port = (uint16_t)entry->s_port;
    }
    struct addrinfo *answer = new_answer(
        address, network_port, kinds[i].type, kinds[i].protocol ? kinds[i].protocol : wanted_protocol);
    if (!answer) {
      freeaddrinfo(first);
      return EAI_MEMORY;
    }
    answer->ai_flags = flags;
    if (!first && (flags & AI_CANONNAME))
      answer->ai_canonname = strdup(node);
    *last = answer;
    last = &answer->ai_next;
  }
  if (!first)
    return is_known_type ? EAI_SERVICE : EAI_SOCKTYPE;
  *result = first;
  return 0;
}

void freeaddrinfo(struct addrinfo *list) {
  while (list) {
    struct addrinfo *next = list->ai_next;
    free(list->ai_canonname);
    free(list);
    list = next;
  }
}

static const struct {
  int number;
  const char *text;
} reasons[] = {
    {EAI_ADDRFAMILY, "Address family for hostname not supported"},
    {EAI_AGAIN, "Temporary failure in name resolution"},
    {EAI_BADFLAGS, "Bad value for ai_flags"},
    {EAI_FAIL, "Non-recoverable failure in name resolution"},
    {EAI_FAMILY, "ai_family not supported"},
    {EAI_MEMORY, "Memory allocation failure"},
    {EAI_NODATA, "No address associated with hostname"},
    {EAI_NONAME, "Name or service not known"},
    {EAI_SERVICE, "Servname not supported for ai_socktype"},
    {EAI_SOCKTYPE, "ai_socktype not supported"},
    {EAI_SYSTEM, "System error"}};

const char *gai_strerror(int number) {
  for (int i = 0; i < (int)(sizeof reasons / sizeof *reasons); i++)
    if (reasons[i].number == number)
      return reasons[i].text;
  return "Unknown error";
}

int getnameinfo(
    const struct sockaddr *address,
    socklen_t length,
    char *host,
    socklen_t host_size,
    char *service,
    socklen_t service_size,
    int flags) {
  const struct sockaddr_in *in = (const struct sockaddr_in *)address;
  if (address->sa_family != AF_INET || length < sizeof *in)
    return EAI_FAMILY;
  if (host && host_size) {
    int is_local = in->sin_addr.s_addr == htonl(INADDR_LOOPBACK) && !(flags & NI_NUMERICHOST);
    if ((flags & NI_NAMEREQD) && !is_local)
      return EAI_NONAME;
    const char *text = is_local ? "localhost" : inet_ntoa(in->sin_addr);
    if (__length(text) >= host_size)
      return EAI_OVERFLOW;
    __copy(host, text, __length(text) + 1);
  }
  if (service && service_size) {
    struct servent *entry =
        flags & NI_NUMERICSERV ? NULL : getservbyport(in->sin_port, flags & NI_DGRAM ? "udp" : "tcp");
    int n = entry ? snprintf(service, service_size, "%s", entry->s_name)
                  : snprintf(service, service_size, "%d", ntohs(in->sin_port));
    if ((socklen_t)n >= service_size)
      return EAI_OVERFLOW;
  }
  return 0;
}

const char *hstrerror(int number) {
  static const char texts[5][36] = {
      "Resolver Error 0 (no error)",
      "Unknown host",
      "Host name lookup failure",
      "Unknown server error",
      "No address associated with name"};
  return number < 0 ? "Resolver internal error"
         : number > 4 ? "Unknown resolver error"
                      : texts[number];
}

void herror(const char *prefix) {
  int has_prefix = prefix && *prefix;
  fprintf(
      stderr, "%s%s%s\n", has_prefix ? prefix : "", has_prefix ? ": " : "", hstrerror(host_error));
}
