/* <wctype.h>: wide character classes, C11 7.30, in the C locale. */
#ifndef _WCTYPE_H
#define _WCTYPE_H
typedef unsigned int wint_t;
#define WEOF 0xffffffffu
int iswalnum(wint_t);
int iswalpha(wint_t);
int iswdigit(wint_t);
int iswlower(wint_t);
int iswupper(wint_t);
int iswspace(wint_t);
int iswpunct(wint_t);
int iswprint(wint_t);
wint_t towlower(wint_t);
wint_t towupper(wint_t);
#endif
