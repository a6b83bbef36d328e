package dev.zmol.tool.service;

/** A body whose length is known; {@link Long#MAX_VALUE} for one that lasts until the peer closes. */
final class FixedBody implements BodyDecoder {
  private long remaining;

  FixedBody(long length) {
    remaining = length;
  }

  @Override
  public boolean isDone() {
    return remaining == 0;
  }

  @Override
  public int decode(byte[] bytes, int offset, int length, BodySink sink) {
    int count = (int) Math.min(length, remaining);
    sink.accept(bytes, offset, count);
    remaining -= count;
    return count;
  }
}
