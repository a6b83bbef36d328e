package dev.zmol.tool.demo;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A flavour's image, and the addresses it has in the demonstration. */
enum Flavor {
  IPV4(true, false),
  IPV6(false, true),
  DUAL(true, true);

  private final boolean v4;
  private final boolean v6;

  Flavor(boolean v4, boolean v6) {
    this.v4 = v4;
    this.v6 = v6;
  }

  /** An address of the image, and that of the kernel on the same link. */
  record Link(String label, String address, String kernelAddress, int prefix) {
    String cidr() {
      return address + "/" + prefix;
    }

    String kernelCidr() {
      return kernelAddress + "/" + prefix;
    }

    boolean isV6() {
      return address.indexOf(':') >= 0;
    }

    String url(String path) {
      return "http://" + (isV6() ? "[" + address + "]" : address) + path;
    }
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }

  Path image(Path images) {
    return images.resolve(label()).resolve("target/image");
  }

  Path program(Path images) {
    return image(images).resolve("bin/zmol");
  }

  List<Link> links() {
    List<Link> links = new ArrayList<>();
    if (v4) {
      links.add(new Link("IPv4", "10.11.12.2", "10.11.12.1", 24));
    }
    if (v6) {
      links.add(new Link("IPv6", "fd11:12::2", "fd11:12::1", 64));
    }
    return links;
  }
}
