package dev.zmol.tool.service;

import java.util.Arrays;

/** Sends lines of printable characters for as long as the peer listens, and throws away what comes (RFC 864). */
public final class ChargenService implements StreamHandler {
  /** How many characters a line has, without its end. */
  public static final int LINE = 72;

  private static final byte[] CYCLE = cycle();

  private int position;

  /** Creates the service of one connection. */
  public ChargenService() {}

  @Override
  public void advance(ByteStream stream) {
    while (stream.inputLength() > 0) {
      stream.consume(stream.inputLength());
    }
    if (stream.inputEnded()) {
      stream.finish();
      return;
    }
    for (int room = stream.outputLength(); room > 0; room = stream.outputLength()) {
      stream.produce(fill(stream.output(), stream.outputOffset(), room));
    }
  }

  /** {@return how many bytes were written: as many as fit before the pattern begins anew} */
  private int fill(byte[] target, int offset, int room) {
    int count = Math.min(room, CYCLE.length - position);
    System.arraycopy(CYCLE, position, target, offset, count);
    position = (position + count) % CYCLE.length;
    return count;
  }

  /**
   * Returns one line, as it answers a datagram.
   *
   * @param number which line; all numbers are allowed
   * @return the line, CR LF included
   */
  public static byte[] line(int number) {
    int from = Math.floorMod(number, CYCLE.length / (LINE + 2)) * (LINE + 2);
    return Arrays.copyOfRange(CYCLE, from, from + LINE + 2);
  }

  /** The 95 printable characters, each the first of a line. */
  private static byte[] cycle() {
    int printable = '~' - ' ' + 1;
    byte[] bytes = new byte[printable * (LINE + 2)];
    int at = 0;
    for (int first = 0; first < printable; first++) {
      for (int k = 0; k < LINE; k++) {
        bytes[at++] = (byte) (' ' + (first + k) % printable);
      }
      bytes[at++] = '\r';
      bytes[at++] = '\n';
    }
    return bytes;
  }
}
