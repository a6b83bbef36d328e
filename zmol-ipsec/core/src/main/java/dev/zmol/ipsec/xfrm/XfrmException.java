package dev.zmol.ipsec.xfrm;

/** A text is not what {@code ip xfrm} prints or takes, or asks for what is not supported; no key is in the message. */
public final class XfrmException extends IllegalArgumentException {
  private static final long serialVersionUID = 1;

  private final int line;

  /**
   * Creates an exception.
   *
   * @param line the number of the line, from 1
   * @param message what is wrong with it
   */
  public XfrmException(int line, String message) {
    super("line " + line + ": " + message);
    this.line = line;
  }

  /** {@return the number of the line, from 1} */
  public int line() {
    return line;
  }
}
