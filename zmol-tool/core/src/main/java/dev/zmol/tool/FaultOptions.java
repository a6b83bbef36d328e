package dev.zmol.tool;

import dev.zmol.iface.Device;
import dev.zmol.iface.FaultInjector;
import dev.zmol.iface.Faults;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * What goes wrong on the way between the device and the stack, in both directions: to see how a connection copes.
 *
 * <p>It happens to frames as the device carries them. With offload these are super-segments: to lose segments one by
 * one, switch offload off.
 */
final class FaultOptions {
  private static final double PERCENT = 100;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(names = "--loss", paramLabel = "PERCENT", description = "Lose so many of the frames, each way.")
  private double loss;

  @Option(names = "--reorder", paramLabel = "PERCENT", description = "Hold so many of the frames back, each way.")
  private double reorder;

  @Option(
      names = "--reorder-by",
      paramLabel = "MILLIS",
      defaultValue = "2",
      description = "How long a frame is held back (default: ${DEFAULT-VALUE}).")
  private int reorderBy;

  @Option(names = "--fault-seed", paramLabel = "NUMBER", description = "Which frames they are (default: at random).")
  private long seed = ThreadLocalRandom.current().nextLong();

  FaultOptions() {}

  /** Refuses what can't be. */
  void check() {
    requirePercent("--loss", loss);
    requirePercent("--reorder", reorder);
    if (reorderBy < 0) {
      throw misuse("--reorder-by is " + reorderBy + "; it has to be 0 or more");
    }
  }

  private void requirePercent(String name, double value) {
    if (!(value >= 0 && value <= PERCENT)) {
      throw misuse(name + " is " + value + "; it has to be from 0 to 100");
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Wraps a device, if anything is to go wrong. */
  Device around(Device device) {
    if (loss == 0 && reorder == 0) {
      return device;
    }
    Faults faults =
        Faults.NONE.withDrop(loss / PERCENT).withDelay(reorder / PERCENT, Duration.ofMillis(reorderBy));
    return new FaultInjector(device, faults, new SplittableRandom(seed));
  }
}
