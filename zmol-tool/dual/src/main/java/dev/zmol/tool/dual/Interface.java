package dev.zmol.tool.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.Medium;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.iface.dual.Tracer;
import dev.zmol.ipsec.dual.XfrmConfiguration;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.tool.DeviceOptions;
import dev.zmol.tool.ToolException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The interface that a command runs on: the options that describe it, and the stack on its device. */
@Specialize
final class Interface {
  /** The least MTU of a link that carries IPv6 (RFC 8200 §5). */
  private static final int IPV6_MIN_MTU = 1280;

  private static final int DEFAULT_BUFFER = 256;

  @Mixin private DeviceOptions device;
  @Mixin private AddressOptions addresses;

  @Option(
      names = "--buffer",
      paramLabel = "KIB",
      defaultValue = "256",
      description = "How much each connection buffers each way, in KiB, a power of two (default: ${DEFAULT-VALUE}).")
  private int buffer;

  @Option(
      names = "--ipsec",
      paramLabel = "FILE",
      description = "Protect packets as FILE has it: what 'ip xfrm state' and 'ip xfrm policy' print, or the commands.")
  private Path ipsec;

  private Optional<XfrmConfiguration> protection = Optional.empty();

  Interface() {}

  AddressOptions addresses() {
    return addresses;
  }

  DeviceOptions device() {
    return device;
  }

  /** {@return what the options say, checked; nothing has been opened yet} */
  InterfaceConfiguration configuration() {
    device.check();
    if (addresses.hasIpv6() && device.mtu() < IPV6_MIN_MTU) {
      throw addresses.misuse("--mtu is " + device.mtu() + "; IPv6 needs " + IPV6_MIN_MTU + " or more (RFC 8200 §5)");
    }
    if (addresses.leases() && device.medium().equals("tun")) {
      throw addresses.misuse("an address from a server needs --tap or --raw: a TUN device has none beside us");
    }
    tcp();
    protection = Optional.ofNullable(ipsec).map(this::protection);
    InterfaceConfiguration.Builder builder = InterfaceConfiguration.builder();
    builder.hardwareAddress(device.hardwareAddress());
    addresses.configure(builder);
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw addresses.misuse(e.getMessage());
    }
  }

  private XfrmConfiguration protection(Path file) {
    try {
      return IpsecFile.read(file, association -> association);
    } catch (IllegalArgumentException e) {
      throw addresses.misuse("--ipsec: " + e.getMessage());
    }
  }

  private TcpConfiguration tcp() {
    if (buffer < 4 || buffer > 65_536 || Integer.bitCount(buffer) != 1) {
      throw addresses.misuse("--buffer is " + buffer + "; it has to be a power of two from 4 to 65536");
    }
    return tcp(buffer);
  }

  private static TcpConfiguration tcp(int kibibytes) {
    int bytes = kibibytes << 10;
    return TcpConfiguration.builder().buffers(bytes, bytes).build();
  }

  /** Opens the device and makes the stack; the runner owns both. */
  Running start(InterfaceConfiguration configuration) {
    return start(configuration, Interface::report);
  }

  /** Opens the device and makes the stack; if that fails later, the handler is told. */
  Running start(InterfaceConfiguration configuration, Consumer<Throwable> failureHandler) {
    Device opened = device.open();
    Device traced = device.trace() ? new Tracer(opened, System.err::println) : opened;
    Running running = start(traced, new Settings(configuration, tcp(), protection), failureHandler, device::explain);
    if (addresses.leases()) {
      new LeaseWait(running, addresses).await();
    }
    if (Comptime.IPV6) {
      configure(running);
    }
    return running;
  }

  @Only(Family.IPV6)
  private void configure(Running running) {
    if (addresses.slaac()) {
      new SlaacWait(running, addresses).await();
    }
  }

  /** Makes a stack on a device that is open already. */
  static Running start(Device device, InterfaceConfiguration configuration) {
    Settings settings = new Settings(configuration, tcp(DEFAULT_BUFFER), Optional.empty());
    return start(device, settings, Interface::report, drops -> {});
  }

  private static void report(Throwable failure) {
    System.err.println("zmol: the stack has failed: " + failure);
  }

  private static Running start(
      Device device, Settings settings, Consumer<Throwable> failureHandler, Consumer<DropCounters> drops) {
    try {
      ToolStack stack = settings.stack(device);
      drops.accept(stack.drops());
      return new Running(stack, StackRunner.builder(stack, device).failureHandler(failureHandler).start());
    } catch (IllegalArgumentException e) {
      device.close();
      throw new ToolException(e.getMessage());
    }
  }

  /** What a stack is made of, but for its device. */
  private record Settings(
      InterfaceConfiguration configuration, TcpConfiguration tcp, Optional<XfrmConfiguration> protection) {
    ToolStack stack(Device device) {
      boolean isEthernet = device.capabilities().medium() == Medium.ETHERNET;
      if (protection.isPresent()) {
        ProtectedStack stack =
            isEthernet
                ? new ComposedProtectedTapStack(device, configuration, tcp)
                : new ComposedProtectedTunStack(device, configuration, tcp);
        protection.get().install(stack.ipsec(), System.nanoTime());
        return stack;
      }
      return isEthernet
          ? new ComposedTapStack(device, configuration, tcp)
          : new ComposedTunStack(device, configuration, tcp);
    }
  }

  /** A stack and the runner that owns its thread. */
  record Running(ToolStack stack, StackRunner runner) implements AutoCloseable {
    @Override
    public void close() {
      runner.close();
    }
  }
}
