package dev.zmol.iface.linux;

import java.io.Serial;

/** A device of the system could not be opened or configured; the message says what a person can do about it. */
public final class DeviceException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what went wrong, and what to do
   */
  public DeviceException(String message) {
    super(message);
  }
}
