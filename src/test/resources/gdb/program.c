#include <stdio.h>
#include <string.h>
#include <stdlib.h>
enum color { RED, GREEN = 5, BLUE };
enum { LIMIT = 7, OTHER };
typedef struct point { int x, y; } point;
union both { int i; float f; char c[4]; };
struct flags { unsigned a : 3; int b : 5; unsigned long c : 40; };
struct node { int value; struct node *next; point at; char name[12]; enum color color; double weight; };
static int counter = 41;
int table[3][4] = {{1, 2, 3, 4}, {5, 6, 7, 8}, {9, 10, 11, 12}};
double reals[3] = {1.5, -0.1, 1e300};
float single = 0.1f;
char text[20] = "hello";
char big[300];
unsigned char bytes[4] = {0, 65, 255, 10};
const char *words[] = {"one", "two", NULL};
int add(int a, int b) { return a + b; }
int (*op)(int, int) = add;
_Bool yes = 1;
long long huge = -1;
unsigned u = 4000000000u;
short s = -3;
char ch = 'Q';
struct node first, second;
struct flags fl = {5, -3, 12345678901UL};
union both un = {.f = 1.0f};
int zeros[50];
int mixed[30] = {1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 2, 3};
struct { int a; char b; } anon = {1, 'x'};
void *vp = &counter;
int walk(struct node *head, int depth)
{
  int total = 0;
  for (struct node *p = head; p; p = p->next) {
    int here = p->value * depth;
    total += here;
  }
  return total;
}
int main(int argc, char **argv)
{
  enum color mine = GREEN;
  int local = 12;
  double d = 2.5;
  first.value = 3; first.next = &second; strcpy(first.name, "alpha"); first.color = BLUE; first.weight = 0.25;
  second.value = 4; strcpy(second.name, "beta");
  for (int i = 0; i < 30; i++) big[i] = 'a' + i % 3;
  memset(big + 40, 'z', 250);
  int result = walk(&first, 2);
  printf("%d %d %g %d\n", result, local, d, mine);
  return 0;
}
