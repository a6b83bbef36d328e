package dev.zmol.acceptance;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A {@code veth} pair in a namespace of its own: the kernel with its servers at one end, an image at the other. */
final class Cable implements AutoCloseable {
  private static final String OURS = "zmol0";
  static final String KERNELS = "kernel0";

  private final Namespace namespace;

  private Cable(Namespace namespace) {
    this.namespace = namespace;
  }

  static Cable lay() throws IOException, InterruptedException {
    Namespace namespace = Namespace.open();
    try {
      namespace.ip("link add " + OURS + " type veth peer name " + KERNELS);
      // Looking for duplicates would keep the kernel from using its own addresses for seconds.
      namespace
          .run("sh", "-c", "for f in /proc/sys/net/ipv6/conf/*/accept_dad; do echo 0 > $f; done")
          .check();
      namespace.ip("address add 10.11.12.1/24 dev " + KERNELS);
      namespace.ip("address add fd11:12::1/64 dev " + KERNELS + " nodad");
      namespace.ip("link set " + OURS + " up");
      namespace.ip("link set " + KERNELS + " up");
      return new Cable(namespace);
    } catch (IOException | InterruptedException | RuntimeException | Error failure) {
      namespace.close();
      throw failure;
    }
  }

  Namespace namespace() {
    return namespace;
  }

  /** A command of an image that runs at our end, as a host of some number. */
  List<String> command(Flavor flavor, int host, String name, String... more) {
    List<String> command = new ArrayList<>(List.of(flavor.program(), name, "--raw", OURS));
    for (String address : flavor.addresses()) {
      String network = address.substring(0, address.length() - 1);
      Collections.addAll(command, "--address", Flavor.cidr(network + host));
    }
    Collections.addAll(command, more);
    return command;
  }

  /** Has an image resolve names. */
  Outcome resolve(Flavor flavor, String... more) throws IOException, InterruptedException {
    return namespace.run(command(flavor, 3, "resolve", more).toArray(String[]::new));
  }

  @Override
  public void close() {
    namespace.close();
  }
}
