package dev.zmol.testkit.script;

import java.io.Serial;

/** A stack did not do what a script expects. The message holds the line, the difference, the trace and the script. */
public final class ScriptFailure extends AssertionError {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the failure.
   *
   * @param message what is different, and all that helps to see why
   */
  ScriptFailure(String message) {
    super(message);
  }
}
