package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.Medium;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.iface.dual.Tracer;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.tool.DeviceOptions;
import dev.zmol.tool.ToolException;
import java.util.function.Consumer;
import picocli.CommandLine.Mixin;

/** The interface that a command runs on: the options that describe it, and the stack on its device. */
@Specialize
final class Interface {
  /** The least MTU of a link that carries IPv6 (RFC 8200 §5). */
  private static final int IPV6_MIN_MTU = 1280;

  /** So many half-open connections that a flood of them does not drive out those of clients at once. */
  private static final TcpConfiguration TCP = TcpConfiguration.builder().halfOpenLimit(16_384).build();

  @Mixin private DeviceOptions device;
  @Mixin private AddressOptions addresses;

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
    InterfaceConfiguration.Builder builder = InterfaceConfiguration.builder();
    builder.hardwareAddress(device.hardwareAddress());
    addresses.configure(builder);
    try {
      return builder.build();
    } catch (IllegalArgumentException e) {
      throw addresses.misuse(e.getMessage());
    }
  }

  /** Opens the device and makes the stack; the runner owns both. */
  Running start(InterfaceConfiguration configuration) {
    return start(configuration, Interface::report);
  }

  /** Opens the device and makes the stack; if that fails later, the handler is told. */
  Running start(InterfaceConfiguration configuration, Consumer<Throwable> failureHandler) {
    Device opened = device.open();
    return start(device.trace() ? new Tracer(opened, System.err::println) : opened, configuration, failureHandler);
  }

  /** Makes a stack on a device that is open already. */
  static Running start(Device device, InterfaceConfiguration configuration) {
    return start(device, configuration, Interface::report);
  }

  private static void report(Throwable failure) {
    System.err.println("zmol: the stack has failed: " + failure);
  }

  private static Running start(
      Device device, InterfaceConfiguration configuration, Consumer<Throwable> failureHandler) {
    try {
      ToolStack stack = stack(device, configuration);
      return new Running(stack, StackRunner.builder(stack, device).failureHandler(failureHandler).start());
    } catch (IllegalArgumentException e) {
      device.close();
      throw new ToolException(e.getMessage());
    }
  }

  private static ToolStack stack(Device device, InterfaceConfiguration configuration) {
    return device.capabilities().medium() == Medium.ETHERNET
        ? new ComposedTapStack(device, configuration, TCP)
        : new ComposedTunStack(device, configuration, TCP);
  }

  /** A stack and the runner that owns its thread. */
  record Running(ToolStack stack, StackRunner runner) implements AutoCloseable {
    @Override
    public void close() {
      runner.close();
    }
  }
}
