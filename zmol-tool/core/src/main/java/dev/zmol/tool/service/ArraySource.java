package dev.zmol.tool.service;

/** A body in memory. */
final class ArraySource implements BodySource {
  private final byte[] bytes;
  private int position;

  ArraySource(byte[] bytes) {
    this.bytes = bytes;
  }

  @Override
  public long remaining() {
    return (long) bytes.length - position;
  }

  @Override
  public int fill(byte[] target, int offset, int length) {
    int count = Math.min(length, bytes.length - position);
    System.arraycopy(bytes, position, target, offset, count);
    position += count;
    return count;
  }
}
