/// Osprey simulates processes and threads of an operating system.
///
/// Data flow, left to right, is the reading order: `scenario text ─lang→ Program (AST) ─lang→ Image
/// (bytecode) ─kernel.mem→ segments ─machine→ Trap ─kernel.syscall→ kernel objects ─→ TraceEvent
/// ─report/ui→ views`.
///
/// Read `docs/architecture.md` next.
@NullMarked
package osprey;

import org.jspecify.annotations.NullMarked;
