package dev.zmol.tool.demo;

import java.nio.file.Path;

/**
 * How the demonstration is run.
 *
 * @param images the directory that holds {@code FLAVOR/target/image} for each flavour
 * @param output the directory for what was captured
 * @param mebibytes how much is streamed each way (1 or more)
 * @param memoryOnly whether to use the link in memory although a TAP device may be possible
 */
public record DemoSettings(Path images, Path output, int mebibytes, boolean memoryOnly) {
  /** Checks the ranges. */
  public DemoSettings {
    if (mebibytes < 1) {
      throw new IllegalArgumentException("mebibytes is " + mebibytes + "; it has to be 1 or more");
    }
  }

  long bytes() {
    return (long) mebibytes << 20;
  }
}
