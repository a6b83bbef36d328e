package dev.zmol.tool;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.MtuLimit;
import dev.zmol.iface.VlanDevice;
import dev.zmol.iface.linux.Offload;
import dev.zmol.iface.linux.PacketSocketDevice;
import dev.zmol.iface.linux.TapDevice;
import dev.zmol.iface.linux.TunDevice;
import dev.zmol.wire.MacAddress;
import java.util.concurrent.ThreadLocalRandom;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The device of the tool's interface, and what is recorded of its frames. */
public final class DeviceOptions {
  private static final int MAX_VLAN = 4094;
  private static final long LOCAL_UNICAST = 0x0200_0000_0000L;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @ArgGroup(multiplicity = "1")
  private Kind kind;

  /** Ethernet or IP, the kernel at the other end or beside us: one of them. */
  static final class Kind {
    @Option(names = "--tap", paramLabel = "NAME", required = true, description = "A TAP device: Ethernet.")
    private String tap;

    @Option(names = "--tun", paramLabel = "NAME", required = true, description = "A TUN device: IP without Ethernet.")
    private String tun;

    @Option(
        names = "--raw",
        paramLabel = "NAME",
        required = true,
        description = "An interface of the kernel, such as a network card, by a raw packet socket: Ethernet.")
    private String raw;

    Kind() {}
  }

  @Option(names = "--mac", paramLabel = "MAC", description = "Our station address on Ethernet (default: a random one).")
  private String mac;

  @Option(names = "--mtu", paramLabel = "BYTES", description = "The longest packet (default: what the device says).")
  private int mtu = DeviceCapabilities.MAX_MTU;

  @Option(
      names = "--no-offload",
      negatable = true,
      defaultValue = "true",
      description = "Leave checksums and TCP segmentation to the kernel, or (--no-offload) do them ourselves.")
  private boolean offload;

  @Option(
      names = "--promiscuous",
      description = "With --raw, receive the frames of all stations, and leave it to the stack to choose.")
  private boolean promiscuous;

  @Mixin private FaultOptions faults;

  @Option(
      names = "--vlan",
      paramLabel = "NUMBER",
      description = "With --tap, speak to one virtual LAN only, in tagged frames.")
  private Integer vlan;

  @Mixin private CaptureOptions capture;

  @Option(names = "--trace", description = "Print a line per frame on the standard error.")
  private boolean trace;

  private MacAddress hardwareAddress;

  /** Creates the options; the command line fills them. */
  public DeviceOptions() {}

  /** {@return the limit that the user has set to the MTU, in bytes; the largest MTU if none was set} */
  public int mtu() {
    return mtu;
  }

  /** {@return the name of the device, as the user gave it} */
  public String name() {
    if (kind.raw != null) {
      return kind.raw;
    }
    return kind.tap == null ? kind.tun : kind.tap;
  }

  /** {@return {@code tap}, {@code tun} or {@code raw}} */
  public String medium() {
    if (kind.raw != null) {
      return "raw";
    }
    return kind.tap == null ? "tun" : "tap";
  }

  /** {@return our station address, the same every time} */
  public MacAddress hardwareAddress() {
    if (hardwareAddress == null) {
      hardwareAddress = mac == null ? randomAddress() : parseAddress();
    }
    return hardwareAddress;
  }

  private static MacAddress randomAddress() {
    return new MacAddress(LOCAL_UNICAST | ThreadLocalRandom.current().nextLong(1L << 40));
  }

  private MacAddress parseAddress() {
    try {
      MacAddress address = MacAddress.parse(mac);
      if (address.isUnicast()) {
        return address;
      }
    } catch (IllegalArgumentException e) {
      throw misuse("--mac '" + mac + "' has to be six pairs of hexadecimal digits, as in 02:00:5e:10:00:01");
    }
    throw misuse("--mac '" + mac + "' has to be a unicast address");
  }

  /** Refuses what can't be, before anything is opened. */
  public void check() {
    if (mtu < DeviceCapabilities.MIN_MTU || mtu > DeviceCapabilities.MAX_MTU) {
      String range = DeviceCapabilities.MIN_MTU + " to " + DeviceCapabilities.MAX_MTU;
      throw misuse("--mtu is " + mtu + "; it has to be from " + range);
    }
    if (promiscuous && kind.raw == null) {
      throw misuse("--promiscuous needs --raw");
    }
    if (vlan != null && kind.tap == null) {
      throw misuse("--vlan needs --tap; elsewhere let the kernel do it: ip link add link … type vlan id …");
    }
    if (vlan != null && (vlan < 1 || vlan > MAX_VLAN)) {
      throw misuse("--vlan is " + vlan + "; it has to be from 1 to " + MAX_VLAN);
    }
    faults.check();
    capture.check();
    hardwareAddress();
  }

  /** {@return whether a line per frame is to be printed} */
  public boolean trace() {
    return trace;
  }

  /**
   * Opens the device.
   *
   * @return the device, with what captures its frames around it
   */
  public Device open() {
    Device device = capture.around(faults.around(kernelDevice()));
    if (vlan != null) {
      device = new VlanDevice(device, vlan);
    }
    return mtu < device.capabilities().mtu() ? new MtuLimit(device, mtu) : device;
  }

  /**
   * Has the capture file say why frames were dropped, if there is one that can.
   *
   * @param drops the counters of the stack on the device, which nobody polls yet
   */
  public void explain(DropCounters drops) {
    capture.explain(drops);
  }

  private Device kernelDevice() {
    // Super-segments can't be tagged.
    Offload kernel = offload && vlan == null ? Offload.CHECKSUM_AND_SEGMENTATION : Offload.NONE;
    try {
      return switch (medium()) {
        case "raw" -> packetSocket(kernel);
        case "tun" -> TunDevice.open(kind.tun, kernel);
        default -> TapDevice.open(kind.tap, kernel);
      };
    } catch (IllegalArgumentException e) {
      throw misuse("--" + medium() + " '" + name() + "': " + e.getMessage());
    }
  }

  private Device packetSocket(Offload kernel) {
    return promiscuous
        ? PacketSocketDevice.openPromiscuous(kind.raw, kernel)
        : PacketSocketDevice.open(kind.raw, hardwareAddress(), kernel);
  }

  private ParameterException misuse(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
