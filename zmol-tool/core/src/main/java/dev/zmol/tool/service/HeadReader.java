package dev.zmol.tool.service;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Gathers the head of a message, up to the empty line that ends it (RFC 9112 §2.1). */
final class HeadReader {
  /** The longest head, in bytes. */
  static final int LIMIT = 8192;

  private byte[] bytes = new byte[512];
  private int length;
  private int lineStart;
  private boolean complete;

  /**
   * Takes bytes from a stream until the head is complete.
   *
   * @return whether it is
   */
  boolean read(ByteStream stream) throws HttpFault {
    while (!complete && stream.inputLength() > 0) {
      stream.consume(take(stream.input(), stream.inputOffset(), stream.inputLength()));
    }
    return complete;
  }

  /** {@return whether no byte of a head has come} */
  boolean isEmpty() {
    return length == 0;
  }

  /** {@return the start line and the field lines} */
  List<String> lines() {
    // A carriage return alone ends no line (RFC 9112 §2.2): what others take for one field must not be two for us.
    return Arrays.stream(new String(bytes, 0, length, StandardCharsets.ISO_8859_1).split("\n"))
        .map(line -> line.endsWith("\r") ? line.substring(0, line.length() - 1) : line)
        .toList();
  }

  void clear() {
    length = 0;
    lineStart = 0;
    complete = false;
  }

  private int take(byte[] input, int offset, int count) throws HttpFault {
    for (int k = 0; k < count; k++) {
      append(input[offset + k]);
      if (input[offset + k] == '\n' && endLine()) {
        return k + 1;
      }
    }
    return count;
  }

  private void append(byte value) throws HttpFault {
    if (length == LIMIT) {
      throw new HttpFault(431, "the head is longer than " + LIMIT + " bytes");
    }
    if (length == bytes.length) {
      bytes = Arrays.copyOf(bytes, 2 * length);
    }
    bytes[length++] = value;
  }

  /** Looks at the line that has just ended. Empty lines before the start line are ignored (RFC 9112 §2.2). */
  private boolean endLine() {
    int lineLength = length - lineStart - 1;
    boolean empty = lineLength == 0 || (lineLength == 1 && bytes[lineStart] == '\r');
    if (!empty) {
      lineStart = length;
      return false;
    }
    length = lineStart;
    complete = lineStart > 0;
    return complete;
  }
}
