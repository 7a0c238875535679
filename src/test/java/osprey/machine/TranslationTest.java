package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static osprey.machine.SmallMachine.DATA;
import static osprey.machine.SmallMachine.WRITABLE;
import static osprey.machine.SmallMachine.in;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import osprey.code.Intrinsic;
import osprey.code.Opcode;

/// The processor never uses a translation, or bytes, that are no longer right.
class TranslationTest {
  private static final long PAGE = PageTable.pageOf(DATA);

  /// Loads a long and stores register 1 + 1, over and over.
  private static SmallMachine machine() {
    return SmallMachine.of(
            in(Opcode.LD64, 1, 2, 0),
            in(Opcode.ADDI, 1, 1, 1),
            in(Opcode.ST64, 1, 2, 0),
            in(Opcode.JMP, 1))
        .entered()
        .set(2, DATA);
  }

  @Test
  void an_unmapped_page_is_gone_at_once() {
    SmallMachine machine = machine();
    machine.run(8);
    machine.table.unmap(PAGE);

    assertThat(machine.run(8)).isEqualTo(Cpu.PAGE_FAULT);
  }

  @Test
  void a_page_that_lost_its_write_permission_is_protected_at_once() {
    SmallMachine machine = machine();
    machine.run(8);
    machine.table.setFlags(PAGE, PageTable.WRITE, 0);

    assertThat(machine.run(8)).isEqualTo(Cpu.PROTECTION);
    assertThat(machine.cpu.trap()).isEqualTo(new Trap.Protection(DATA, Access.WRITE));
  }

  @Test
  void a_page_to_be_copied_stops_at_the_first_write_and_goes_on_with_the_copy() {
    SmallMachine machine = machine();
    machine.run(8);
    int old = machine.frame(DATA);
    machine.table.setFlags(PAGE, PageTable.COPY_ON_WRITE, PageTable.COPY_ON_WRITE);

    assertThat(machine.run(8)).isEqualTo(Cpu.PROTECTION);
    assertThat(machine.cpu.faultAccess()).isEqualTo(Access.WRITE);
    int copy = machine.ram.allocate();
    machine.ram.copy(old, 0, copy, 0, Ram.FRAME_BYTES);
    machine.table.map(PAGE, copy, WRITABLE);
    machine.run(6);

    assertThat(machine.readLong(DATA)).isEqualTo(4);
    assertThat(machine.ram.getLong(old, 0)).isEqualTo(2);
  }

  @Test
  void the_processor_notes_which_pages_were_used_and_written() {
    SmallMachine machine = machine();
    int used = PageTable.ACCESSED | PageTable.DIRTY;

    machine.run(1);
    assertThat(machine.table.entry(PAGE) & used).isEqualTo(PageTable.ACCESSED);
    machine.run(2);
    assertThat(machine.table.entry(PAGE) & used).isEqualTo(used);
    machine.table.setFlags(PAGE, used, 0);
    machine.run(2);
    assertThat(machine.table.entry(PAGE) & used).isEqualTo(PageTable.ACCESSED);
    machine.run(2);
    assertThat(machine.table.entry(PAGE) & used).isEqualTo(used);
  }

  @Test
  void two_address_spaces_alternate_without_seeing_each_other() {
    SmallMachine machine = machine();
    PageTable other = machine.table.copy(2);
    int frame = machine.ram.allocate();
    other.map(PAGE, frame, WRITABLE);
    Registers registers = machine.registers.copy();

    for (int i = 0; i < 100; i++) {
      machine.run(4);
      machine.cpu.run(registers, other, machine.program, 8);
    }

    assertThat(machine.readLong(DATA)).isEqualTo(100);
    assertThat(machine.ram.getLong(frame, 0)).isEqualTo(200);
    assertThat(machine.cpu.tlbMisses()).isEqualTo(2);
  }

  @Test
  void a_shared_frame_is_seen_at_two_addresses_and_by_two_processors() {
    SmallMachine machine = machine();
    machine.table.map(PAGE + 1, machine.frame(DATA), WRITABLE);
    Cpu second = new Cpu(1, machine.ram);
    Registers registers = machine.registers.copy();
    registers.setRegister(2, DATA + PageTable.PAGE_BYTES);

    for (int i = 0; i < 50; i++) {
      machine.run(4);
      second.run(registers, machine.table, machine.program, 4);
      machine.ram.copy();
    }

    assertThat(machine.readLong(DATA)).isEqualTo(100);
    assertThat(second.number()).isEqualTo(1);
  }

