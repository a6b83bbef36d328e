package dev.zmol.testkit.script;

import dev.zmol.wire.BigEndian;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** TCP options between their bytes and scripts; numbers are those on the wire. */
final class OptionCodec {
  private static final int MOST_BYTES = 40;

  private OptionCodec() {}

  /** Writes options one after the other, as they are listed, filled up with zeros to a whole number of words. */
  static byte[] encode(List<ScriptedOption> options) {
    byte[] bytes = new byte[256];
    int at = 0;
    for (ScriptedOption option : options) {
      at = encode(option, bytes, at);
    }
    int length = (at + 3) & ~3;
    if (length > MOST_BYTES) {
      throw new IllegalArgumentException("options take up " + length + " bytes; there is room for " + MOST_BYTES);
    }
    return Arrays.copyOf(bytes, length);
  }

  private static int encode(ScriptedOption option, byte[] bytes, int from) {
    bytes[from] = (byte) option.kind();
    if (option.isPadding()) {
      return from + 1;
    }
    int width = width(option.kind());
    int length = 2 + width * option.values().size();
    bytes[from + 1] = (byte) length;
    int at = from + 2;
    for (long value : option.values()) {
      put(bytes, at, width, (int) value);
      at += width;
    }
    return from + length;
  }

  private static void put(byte[] bytes, int at, int width, int value) {
    switch (width) {
      case 4 -> BigEndian.putInt(bytes, at, value);
      case 2 -> BigEndian.putShort(bytes, at, value);
      default -> bytes[at] = (byte) value;
    }
  }

  /** How many bytes each number of an option takes up. */
  private static int width(int kind) {
    return switch (kind) {
      case ScriptedOption.SEGMENT_SIZE -> 2;
      case ScriptedOption.SACK, ScriptedOption.TIMESTAMPS -> 4;
      default -> 1;
    };
  }

  /** Reads options; a length that cannot be ends them. */
  static List<ScriptedOption> decode(byte[] bytes, int from, int to) {
    List<ScriptedOption> options = new ArrayList<>();
    int at = from;
    while (at < to) {
      int kind = bytes[at] & 0xff;
      if (kind == ScriptedOption.END || kind == ScriptedOption.NO_OPERATION) {
        options.add(ScriptedOption.of(kind));
        at++;
        continue;
      }
      int length = at + 1 < to ? bytes[at + 1] & 0xff : 0;
      if (length < 2 || length > to - at || (kind == ScriptedOption.TIMESTAMPS && length != 10)) {
        throw new IllegalArgumentException("option " + kind + " has length " + length);
      }
      options.add(decode(kind, bytes, at + 2, at + length));
      at += length;
    }
    return List.copyOf(options);
  }

  private static ScriptedOption decode(int kind, byte[] bytes, int from, int to) {
    List<Long> values = new ArrayList<>();
    int width = width(kind);
    for (int at = from; at + width <= to; at += width) {
      values.add(
          switch (width) {
            case 4 -> (long) BigEndian.getInt(bytes, at);
            case 2 -> (long) BigEndian.getShort(bytes, at);
            default -> bytes[at] & 0xffL;
          });
    }
    return new ScriptedOption(kind, List.copyOf(values));
  }
}
