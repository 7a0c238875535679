package osprey.lang.c.tree;

/// Functions that the compiler knows itself. The checker gives each call its types; the code
/// generator turns it into instructions. Textbook headers define the standard names in terms of
/// these.
public enum Builtin {
  /// `long __syscall(long number_constant, ...)`: up to 6 scalar arguments; the raw result, -errno
  /// on failure.
  SYSCALL,
  /// `void __builtin_va_start(va_list, last)`, `va_end(list)`, `va_copy(to, from)`; va_list is
  /// `char *`.
  VA_START,
  VA_END,
  VA_COPY,
  /// `void *__builtin_alloca(unsigned long)`.
  ALLOCA,
  /// `int __builtin_setjmp(void *buffer)` (8 longs) and `_Noreturn void __builtin_longjmp(void
  /// *buffer, int value)`.
  SETJMP,
  LONGJMP,
  /// Pure functions run by the machine: `__intrinsic(number_constant, ...)`, see
  /// osprey.code.Intrinsic.
  INTRINSIC,
  /// `void __builtin_unreachable(void)`, `__builtin_trap(void)` (SIGILL), `long
  /// __builtin_expect(long, long)`.
  UNREACHABLE,
  TRAP,
  EXPECT,
  /// `void *__builtin_frame_address(0)`, `__builtin_return_address(0)`.
  FRAME_ADDRESS,
  RETURN_ADDRESS,
  /// GCC's atomics after resolving the pointer's type: (pointer, value[, memory order…]); the order
  /// arguments are evaluated and ignored: every one is sequentially consistent.
  ATOMIC_LOAD,
  ATOMIC_STORE,
  ATOMIC_EXCHANGE,
  /// (pointer, pointer to expected, desired, …): int success; expected is updated on failure.
  ATOMIC_COMPARE_EXCHANGE,
  /// __sync_val_compare_and_swap / __sync_bool_compare_and_swap (pointer, old, new).
  SYNC_VAL_CAS,
  SYNC_BOOL_CAS,
  /// fetch_op gives the old value, op_fetch the new one.
  ATOMIC_FETCH_ADD,
  ATOMIC_FETCH_SUB,
  ATOMIC_FETCH_AND,
  ATOMIC_FETCH_OR,
  ATOMIC_FETCH_XOR,
  ATOMIC_FETCH_NAND,
  ATOMIC_ADD_FETCH,
  ATOMIC_SUB_FETCH,
  ATOMIC_AND_FETCH,
  ATOMIC_OR_FETCH,
  ATOMIC_XOR_FETCH,
  ATOMIC_NAND_FETCH,
  FENCE,
  /// Count of leading/trailing zeros, ones, parity; argument types int/long by the name's suffix.
  CLZ,
  CLZL,
  CTZ,
  CTZL,
  POPCOUNT,
  POPCOUNTL,
  PARITY,
  FFS,
  BSWAP16,
  BSWAP32,
  BSWAP64,
  /// `(integer a, integer b, pointer result)`: int, whether the exact result did not fit.
  ADD_OVERFLOW,
  SUB_OVERFLOW,
  MUL_OVERFLOW
}
