package dev.zmol.tool.demo;

import dev.zmol.tool.ToolException;
import dev.zmol.tool.demo.Flavor.Link;
import java.util.List;

/** The kernel's end of the link: the TAP device and the kernel's addresses on it. */
final class KernelSide {
  static final String DEVICE = "zmol0";

  /** The station address of the image, so that the kernel need not ask before the first reply is timed. */
  static final String MAC = "02:7a:6d:6f:6c:02";

  private KernelSide() {}

  /** Makes the device, which waits for an image to attach. */
  static void open(List<Link> links) {
    ip("tuntap", "add", "dev", DEVICE, "mode", "tap");
    for (Link link : links) {
      if (link.isV6()) {
        ip("address", "add", link.kernelCidr(), "dev", DEVICE, "nodad");
      } else {
        ip("address", "add", link.kernelCidr(), "dev", DEVICE);
      }
    }
    ip("link", "set", DEVICE, "up");
  }

  /** Tells the kernel which station has an address. */
  static void know(Link link) {
    ip("neighbor", "replace", link.address(), "lladdr", MAC, "dev", DEVICE, "nud", "permanent");
  }

  /** Has the kernel find out itself (ARP or neighbour discovery). */
  static void forget(Link link) {
    ip("neighbor", "delete", link.address(), "dev", DEVICE);
  }

  static void close() {
    ip("link", "delete", DEVICE);
  }

  private static void ip(String... arguments) {
    String[] command = new String[arguments.length + 1];
    command[0] = "ip";
    System.arraycopy(arguments, 0, command, 1, arguments.length);
    Outcome outcome = Programs.run(command);
    if (!outcome.succeeded()) {
      throw new ToolException(String.join(" ", command) + ": " + outcome.complaint());
    }
  }
}
