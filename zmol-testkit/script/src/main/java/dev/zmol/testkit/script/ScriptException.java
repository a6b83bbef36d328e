package dev.zmol.testkit.script;

import java.io.Serial;

/** A script is not written as scripts are. */
public final class ScriptException extends RuntimeException {
  @Serial private static final long serialVersionUID = 1;

  /**
   * Creates the exception.
   *
   * @param script the name of the script
   * @param line the line, counted from 1
   * @param problem what is wrong there
   */
  ScriptException(String script, int line, String problem) {
    super(script + ", line " + line + ": " + problem);
  }
}
