package osprey.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/// Writes the few parts of the WebAssembly binary format that a hand-assembled module needs.
final class WasmWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  /// Appends opcodes or other single bytes.
  WasmWriter raw(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  /// An unsigned number in LEB128.
  WasmWriter unsigned(int value) {
    int rest = value;
    while (rest >>> 7 != 0) {
      bytes.write((rest & 0x7F) | 0x80);
      rest >>>= 7;
    }
    bytes.write(rest);
    return this;
  }

  /// A signed number in LEB128.
  WasmWriter signed(long value) {
    long rest = value;
    while (rest < -64 || rest > 63) {
      bytes.write((int) (rest & 0x7F) | 0x80);
      rest >>= 7;
    }
    bytes.write((int) (rest & 0x7F));
    return this;
  }

  WasmWriter name(String text) {
    byte[] encoded = text.getBytes(StandardCharsets.UTF_8);
    unsigned(encoded.length);
    bytes.writeBytes(encoded);
    return this;
  }

  /// A part that begins with its own length, such as a function body.
  WasmWriter sized(WasmWriter part) {
    byte[] content = part.bytes();
    unsigned(content.length);
    bytes.writeBytes(content);
    return this;
  }

  WasmWriter section(int id, WasmWriter content) {
    return raw(id).sized(content);
  }

  byte[] bytes() {
    return bytes.toByteArray();
  }
}
