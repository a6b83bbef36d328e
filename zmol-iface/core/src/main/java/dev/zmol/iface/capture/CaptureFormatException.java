package dev.zmol.iface.capture;

import java.io.IOException;
import java.io.Serial;

/** A file is no capture file, or is broken at some place; the message says how. */
public final class CaptureFormatException extends IOException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what is wrong
   */
  public CaptureFormatException(String message) {
    super(message);
  }
}
