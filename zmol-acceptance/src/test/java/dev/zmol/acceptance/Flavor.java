package dev.zmol.acceptance;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** A flavour, its image, and its addresses in these tests. */
enum Flavor {
  IPV4,
  IPV6,
  DUAL;

  List<String> addresses() {
    return switch (this) {
      case IPV4 -> List.of("10.11.12.2");
      case IPV6 -> List.of("fd11:12::2");
      case DUAL -> List.of("10.11.12.2", "fd11:12::2");
    };
  }

  Path image() {
    return root().resolve("zmol-images").resolve(name().toLowerCase(Locale.ROOT)).resolve("target/image");
  }

  String program() {
    return image().resolve("bin/zmol").toString();
  }

  static Path root() {
    return Path.of(System.getProperty("zmol.root")).toAbsolutePath().normalize();
  }

  static boolean isV6(String address) {
    return address.indexOf(':') >= 0;
  }

  static String cidr(String address) {
    return address + (isV6(address) ? "/64" : "/24");
  }

  static String url(String address, String path) {
    return "http://" + (isV6(address) ? "[" + address + "]" : address) + path;
  }
}
