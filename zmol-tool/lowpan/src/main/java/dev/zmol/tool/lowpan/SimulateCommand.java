package dev.zmol.tool.lowpan;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A whole network on the simulated air. */
@Command(
    name = "simulate",
    description = "Simulate a network of nodes in a square, in virtual time: it forms, and each node pings the root.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class SimulateCommand implements Callable<Integer> {
  static final DeviceCapabilities RADIO = DeviceCapabilities.plain(Medium.IEEE802154, 1280);
  private static final int MAX_SIDE = 15;
  private static final int MAX_SIZE = 1200;

  @Spec private CommandSpec command;

  @Option(
      names = "--side",
      paramLabel = "COUNT",
      defaultValue = "10",
      description = "How many nodes there are in a row, and how many rows (default: ${DEFAULT-VALUE}).")
  private int side;

  @Option(
      names = "--loss",
      paramLabel = "PERCENT",
      defaultValue = "10",
      description = "How many frames each listener misses (default: ${DEFAULT-VALUE}).")
  private double loss;

  @Option(
      names = "--range",
      paramLabel = "DISTANCE",
      defaultValue = "1.5",
      description = "How far a frame is heard; neighbours in a row have a distance of 1 (default: ${DEFAULT-VALUE}).")
  private double range;

  @Option(names = "--seed", defaultValue = "1", description = "Decides what happens (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--non-storing", description = "The root alone keeps routes to nodes.")
  private boolean nonStoring;

  @Option(
      names = "-s",
      paramLabel = "BYTES",
      defaultValue = "300",
      description = "How much data a ping carries (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--limit",
      paramLabel = "SECONDS",
      defaultValue = "1800",
      description = "How long, in virtual time, the network may take to form (default: ${DEFAULT-VALUE}).")
  private int limit;

  SimulateCommand() {}

  @Override
  public Integer call() {
    check();
    var network = new SimulatedNodes(side, range, loss / 100, seed, nonStoring);
    double formed = network.form(limit);
    if (formed < 0) {
      throw new ToolException("after " + limit + " s only " + network.joined() + " nodes were in the network");
    }
    System.out.printf("%d nodes in one DODAG after %.1f s, %d frames%n", side * side, formed, network.frames());
    int answered = network.ping(size);
    System.out.printf(
        "%d of %d nodes have got a reply of the root to a ping of %d bytes, %d frames, farthest %d hops away%n",
        answered, side * side - 1, size, network.frames(), network.depth());
    return answered == side * side - 1 ? 0 : 1;
  }

  private void check() {
    require(side >= 2 && side <= MAX_SIDE, "--side is " + side + "; it has to be from 2 to " + MAX_SIDE);
    require(loss >= 0 && loss <= 100, "--loss is " + loss + "; it has to be from 0 to 100");
    require(range >= 0, "--range has to be 0 or more");
    require(size >= 0 && size <= MAX_SIZE, "-s is " + size + "; it has to be from 0 to " + MAX_SIZE);
    require(limit >= 1, "--limit is " + limit + "; it has to be 1 or more");
  }

  private void require(boolean right, String message) {
    if (!right) {
      throw new ParameterException(command.commandLine(), message);
    }
  }
}
