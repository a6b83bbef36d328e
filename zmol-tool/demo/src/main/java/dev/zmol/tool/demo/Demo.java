package dev.zmol.tool.demo;

import dev.zmol.tool.ToolException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Runs the demonstration.
 *
 * <p>On a TAP device it takes two processes: one outside, which makes the sandbox and ends it, and one in it, which
 * does the work. When the one outside ends, for whatever reason, the kernel ends everything inside.
 */
public final class Demo {
  private final DemoSettings settings;
  private final Report report;

  /**
   * Prepares the demonstration.
   *
   * @param settings how it is run
   * @param out where its progress and the table go
   */
  public Demo(DemoSettings settings, PrintStream out) {
    this.settings = settings;
    this.report = new Report(out);
  }

  /**
   * Runs it, in a sandbox if there can be one.
   *
   * @param inner the command that calls {@link #runInside} in the sandbox
   * @return 0 if everything worked, else 1
   */
  public int run(List<String> inner) {
    checkImages();
    createOutput();
    Optional<Sandbox> sandbox = settings.memoryOnly() ? Optional.empty() : Sandbox.find();
    if (sandbox.isPresent()) {
      String maker = sandbox.get().description();
      report.say("A network namespace of its own, made as " + maker + ", with a TAP device in it.");
      return SandboxProcess.run(sandbox.get().command(inner));
    }
    report.say(
        settings.memoryOnly()
            ? "On a link in memory, as asked for."
            : "No network namespace with a TAP device can be had here (" + Sandbox.obstacle()
                + "); the same on a link in memory.");
    new MemoryDemo(settings, report).run();
    return finish();
  }

  /**
   * Does the work on a TAP device; the caller is alone in its network namespace.
   *
   * @return 0 if everything worked, else 1
   */
  public int runInside() {
    Thread.ofPlatform().daemon().start(Demo::endWithParent);
    new TapDemo(settings, report).run();
    return finish();
  }

  /** The process outside holds the other end of our standard input for as long as it lives. */
  private static void endWithParent() {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // As good as the end of the input.
    }
    Runtime.getRuntime().halt(130);
  }

  private int finish() {
    report.say("");
    report.say(report.table());
    String failure = "Something failed; see above, and the logs in " + settings.output();
    report.say(report.succeeded() ? "Everything worked." : failure);
    return report.succeeded() ? 0 : 1;
  }

  private void checkImages() {
    for (Flavor flavor : Flavor.values()) {
      Path program = flavor.program(settings.images());
      if (!Files.isExecutable(program)) {
        throw new ToolException(
            "there is no image at " + program + "; run ./zmol demo, which builds it, or give --images");
      }
    }
  }

  private void createOutput() {
    try {
      Files.createDirectories(settings.output());
    } catch (IOException e) {
      throw new ToolException("can't make the directory " + settings.output() + ": " + e.getMessage());
    }
  }
}
