/* assert(3). */
#include <bits/libc.h>
#include <assert.h>
#include <stdio.h>
#include <stdlib.h>

_Noreturn void __assert_fail(
    const char *expression, const char *file, unsigned int line, const char *function) {
  fprintf(
      stderr,
      "%s%s%s:%u: %s%sAssertion `%s' failed.\n",
      __short_program,
      __short_program[0] ? ": " : "",
      file,
      line,
      function ? function : "",
      function ? ": " : "",
      expression);
  fflush(stderr);
  abort();
}
