package dev.zmol.tool.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.iface.dual.Tracer;
import dev.zmol.tool.DeviceOptions;
import dev.zmol.tool.OutputOptions;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import java.time.Duration;
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

/** Gets an address from a DHCP server, and keeps it. */
@Specialize
@Command(
    name = "dhcp",
    description = "Get an address from a DHCP server and keep it, until interrupted.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class DhcpCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;
  @Mixin private DeviceOptions device;
  @Mixin private OutputOptions output;

  @Only(Family.DUAL)
  @Option(names = "-4", description = "By DHCPv4 (default).")
  private boolean version4;

  @Only(Family.DUAL)
  @Option(names = "-6", description = "By DHCPv6.")
  private boolean version6;

  @Only(Family.IPV6)
  @Option(names = "--stateless", description = "By DHCPv6, ask for everything but addresses.")
  private boolean stateless;

  @Option(names = "--once", description = "End when there is a lease.")
  private boolean once;

  @Option(names = "--release", description = "Give the lease back at the end.")
  private boolean release;

  @Only(Family.IPV4)
  @Option(names = "--host-name", paramLabel = "NAME", description = "By DHCPv4, the name that servers are told.")
  private String hostName;

  @Option(
      names = "--unchecked",
      description = "Use the address at once, without asking whether another host has it.")
  private boolean unchecked;

  @Option(names = "--rapid-commit", description = "Take a lease after two messages in place of four.")
  private boolean rapidCommit;

  @Option(
      names = "--longest-lease",
      paramLabel = "SECONDS",
      description = "Take a lease to be no longer than this (default: as long as the server says).")
  private long longestLease = 0xffff_ffffL;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      description = "With --once, how long to wait for a lease (default: 30).")
  private long timeout = 30;

  private final CountDownLatch bound = new CountDownLatch(1);
  private final CountDownLatch ended = new CountDownLatch(1);

  DhcpCommand() {}

  /** Whether DHCPv6 is to be spoken. */
  @FamilyTest(Family.IPV6)
  boolean asksForIpv6() {
    return (Comptime.IPV4 && Comptime.IPV6) ? version6 : Comptime.IPV6;
  }

  @Override
  public Integer call() throws InterruptedException {
    check();
    InterfaceConfiguration configuration =
        InterfaceConfiguration.builder().hardwareAddress(device.hardwareAddress()).build();
    Device opened = device.open();
    Device traced = device.trace() ? new Tracer(opened, System.err::println) : opened;
    TapStack stack = new ComposedTapStack(traced, configuration);
    LeasePrinter printer = new LeasePrinter(output.json(), !unchecked, System.out, bound, ended);
    try (StackRunner runner = StackRunner.start(stack, traced)) {
      runner.call(Executors.callable(() -> start(stack, printer)));
      if (!once) {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(runner, stack)));
        new CountDownLatch(1).await();
      }
      boolean got = bound.await(timeout, TimeUnit.SECONDS);
      end(runner, stack);
      if (!got) {
        throw new ToolException("no answer from a DHCP server after " + timeout + " s");
      }
      return 0;
    }
  }

  private void check() {
    device.check();
    if (device.medium().equals("tun")) {
      throw misuse("DHCP needs --tap or --raw: a TUN device has no stations");
    }
    if (longestLease < 1 || longestLease > 0xffff_ffffL) {
      throw misuse("--longest-lease is " + longestLease + "; it has to be from 1 to 4294967295");
    }
    if (timeout < 1) {
      throw misuse("--timeout is " + timeout + "; it has to be 1 or more");
    }
    if (Comptime.IPV4 && Comptime.IPV6) {
      checkVersion();
    }
  }

  @Only(Family.DUAL)
  private void checkVersion() {
    if (version4 && version6) {
      throw misuse("-4 and -6 are mutually exclusive");
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private void start(TapStack stack, LeasePrinter printer) {
    Duration longest = Duration.ofSeconds(longestLease);
    if (asksForIpv6()) {
      printer.start(stack.dhcpv6(), rapidCommit, longest, stateless);
    } else {
      printer.start(stack.dhcp(), rapidCommit, longest, hostName);
    }
  }

  /** Gives the lease back if that is asked for, and waits for it. */
  private void end(StackRunner runner, TapStack stack) {
    if (!runner.isRunning()) {
      return;
    }
    if (!release || bound.getCount() != 0) {
      runner.close();
      return;
    }
    runner.execute(() -> release(stack));
    try {
      // The last message may have to wait for its neighbour.
      if (ended.await(2, TimeUnit.SECONDS)) {
        TimeUnit.MILLISECONDS.sleep(100);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    runner.close();
  }

  private void release(TapStack stack) {
    if (asksForIpv6()) {
      stack.dhcpv6().release();
    } else {
      stack.dhcp().release();
    }
  }
}
