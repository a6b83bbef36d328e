package dev.zmol.tool.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.Device;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.iface.dual.SlaacConfiguration;
import dev.zmol.iface.dual.Tracer;
import dev.zmol.tool.DeviceOptions;
import dev.zmol.tool.OutputOptions;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Makes addresses of what routers advertise, and keeps them. */
@Only(IPV6)
@Command(
    name = "slaac",
    description = "Configure IPv6 from router advertisements, show what they say, and keep it up, until interrupted.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class SlaacCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DeviceOptions device;
  @Mixin private OutputOptions output;

  @Option(names = "--once", description = "End when there is an address.")
  private boolean once;

  @Option(names = "--temporary", description = "Make temporary addresses, too, and prefer them (RFC 8981).")
  private boolean temporary;

  @Option(
      names = "--secret",
      paramLabel = "TEXT",
      description = "Make addresses of the prefix and this text in place of the MAC address (RFC 7217).")
  private String secret;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "With --once, how long to wait for an address (default: 30).")
  private long timeout = 30;

  private final CountDownLatch configured = new CountDownLatch(1);

  SlaacCommand() {}

  @Override
  public Integer call() throws InterruptedException {
    device.check();
    if (device.medium().equals("tun")) {
      throw new ParameterException(spec.commandLine(), "autoconfiguration needs --tap or --raw here");
    }
    if (timeout < 1) {
      throw new ParameterException(spec.commandLine(), "--timeout is " + timeout + "; it has to be 1 or more");
    }
    InterfaceConfiguration configuration =
        InterfaceConfiguration.builder()
            .hardwareAddress(device.hardwareAddress())
            .duplicateAddressDetection(1)
            .build();
    Device opened = device.open();
    Device traced = device.trace() ? new Tracer(opened, System.err::println) : opened;
    TapStack stack = new ComposedTapStack(traced, configuration);
    SlaacPrinter printer = new SlaacPrinter(stack.ip(), output.json(), System.out, configured);
    try (StackRunner runner = StackRunner.start(stack, traced)) {
      runner.call(Executors.callable(() -> printer.start(stack.slaac(), slaacConfiguration())));
      if (!once) {
        new CountDownLatch(1).await();
      }
      if (!configured.await(timeout, TimeUnit.SECONDS)) {
        throw new ToolException("no address after " + timeout + " s");
      }
      return 0;
    }
  }

  private SlaacConfiguration slaacConfiguration() {
    SlaacConfiguration configuration = SlaacConfiguration.DEFAULT;
    if (secret != null) {
      UUID digest = UUID.nameUUIDFromBytes(secret.getBytes(StandardCharsets.UTF_8));
      configuration =
          configuration.withStableIdentifiers(digest.getMostSignificantBits(), digest.getLeastSignificantBits());
    }
    return temporary ? configuration.withTemporaryAddresses() : configuration;
  }
}
