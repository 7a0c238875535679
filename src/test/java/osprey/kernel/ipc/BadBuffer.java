package osprey.kernel.ipc;

import osprey.kernel.file.IoBuffer;

/// User memory behind a pointer into nowhere.
record BadBuffer(long remaining) implements IoBuffer {
  @Override
  public int accessible(int count) {
    return 0;
  }

  @Override
  public void put(byte[] from, int offset, int count) {
    throw new AssertionError("nothing can be put there");
  }

  @Override
  public void get(byte[] to, int offset, int count) {
    throw new AssertionError("nothing can be had there");
  }

  @Override
  public void skip(int count) {
    throw new AssertionError("nothing was had there");
  }
}
