package dev.zmol.tool.demo;

import dev.zmol.tool.demo.Flavor.Link;
import java.io.IOException;
import java.net.InetAddress;

/** Echo requests by the Java platform's own means, where {@code ping} is not installed. */
final class PlatformPing {
  private static final int COUNT = 20;

  private final String flavor;
  private final Link link;

  PlatformPing(String flavor, Link link) {
    this.flavor = flavor;
    this.link = link;
  }

  Step step() {
    String what = link.label() + " echo requests of the Java platform (ping is not installed)";
    try {
      InetAddress address = InetAddress.getByName(link.address());
      int answered = 0;
      for (int k = 0; k < COUNT; k++) {
        answered += address.isReachable(2000) ? 1 : 0;
      }
      return new Step(flavor, what, answered == COUNT, answered + " of " + COUNT + " answered");
    } catch (IOException e) {
      return new Step(flavor, what, false, e.getMessage());
    }
  }
}
