/* <netinet/ip.h>: IPv4, ip(7). */
#ifndef _NETINET_IP_H
#define _NETINET_IP_H
#include <netinet/in.h>
#define IPTOS_LOWDELAY 0x10
#define IPTOS_THROUGHPUT 0x08
#define IPTOS_RELIABILITY 0x04
#define IPVERSION 4
#define MAXTTL 255
#define IPDEFTTL 64
#endif
