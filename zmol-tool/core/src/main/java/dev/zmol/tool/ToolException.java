package dev.zmol.tool;

import java.io.Serial;

/** A command failed for a reason that its user can understand: one line on the standard error, exit code 1. */
public final class ToolException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1L;

  /**
   * Creates the exception.
   *
   * @param message what went wrong, and what to do
   */
  public ToolException(String message) {
    super(message);
  }
}
