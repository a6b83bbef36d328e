package dev.zmol.wire;

/**
 * Shows the frames of a medium to people: what tools find with {@link java.util.ServiceLoader} by the link type of a
 * capture, so that they show what they do not know if its module is there.
 *
 * <p>The bytes are from the network, and may be cut short. Whatever they are, nothing is thrown, and nothing outside of
 * the range is read. It may allocate freely.
 */
public interface FramePrinter {
  /**
   * Tells whether this shows the frames of a link type.
   *
   * @param linkType the number that capture files have for it
   * @return whether it does
   */
  boolean isFor(int linkType);

  /**
   * Shows a frame in one line.
   *
   * @param linkType the link type, of those that this {@linkplain #isFor is for}
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where the bytes end
   * @return the line, without an end of line
   */
  String line(int linkType, byte[] buf, int from, int to);

  /**
   * Shows all fields of a frame.
   *
   * @param linkType the link type, of those that this {@linkplain #isFor is for}
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where the bytes end
   * @return a line for each header and each field, indented, each with its end of line
   */
  String tree(int linkType, byte[] buf, int from, int to);
}
