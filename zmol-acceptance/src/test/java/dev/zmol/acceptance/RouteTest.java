package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** Pings and traces through a router: an image at one end, the kernel in the middle, an image or the kernel beyond. */
@Covers({"U1", "S7"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class RouteTest {
  private static final List<String> SERVERS = Flavor.DUAL.addresses();

  /** An image behind the router, a second device beside it for the tool, and the kernel of a host beyond the router. */
  private static Served site(Namespace[] beyond) throws Exception {
    Served served = Served.start(Flavor.DUAL, "--gateway", "10.11.12.1", "--gateway", "fd11:12::1");
    Namespace router = served.namespace();
    router.ip("tuntap add dev zmol1 mode tap");
    router.run("sh", "-c", "echo 0 > /proc/sys/net/ipv6/conf/zmol1/accept_dad").check();
    router.ip("address add 10.11.13.1/24 dev zmol1");
    router.ip("address add fd11:13::1/64 dev zmol1 nodad");
    router.ip("link set zmol1 up");
    router.run("sh", "-c", "echo 1 > /proc/sys/net/ipv4/ip_forward").check();
    router.run("sh", "-c", "echo 1 > /proc/sys/net/ipv6/conf/all/forwarding").check();
    Namespace host = router.neighbor();
    beyond[0] = host;
    router.ip("link add far0 type veth peer name far1 netns " + host.pid());
    router.ip("address add 10.11.14.1/24 dev far0");
    router.ip("address add fd11:14::1/64 dev far0 nodad");
    router.ip("link set far0 up");
    host.ip("address add 10.11.14.2/24 dev far1");
    host.ip("address add fd11:14::2/64 dev far1 nodad");
    host.ip("link set far1 up");
    host.ip("route add default via 10.11.14.1");
    host.ip("-6 route add default via fd11:14::1");
    return served;
  }

  private static Outcome zmol(Namespace router, String command, String... more) throws Exception {
    List<String> line = new ArrayList<>(List.of(Flavor.DUAL.program(), command, "--tap", "zmol1"));
    line.addAll(List.of("--address", "10.11.13.2/24", "--address", "fd11:13::2/64"));
    line.addAll(List.of("--gateway", "10.11.13.1", "--gateway", "fd11:13::1"));
    line.addAll(Arrays.asList(more));
    return router.run(line.toArray(String[]::new));
  }

  @Test
  void theToolPingsAndTracesTheKernelThroughARouter() throws Exception {
    Namespace[] beyond = new Namespace[1];
    try (Served served = site(beyond);
        Namespace host = beyond[0]) {
      for (String target : List.of("10.11.14.2", "fd11:14::2")) {
        String router = target.replace("14", "13").replaceAll("2$", "1");
        assertThat(zmol(served.namespace(), "ping", "-c", "3", "-i", "0.1", "-s", "1000", target).check().output())
            .contains("1008 bytes from " + target + ": icmp_seq=3 ttl=63 time=")
            .contains("3 packets transmitted, 3 received, 0% packet loss", "rtt min/avg/max/mdev = ");
        Outcome expired = zmol(served.namespace(), "ping", "-c", "1", "-t", "1", "-W", "5", target);
        assertThat(expired.exitCode()).isEqualTo(1);
        assertThat(expired.output())
            .contains("From " + router + " icmp_seq=1 Time to live exceeded", "1 packets transmitted, 0 received, +1 err");
        for (String method : List.of("-p33434", "-I", "-T")) {
          assertHops(zmol(served.namespace(), "traceroute", method, target), router, target);
        }
      }
      assertThat(host.pid()).isPositive();
    }
  }

  @Test
  void theKernelTracesAnImageThroughARouter() throws Exception {
    Namespace[] beyond = new Namespace[1];
    try (Served served = site(beyond);
        Namespace host = beyond[0]) {
      for (String target : SERVERS) {
        String router = target.replace("12", "14").replaceAll("2$", "1");
        for (String method : List.of("-U", "-I", "-T")) {
          // Of the probes of one hop, traceroute waits for the later ones no longer than it takes on an idle machine.
          Outcome trace =
              host.run("traceroute", "-n", method, "-q", "1", "-N", "1", "-w", "5", "-p", port(method), target);
          assertHops(trace, router, target);
        }
        assertThat(host.ping(target, 10, 56).output()).contains("10 packets transmitted, 10 received");
      }
      assertThat(served.log()).contains("ready");
    }
  }

  private static String port(String method) {
    return method.equals("-T") ? "80" : "33434";
  }

  private static void assertHops(Outcome trace, String router, String target) {
    List<String> lines = trace.check().output().lines().toList();
    assertThat(lines).as(trace.output()).hasSizeGreaterThanOrEqualTo(3);
    assertThat(lines.get(0)).startsWith("traceroute to " + target);
    assertThat(lines.get(1)).matches(" 1  \\Q" + router + "\\E  [0-9.]+ ms.*");
    assertThat(lines.get(2)).matches(" 2  \\Q" + target + "\\E  [0-9.]+ ms.*");
  }

  @Test
  void theClientTalksToServicesByTcpAndUdp() throws Exception {
    Namespace[] beyond = new Namespace[1];
    try (Served served = site(beyond);
        Namespace host = beyond[0]) {
      assertThat(host.pid()).isPositive();
      for (String target : SERVERS) {
        String own = target.replace("12", "13");
        for (String way : List.of("", "-u -w 1")) {
          String call =
              "printf 'over and out' | " + Flavor.DUAL.program() + " client --tap zmol1 --address " + Flavor.cidr(own)
                  + " --gateway " + own.replaceAll("2$", "1") + " " + way + " " + target + " 7";
          assertThat(served.namespace().run("sh", "-c", call).check().output()).isEqualTo("over and out");
        }
      }
    }
  }
}