  @Test
  void what_the_kernel_writes_is_seen_even_after_a_checkpoint() {
    SmallMachine machine = machine();
    machine.run(4);
    machine.ram.copy();
    machine.run(1);
    machine.ram.putLong(machine.frame(DATA), 0, 41);
    machine.registers.setPc(1);
    machine.run(4);

    assertThat(machine.readLong(DATA)).isEqualTo(42);
  }

  @Test
  void a_checkpoint_keeps_its_bytes() {
    SmallMachine machine = machine();
    machine.run(8);
    SmallMachine checkpoint = machine.copy();
    machine.run(8);

    assertThat(checkpoint.readLong(DATA)).isEqualTo(2);
    assertThat(machine.readLong(DATA)).isEqualTo(4);
    checkpoint.run(40);
    assertThat(checkpoint.readLong(DATA)).isEqualTo(12);
    assertThat(machine.readLong(DATA)).isEqualTo(4);
  }

  @Test
  void more_changes_than_the_buffer_can_tell_apart_do_no_harm() {
    SmallMachine machine = machine();
    for (int i = 0; i < 10_000; i++) {
      machine.run(4);
      machine.table.setFlags(PAGE, PageTable.DIRTY, 0);
    }

    assertThat(machine.readLong(DATA)).isEqualTo(10_000);
  }

  @Test
  void misses_are_counted_once_per_page_and_again_after_a_flush() {
    SmallMachine machine = machine();
    machine.run(40);
    assertThat(machine.cpu.tlbMisses()).isEqualTo(1);

    machine.table.setFlags(PAGE, PageTable.DIRTY, 0);
    machine.run(40);
    assertThat(machine.cpu.tlbMisses()).isEqualTo(2);
  }

  @Test
  void pages_that_share_a_slot_drive_each_other_out() {
    SmallMachine machine =
        SmallMachine.of(in(Opcode.LD64, 1, 2, 0), in(Opcode.LD64, 1, 3, 0), in(Opcode.JMP, 1))
            .entered();
    long other = DATA + 256L * PageTable.PAGE_BYTES;
    machine.table.map(PageTable.pageOf(other), machine.ram.allocate(), WRITABLE);
    machine.set(2, DATA).set(3, other).run(30);

    assertThat(machine.cpu.tlbMisses()).isEqualTo(20);
  }

  private record Seen(int frame, int offset, int bytes, Access access) {}

  @Test
  void every_access_to_an_observed_page_is_told() {
    SmallMachine machine = machine();
    List<Seen> seen = new ArrayList<>();
    machine.cpu.observe((f, o, b, a) -> seen.add(new Seen(f, o, b, a)));
    machine.run(4);
    machine.table.setFlags(PAGE, PageTable.OBSERVED, PageTable.OBSERVED);
    machine.set(2, DATA + 16).run(8);

    int frame = machine.frame(DATA);
    Seen read = new Seen(frame, 16, 8, Access.READ);
    Seen write = new Seen(frame, 16, 8, Access.WRITE);
    assertThat(seen).containsExactly(read, write, read, write);
  }

  @Test
  void string_operations_on_an_observed_page_tell_what_they_read() {
    SmallMachine machine =
        SmallMachine.of(
                in(Opcode.INTRINSIC, Intrinsic.STRLEN.ordinal(), 2, 1),
                in(Opcode.INTRINSIC, Intrinsic.STRCMP.ordinal(), 2, 1),
                in(Opcode.INTRINSIC, Intrinsic.STRCHR.ordinal(), 2, 1))
            .entered();
    List<Seen> seen = new ArrayList<>();
    machine.table.setFlags(PAGE, PageTable.OBSERVED, PageTable.OBSERVED);
    machine.write(DATA, "hello").write(DATA + 100, "help");
    machine.set(2, DATA).set(3, DATA + 100);
    machine.cpu.observe((f, o, b, a) -> seen.add(new Seen(f, o, b, a)));
    machine.run(1);
    machine.set(2, DATA).set(3, DATA + 100).run(1);
    machine.set(2, DATA).set(3, 'e').run(1);

    int frame = machine.frame(DATA);
    assertThat(seen)
        .containsExactly(
            new Seen(frame, 0, 6, Access.READ),
            new Seen(frame, 0, 4, Access.READ),
            new Seen(frame, 100, 4, Access.READ),
            new Seen(frame, 0, 2, Access.READ));
  }
}
