package dev.zmol.tool;

import dev.zmol.iface.Device;
import dev.zmol.iface.FaultInjector;
import dev.zmol.iface.Faults;
import dev.zmol.iface.FuzzInjector;
import dev.zmol.iface.RandomFuzzer;
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

  @Option(names = "--corrupt", paramLabel = "PERCENT", description = "Flip a bit in so many of them, each way.")
  private double corrupt;

  @Option(names = "--duplicate", paramLabel = "PERCENT", description = "Let so many of them come twice, each way.")
  private double duplicate;

  @Option(names = "--fuzz", paramLabel = "PERCENT", description = "Turn so many of them into anything, each way.")
  private double fuzz;

  @Option(names = "--max-frame", paramLabel = "BYTES", description = "Lose frames that are longer, each way.")
  private int maxFrame;

  @Option(names = "--rate", paramLabel = "FRAMES", description = "Lose what exceeds so many in an interval, each way.")
  private int rate;

  @Option(
      names = "--rate-interval",
      paramLabel = "MILLIS",
      defaultValue = "50",
      description = "How long that interval is (default: ${DEFAULT-VALUE}).")
  private int rateInterval;

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
    requirePercent("--corrupt", corrupt);
    requirePercent("--duplicate", duplicate);
    requirePercent("--fuzz", fuzz);
    requireLeast("--reorder-by", reorderBy, 0);
    requireLeast("--max-frame", maxFrame, 0);
    requireLeast("--rate", rate, 0);
    requireLeast("--rate-interval", rateInterval, 1);
  }

  private void requireLeast(String name, int value, int least) {
    if (value < least) {
      throw misuse(name + " is " + value + "; it has to be " + least + " or more");
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
    SplittableRandom random = new SplittableRandom(seed);
    Faults faults = faults();
    Device faulty = faults.equals(Faults.NONE) ? device : new FaultInjector(device, faults, random);
    if (fuzz == 0) {
      return faulty;
    }
    double chance = fuzz / PERCENT;
    return new FuzzInjector(
        faulty, new RandomFuzzer(random.split(), chance), new RandomFuzzer(random.split(), chance));
  }

  private Faults faults() {
    Faults faults =
        Faults.NONE
            .withDrop(loss / PERCENT)
            .withCorrupt(corrupt / PERCENT)
            .withDuplicate(duplicate / PERCENT)
            .withMaxLength(maxFrame);
    if (reorder != 0) {
      faults = faults.withDelay(reorder / PERCENT, Duration.ofMillis(reorderBy));
    }
    return rate == 0 ? faults : faults.withRate(rate, Duration.ofMillis(rateInterval));
  }
}
