package dev.zmol.testkit.script;

import java.util.List;

/**
 * What an application calls, in the manner of a system call.
 *
 * @param name its name
 * @param arguments its arguments, as they are written
 * @param result what it has to return
 * @param error the name of the error that it has to fail with; empty if it has to succeed
 */
record Call(String name, List<String> arguments, long result, String error) {
  @Override
  public String toString() {
    return name + "(" + String.join(", ", arguments) + ") = " + result + (error.isEmpty() ? "" : " " + error);
  }
}
