package osprey.report;

import osprey.inspect.CacheInfo;
import osprey.inspect.FrameUse;
import osprey.inspect.MemoryInfo;

/// The frames and cache lines of a machine as members of a JSON object. Sets of bytes are written
/// as ranges, `0-7,16`.
final class MemoryJson {
  private final Json json;

  MemoryJson(Json json) {
    this.json = json;
  }

  void write(MemoryInfo memory) {
    json.name("frames").beginArray();
    for (FrameUse use : memory.frames()) {
      json.beginObject().member("frame", use.frame()).member("count", use.count());
      json.name("mappings").beginArray();
      for (FrameUse.Mapping each : use.mappings()) {
        json.beginObject().member("pid", each.pid());
        json.member("address", "0x" + Long.toHexString(each.address()));
        json.member("permissions", each.permissions()).member("name", each.name());
        json.member("copyOnWrite", each.isCopyOnWrite()).end();
      }
      json.end().end();
    }
    json.end();
    CacheInfo caches = memory.caches();
    if (caches != null) {
      json.name("caches").beginObject().member("transfers", caches.transfers());
      json.member("useful", caches.useful()).member("invalidations", caches.invalidations());
      json.name("lines").beginArray();
      caches.lines().forEach(this::line);
      json.end().end();
    }
  }

  private void line(CacheInfo.Line line) {
    json.beginObject().member("address", "0x" + Long.toHexString(line.address()));
    json.member("name", line.name()).member("states", line.states());
    json.member("transfers", line.transfers()).member("useful", line.useful());
    json.member("invalidations", line.invalidations());
    json.member("falseSharing", line.isFalselyShared());
    json.name("threads").beginArray();
    for (CacheInfo.Use use : line.uses()) {
      json.beginObject().member("tid", use.tid());
      json.member("reads", CacheInfo.Use.bytes(use.read()));
      json.member("writes", CacheInfo.Use.bytes(use.written())).end();
    }
    json.end().end();
  }
}
