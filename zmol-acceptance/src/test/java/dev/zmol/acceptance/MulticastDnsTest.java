package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An image and avahi on one link: each finds the other's name, and avahi our service. */
@Covers({"S9", "U1"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class MulticastDnsTest {
  private static final String BUS =
      """
      <!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
       "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
      <busconfig>
        <type>system</type>
        <listen>unix:path=/run/dbus/system_bus_socket</listen>
        <auth>EXTERNAL</auth>
        <policy context="default">
          <allow send_destination="*" eavesdrop="true"/>
          <allow eavesdrop="true"/>
          <allow own="*"/>
          <allow user="*"/>
        </policy>
      </busconfig>
      """;

  /** A message bus and avahi, with a /run of their own; they go when the standard input ends. */
  private static final String SCRIPT =
      """
      mount -t tmpfs none /run && mkdir /run/dbus /run/avahi-daemon || exit 1
      dbus-daemon --config-file="$0/bus.conf" --nofork --nopidfile & bus=$!
      while [ ! -S /run/dbus/system_bus_socket ]; do sleep 0.02; done
      avahi-daemon -f "$0/avahi.conf" --no-chroot --no-drop-root --no-rlimits & avahi=$!
      trap 'kill $avahi $bus; wait' EXIT
      trap 'exit 0' TERM
      cat
      """;

  @TempDir private Path directory;

  private Daemon avahi(Namespace namespace, Flavor flavor, String host) throws IOException {
    Files.writeString(directory.resolve("bus.conf"), BUS);
    String four = flavor == Flavor.IPV6 ? "no" : "yes";
    String six = flavor == Flavor.IPV4 ? "no" : "yes";
    Files.writeString(
        directory.resolve("avahi.conf"),
        """
        [server]
        host-name=%s
        use-ipv4=%s
        use-ipv6=%s
        allow-interfaces=kernel0
        [wide-area]
        enable-wide-area=no
        [publish]
        publish-workstation=no
        publish-hinfo=no
        """
            .formatted(host, four, six));
    return Daemon.start(namespace.command("unshare", "--mount", "sh", "-c", SCRIPT, directory.toString()));
  }

  /** Runs a client of avahi, which has to see the same /run. */
  private static Outcome run(Namespace namespace, Daemon avahi, String... client) throws Exception {
    List<String> command = new ArrayList<>(List.of("nsenter", "--target", "" + avahi.pid(), "--mount"));
    command.addAll(List.of(client));
    return namespace.run(command.toArray(String[]::new));
  }

  @ParameterizedTest
  @EnumSource
  void avahiAndAnImageFindEachOther(Flavor flavor) throws Exception {
    try (Cable cable = Cable.lay();
        Daemon serving =
            Daemon.start(
                cable
                    .namespace()
                    .command(cable.command(flavor, 2, "serve", "--mdns", "host").toArray(String[]::new)))) {
      serving.await("Ctrl-C ends");
      // Until the name is ours: three probes take up to a second.
      Thread.sleep(1_200);
      try (Daemon avahi = avahi(cable.namespace(), flavor, "host")) {
        avahi.await("conflict");
        avahi.await("Host name is host-2.local");
        String family = flavor == Flavor.IPV6 ? "-6" : "-4";
        Outcome name = run(cable.namespace(), avahi, "avahi-resolve", family, "-n", "host.local");
        assertThat(name.check().output()).startsWith("host.local\t");
        Outcome browsed = run(cable.namespace(), avahi, "avahi-browse", "-rtp", "_http._tcp");
        assertThat(browsed.check().output()).contains(";Web\\032page\\032of\\032host;", ";host.local;", ";80;\"path=/\"");
        String theirs = flavor == Flavor.IPV6 ? "fd11:12::1\n" : "10.11.12.1\n";
        assertThat(cable.resolve(flavor, "--mdns", "host-2").check().output()).contains(theirs);
      }
    }
  }
}
