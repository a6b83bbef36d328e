package dev.zmol.tool.service;

/** A body in chunks (RFC 9112 §7.1); extensions and trailer fields are read over, up to a limit. */
final class ChunkedBody implements BodyDecoder {
  /** How many bytes the extensions of one chunk, or the trailer section, may have. */
  static final int LIMIT = 4096;

  private static final int MAX_SIZE_DIGITS = 15;

  private enum Part {
    SIZE,
    EXTENSION,
    DATA,
    DATA_END,
    TRAILER,
    DONE
  }

  private Part part = Part.SIZE;
  private long remaining;
  private int digits;
  private int skipped;
  private int lineLength;

  @Override
  public boolean isDone() {
    return part == Part.DONE;
  }

  @Override
  public int decode(byte[] bytes, int offset, int length, BodySink sink) throws HttpFault {
    int used = 0;
    while (used < length && part != Part.DONE) {
      if (part == Part.DATA) {
        int count = (int) Math.min(length - used, remaining);
        sink.accept(bytes, offset + used, count);
        used += count;
        remaining -= count;
        part = remaining == 0 ? Part.DATA_END : Part.DATA;
      } else {
        step(bytes[offset + used++]);
      }
    }
    return used;
  }

  private void step(byte value) throws HttpFault {
    switch (part) {
      case SIZE -> size(value);
      case EXTENSION -> extension(value);
      case DATA_END -> dataEnd(value);
      case TRAILER -> trailer(value);
      default -> throw new IllegalStateException("no framing byte in " + part);
    }
  }

  private void size(byte value) throws HttpFault {
    int digit = Character.digit(value, 16);
    if (digit >= 0) {
      if (++digits > MAX_SIZE_DIGITS) {
        throw new HttpFault(400, "a chunk size has more than " + MAX_SIZE_DIGITS + " digits");
      }
      remaining = remaining << 4 | digit;
      return;
    }
    if (digits == 0) {
      throw new HttpFault(400, "a chunk has no size");
    }
    if (value != ';' && value != ' ' && value != '\t' && value != '\r' && value != '\n') {
      throw new HttpFault(400, "a chunk size is not hexadecimal");
    }
    part = Part.EXTENSION;
    extension(value);
  }

  private void extension(byte value) throws HttpFault {
    if (value != '\n') {
      skip("the extensions of a chunk");
      return;
    }
    skipped = 0;
    digits = 0;
    lineLength = 0;
    part = remaining == 0 ? Part.TRAILER : Part.DATA;
  }

  private void dataEnd(byte value) throws HttpFault {
    if (value == '\n') {
      skipped = 0;
      part = Part.SIZE;
    } else if (value != '\r' || ++skipped > 1) {
      throw new HttpFault(400, "a chunk is longer than its size");
    }
  }

  private void trailer(byte value) throws HttpFault {
    if (value == '\n') {
      part = lineLength == 0 ? Part.DONE : Part.TRAILER;
      lineLength = 0;
      return;
    }
    skip("the trailer section");
    if (value != '\r') {
      lineLength++;
    }
  }

  private void skip(String what) throws HttpFault {
    if (++skipped > LIMIT) {
      throw new HttpFault(431, what + " is longer than " + LIMIT + " bytes");
    }
  }
}
