package dev.zmol.tool.demo;

/**
 * What a program did.
 *
 * @param exitCode its exit code
 * @param output what it wrote to its standard output, as text
 * @param error what it wrote to its standard error
 * @param nanos how long it ran, in nanoseconds
 */
record Outcome(int exitCode, String output, String error, long nanos) {
  boolean succeeded() {
    return exitCode == 0;
  }

  /** {@return the last line of what it complained about, or its exit code} */
  String complaint() {
    String text = error.isBlank() ? output : error;
    return text.isBlank() ? "exit code " + exitCode : text.strip().lines().reduce("", (_, last) -> last);
  }
}
