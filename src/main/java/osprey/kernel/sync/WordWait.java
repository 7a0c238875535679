package osprey.kernel.sync;

/// What a thread waits for at a word in user memory that belongs to nobody, so that who could end
/// the wait can be told.
public record WordWait(Kind kind, long address) {
  public enum Kind {
    SEMAPHORE("semaphore"),
    CONDITION("condition"),
    BARRIER("barrier"),
    FUTEX("futex");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    public String words() {
      return words;
    }
  }
}
