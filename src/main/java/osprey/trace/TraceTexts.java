package osprey.trace;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The texts of a log, each kept once and known by its number. Copies share everything until one of
/// them meets a new text.
final class TraceTexts {
  private List<String> texts = new ArrayList<>();
  private Map<String, Integer> ids = new HashMap<>();
  private boolean isShared;

  int intern(String text) {
    Integer known = ids.get(text);
    if (known != null) {
      return known;
    }
    if (isShared) {
      texts = new ArrayList<>(texts);
      ids = new HashMap<>(ids);
      isShared = false;
    }
    ids.put(text, texts.size());
    texts.add(text);
    return texts.size() - 1;
  }

  String get(int id) {
    return texts.get(id);
  }

  TraceTexts copy() {
    TraceTexts copy = new TraceTexts();
    copy.texts = texts;
    copy.ids = ids;
    copy.isShared = true;
    isShared = true;
    return copy;
  }
}
