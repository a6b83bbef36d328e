package dev.zmol.tool.service;

import java.io.Serial;

/** A message that can't be understood, or is refused; never leaves this package. */
final class HttpFault extends Exception {
  @Serial private static final long serialVersionUID = 1L;

  private final int status;

  /**
   * Creates the fault.
   *
   * @param status the status code that answers it
   * @param message what is wrong, for a person
   */
  HttpFault(int status, String message) {
    // Peers can provoke faults at will: no stack trace.
    super(message, null, false, false);
    this.status = status;
  }

  int status() {
    return status;
  }
}
