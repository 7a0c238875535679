package osprey.bench;

import com.dylibso.chicory.runtime.ExportFunction;
import com.dylibso.chicory.runtime.Instance;
import com.dylibso.chicory.wasm.Parser;

/// The loop that [ArrayLoop] describes as a WebAssembly module, run by Chicory's interpreter.
final class WasmLoop implements ArrayLoop {
  private static final int I32 = 0x7F;
  private static final int I64 = 0x7E;

  private static final int N = 0;
  private static final int K = 1;
  private static final int S = 2;
  private static final int ADDRESS = 3;

  private static final int BLOCK = 0x02;
  private static final int LOOP = 0x03;
  private static final int END = 0x0B;
  private static final int BR = 0x0C;
  private static final int BR_IF = 0x0D;
  private static final int LOCAL_GET = 0x20;
  private static final int LOCAL_SET = 0x21;
  private static final int LOCAL_TEE = 0x22;
  private static final int I32_LOAD = 0x28;
  private static final int I32_STORE = 0x36;
  private static final int I32_CONST = 0x41;
  private static final int I64_CONST = 0x42;
  private static final int I64_GE_S = 0x59;
  private static final int I32_ADD = 0x6A;
  private static final int I32_AND = 0x71;
  private static final int I32_SHL = 0x74;
  private static final int I64_ADD = 0x7C;
  private static final int I32_WRAP_I64 = 0xA7;
  private static final int EMPTY = 0x40;

  private final ExportFunction loop;

  WasmLoop() {
    loop = Instance.builder(Parser.parse(module())).build().export("loop");
  }

  @Override
  public long run(long iterations) {
    return loop.apply(iterations)[0];
  }

  static byte[] module() {
    return new WasmWriter()
        .raw(0, 'a', 's', 'm', 1, 0, 0, 0)
        .section(1, new WasmWriter().unsigned(1).raw(0x60, 1, I64, 1, I32))
        .section(3, new WasmWriter().unsigned(1).unsigned(0))
        .section(5, new WasmWriter().unsigned(1).raw(0).unsigned(1))
        .section(7, new WasmWriter().unsigned(1).name("loop").raw(0).unsigned(0))
        .section(10, new WasmWriter().unsigned(1).sized(body()))
        .bytes();
  }

  /// What a C compiler makes of the loop: each variable a local, the array at address 0.
  private static WasmWriter body() {
    WasmWriter body =
        new WasmWriter().unsigned(2).unsigned(1).raw(I64).unsigned(2).raw(I32); // k; s, address
    body.raw(BLOCK, EMPTY, LOOP, EMPTY);
    body.raw(LOCAL_GET, K, LOCAL_GET, N, I64_GE_S, BR_IF, 1);
    body.raw(LOCAL_GET, K, I32_WRAP_I64, I32_CONST).signed(1023).raw(I32_AND);
    body.raw(I32_CONST).signed(2).raw(I32_SHL, LOCAL_SET, ADDRESS);
    body.raw(LOCAL_GET, ADDRESS);
    body.raw(LOCAL_GET, S, LOCAL_GET, ADDRESS, I32_LOAD, 2, 0, I32_ADD, LOCAL_TEE, S);
    body.raw(I32_STORE, 2, 0);
    body.raw(LOCAL_GET, K, I64_CONST).signed(1).raw(I64_ADD, LOCAL_SET, K);
    return body.raw(BR, 0, END, END, LOCAL_GET, S, END);
  }
}
