package dev.zmol.tool;

import picocli.CommandLine.Option;

/** Whether a person reads the output, or a program. */
public final class OutputOptions {
  @Option(names = "--json", description = "Print one JSON object per line, for programs.")
  private boolean json;

  /** Creates the options; the command line fills them. */
  public OutputOptions() {}

  /** {@return whether the output is JSON} */
  public boolean json() {
    return json;
  }
}
