package osprey.machine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static osprey.machine.SmallMachine.READABLE;
import static osprey.machine.SmallMachine.WRITABLE;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class PageTableTest {
  private static List<Long> pages(PageTable table) {
    List<Long> pages = new ArrayList<>();
    for (long page = table.next(0); page >= 0; page = table.next(page + 1)) {
      pages.add(page);
    }
    return pages;
  }

  @Test
  void it_behaves_like_a_sorted_map() {
    PageTable table = new PageTable(1);
    Map<Long, Long> model = new TreeMap<>();
    Random random = new Random(1);
    for (int i = 0; i < 20_000; i++) {
      long page =
          switch (random.nextInt(3)) {
            case 0 -> random.nextInt(300);
            case 1 -> (1L << 34) + random.nextInt(300);
            default -> PageTable.PAGES_MAX - 1 - random.nextInt(100);
          };
      if (random.nextBoolean()) {
        int flags = random.nextInt(512) | READABLE;
        table.map(page, i, flags);
        model.put(page, PageTable.entryOf(i, flags));
      } else {
        table.unmap(page);
        model.remove(page);
      }
      assertThat(table.entry(page)).isEqualTo(model.getOrDefault(page, 0L));
      assertThat(table.pageCount()).isEqualTo(model.size());
    }

    assertThat(pages(table)).containsExactlyElementsOf(model.keySet());
    assertThat(pages(table.copy())).containsExactlyElementsOf(model.keySet());
  }

  @Test
  void an_entry_is_a_frame_and_flags() {
    long entry = PageTable.entryOf(-1, PageTable.PRESENT | PageTable.FIRST_KERNEL_FLAG);

    assertThat(PageTable.frame(entry)).isEqualTo(-1);
    assertThat(PageTable.flags(entry)).isEqualTo(513);
    assertThat(PageTable.isPresent(entry)).isTrue();
  }

  @Test
  void a_page_beyond_the_address_space_is_refused() {
    PageTable table = new PageTable(1);

    assertThatThrownBy(() -> table.map(PageTable.PAGES_MAX, 0, READABLE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> table.map(-1, 0, READABLE))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new PageTable(-1)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_copy_changes_apart() {
    PageTable table = new PageTable(1);
    table.map(5, 1, WRITABLE);
    PageTable checkpoint = table.copy();
    PageTable child = table.copy(2);
    table.unmap(5);
    child.map(6, 3, WRITABLE);

    assertThat(checkpoint.entry(5)).isEqualTo(PageTable.entryOf(1, WRITABLE));
    assertThat(checkpoint.space()).isEqualTo(1);
    assertThat(child.space()).isEqualTo(2);
    assertThat(checkpoint.entry(6)).isZero();
  }

  @Test
  void the_generation_changes_only_when_something_is_taken_away() {
    PageTable table = new PageTable(1);
    table.map(5, 1, READABLE);
    table.setFlags(5, PageTable.WRITE | PageTable.SHARED, PageTable.WRITE | PageTable.SHARED);
    assertThat(table.generation()).isZero();

    table.setFlags(5, PageTable.WRITE, 0);
    assertThat(table.generation()).isEqualTo(1);
    table.setFlags(5, PageTable.COPY_ON_WRITE, PageTable.COPY_ON_WRITE);
    assertThat(table.generation()).isEqualTo(2);
    table.map(5, 2, READABLE | PageTable.COPY_ON_WRITE | PageTable.SHARED);
    assertThat(table.generation()).isEqualTo(3);
    table.unmap(5);
    assertThat(table.generation()).isEqualTo(4);
    table.setFlags(5, PageTable.WRITE, PageTable.WRITE);
    assertThat(table.entry(5)).isZero();
  }
}
