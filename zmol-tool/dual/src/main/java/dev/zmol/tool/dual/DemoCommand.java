package dev.zmol.tool.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.tool.Tool;
import dev.zmol.tool.demo.Demo;
import dev.zmol.tool.demo.DemoSettings;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows all images at work. */
@Only(Family.DUAL)
@Command(
    name = "demo",
    description = "Show the image of each flavour at work, used by the programs of the system.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class DemoCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Option(
      names = "--images",
      paramLabel = "DIRECTORY",
      description = "Where the images are, as FLAVOR/target/image (default: beside this one).")
  private Path images = Path.of(System.getProperty("java.home")).resolve("../../..").normalize();

  @Option(
      names = "--output",
      paramLabel = "DIRECTORY",
      description = "Where the captures and the logs go (default: target/demo beside the images).")
  private Path output;

  @Option(names = "--mebibytes", paramLabel = "N", description = "How much is streamed each way (default: 100).")
  private int mebibytes = 100;

  @Option(names = "--memory", description = "Use a link in memory although a TAP device may be possible.")
  private boolean memory;

  @Option(names = "--inside", hidden = true, description = "Run in the network namespace that has been made.")
  private boolean inside;

  DemoCommand() {}

  @Override
  public Integer call() {
    Demo demo = new Demo(settings(), System.out);
    return inside ? demo.runInside() : demo.run(inner());
  }

  private DemoSettings settings() {
    Path directory = output == null ? images.resolve("../target/demo") : output;
    try {
      return new DemoSettings(images, directory.toAbsolutePath().normalize(), mebibytes, memory);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage(), e);
    }
  }

  /** This program, told that it is inside. */
  private List<String> inner() {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "zmol").toString());
    command.addAll(spec.commandLine().getParseResult().originalArgs());
    command.add("--inside");
    return command;
  }
}
