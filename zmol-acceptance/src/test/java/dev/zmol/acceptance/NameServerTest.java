package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An image that asks the name servers that people run: dnsmasq and unbound. */
@Covers({"S9", "W6", "U1"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class NameServerTest {
  /** An address at which nobody is. */
  private static final List<String> SILENT = List.of("10.11.12.99", "fd11:12::99");

  @TempDir private Path directory;

  private static String of(List<String> both, Flavor flavor) {
    return both.get(flavor == Flavor.IPV6 ? 1 : 0);
  }

  private static String server(Flavor flavor) {
    return of(List.of("10.11.12.1", "fd11:12::1"), flavor);
  }

  private static Daemon dnsmasq(Cable cable) throws Exception {
    Daemon daemon =
        Daemon.start(
            cable
                .namespace()
                .command(
                    "dnsmasq",
                    "--keep-in-foreground",
                    "--log-facility=-",
                    "--conf-file=/dev/null",
                    "--pid-file=",
                    "--user=" + System.getProperty("user.name"),
                    "--no-resolv",
                    "--no-hosts",
                    "--local=/zmol.test/",
                    "--local-ttl=77",
                    "--host-record=www.zmol.test,192.0.2.7,2001:db8::7",
                    "--cname=alias.zmol.test,www.zmol.test",
                    "--srv-host=_http._tcp.zmol.test,www.zmol.test,8080,1,2",
                    "--txt-record=text.zmol.test,hello world,a=b"));
    daemon.await("started");
    return daemon;
  }

  @ParameterizedTest
  @EnumSource
  void asksDnsmasqForAllThatItHas(Flavor flavor) throws Exception {
    try (Cable cable = Cable.lay();
        Daemon _ = dnsmasq(cable)) {
      String server = server(flavor);
      Outcome addresses = cable.resolve(flavor, "--server", server, "--search", "zmol.test", "alias", "www");
      String both = "2001:db8::7\n192.0.2.7\n";
      String known =
          switch (flavor) {
            case IPV4 -> "192.0.2.7\n";
            case IPV6 -> "2001:db8::7\n";
            case DUAL -> both;
          };
      assertThat(addresses.check().output()).isEqualTo("www.zmol.test.\n" + known + known);
      Outcome negative =
          cable.resolve(flavor, "--server", server, "-v", "nothing.zmol.test", "text.zmol.test");
      assertThat(negative.exitCode()).isEqualTo(1);
      assertThat(negative.error())
          .isEqualTo(
              "zmol: nothing.zmol.test: there is no such name\n"
                  + "zmol: text.zmol.test: the name has no record of that type\n");
    }
  }

  @Test
  void asksDnsmasqForRecordsOfOtherTypes() throws Exception {
    Path capture = directory.resolve("dns.pcap");
    try (Cable cable = Cable.lay();
        Daemon _ = dnsmasq(cable)) {
      Flavor flavor = Flavor.DUAL;
      String server = server(flavor);
      assertThat(cable.resolve(flavor, "--server", server, "192.0.2.7", "2001:db8::7").check().output())
          .isEqualTo("www.zmol.test.\nwww.zmol.test.\n");
      assertThat(cable.resolve(flavor, "--server", server, "-t", "txt", "text.zmol.test").check().output())
          .isEqualTo("\"hello world\" \"a=b\"\n");
      Outcome service =
          cable
              .resolve(
                  flavor, "--server", "fd11:12::1", "-v", "-t", "SRV", "--pcap", capture.toString(),
                  "_http._tcp.zmol.test")
              .check();
      assertThat(service.output())
          .contains("_http._tcp.zmol.test. 77 IN SRV 1 2 8080 www.zmol.test.\n", "from [fd11:12::1]:53");
      FrameComparison.assertAgreement(capture, "dns.id");
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"IPV4", "IPV6"})
  void asksTheNextServerIfOneIsSilent(Flavor flavor) throws Exception {
    try (Cable cable = Cable.lay();
        Daemon _ = dnsmasq(cable)) {
      Outcome outcome =
          cable.resolve(
              flavor, "--server", of(SILENT, flavor), "--server", server(flavor), "--retry", "0.2", "-v",
              "www.zmol.test");
      assertThat(outcome.check().output()).contains("; ANSWERED").contains(server(flavor));
    }
  }

  private Daemon unbound(Cable cable) throws Exception {
    StringBuilder configuration =
        new StringBuilder(
            """
            server:
              directory: "%s"
              username: ""
              chroot: ""
              pidfile: ""
              use-syslog: no
              log-time-ascii: no
              verbosity: 1
              num-threads: 1
              interface: 10.11.12.1
              interface: fd11:12::1
              access-control: 0.0.0.0/0 allow
              access-control: ::/0 allow
              local-zone: "zmol.test." static
              local-data: "zmol.test. 300 IN SOA ns.zmol.test. root.zmol.test. 1 3600 600 86400 60"
              local-data: "zmol.test. 300 IN NS ns.zmol.test."
              local-data: "zmol.test. 300 IN MX 10 www.zmol.test."
              local-data: "www.zmol.test. 300 IN A 192.0.2.7"
              local-data: "www.zmol.test. 300 IN AAAA 2001:db8::7"
              local-data: "alias.zmol.test. 300 IN CNAME www.zmol.test."
              local-data: "_http._tcp.zmol.test. 300 IN SRV 1 2 8080 www.zmol.test."
              local-data-ptr: "192.0.2.7 300 www.zmol.test"
            """
                .formatted(directory));
    for (int k = 0; k < 200; k++) {
      configuration.append("  local-data: 'big.zmol.test. 300 IN TXT \"%03d%s\"'\n".formatted(k, "x".repeat(200)));
    }
    configuration.append("remote-control:\n  control-enable: no\n");
    Path file = directory.resolve("unbound.conf");
    Files.writeString(file, configuration);
    Daemon daemon = Daemon.start(cable.namespace().command("unbound", "-d", "-c", file.toString()));
    daemon.await("start of service");
    return daemon;
  }

  @Test
  void asksUnboundForRecordsOfEveryType() throws Exception {
    try (Cable cable = Cable.lay();
        Daemon _ = unbound(cable)) {
      assertThat(records(cable, "zmol.test", "SOA"))
          .contains("zmol.test. 300 IN SOA ns.zmol.test. root.zmol.test. 1 3600 600 86400 60");
      assertThat(records(cable, "zmol.test", "NS")).contains("zmol.test. 300 IN NS ns.zmol.test.");
      assertThat(records(cable, "zmol.test", "MX")).contains("zmol.test. 300 IN MX 10 www.zmol.test.");
      assertThat(records(cable, "_http._tcp.zmol.test", "SRV")).contains(" IN SRV 1 2 8080 www.zmol.test.");
      assertThat(records(cable, "alias.zmol.test", "CNAME")).contains(" IN CNAME www.zmol.test.");
      Outcome mixed =
          cable.resolve(Flavor.DUAL, "--server", "fd11:12::1", "alias.zmol.test", "www.zmol.test", "192.0.2.7");
      assertThat(mixed.check().output())
          .isEqualTo("www.zmol.test.\n2001:db8::7\n192.0.2.7\n2001:db8::7\n192.0.2.7\nwww.zmol.test.\n");
    }
  }

  private static String records(Cable cable, String name, String type) throws Exception {
    return cable.resolve(Flavor.DUAL, "--server", "10.11.12.1", "-v", "-t", type, name).check().output();
  }

  @ParameterizedTest
  @EnumSource(names = {"IPV4", "IPV6"})
  void fetchesWhatIsTooLongForUdpOverTcp(Flavor flavor) throws Exception {
    try (Cable cable = Cable.lay();
        Daemon _ = unbound(cable)) {
      Outcome outcome = cable.resolve(flavor, "--server", server(flavor), "-t", "TXT", "big.zmol.test");
      assertThat(outcome.check().output().lines()).hasSize(200).doesNotHaveDuplicates();
      Outcome negative = cable.resolve(flavor, "--server", server(flavor), "--tcp", "nothing.zmol.test");
      assertThat(negative.error()).isEqualTo("zmol: nothing.zmol.test: there is no such name\n");
    }
  }
}
