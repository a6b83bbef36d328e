package dev.zmol.tool;

/** Shows bytes: sixteen in a row, in hexadecimal and as characters. */
public final class HexDump {
  private static final int ROW = 16;

  private HexDump() {}

  /**
   * Shows bytes.
   *
   * @param bytes the bytes
   * @return the rows, each indented and ended by a line feed
   */
  public static String of(byte[] bytes) {
    StringBuilder text = new StringBuilder(bytes.length * 5);
    for (int row = 0; row < bytes.length; row += ROW) {
      text.append(String.format("  0x%04x: ", row));
      for (int k = row; k < row + ROW; k++) {
        text.append(k % 2 == 0 ? " " : "").append(k < bytes.length ? String.format("%02x", bytes[k]) : "  ");
      }
      text.append("  ");
      for (int k = row; k < Math.min(row + ROW, bytes.length); k++) {
        text.append(bytes[k] >= ' ' && bytes[k] < 0x7f ? (char) bytes[k] : '.');
      }
      text.append('\n');
    }
    return text.toString();
  }
}
