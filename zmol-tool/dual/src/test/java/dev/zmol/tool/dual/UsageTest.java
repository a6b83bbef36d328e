package dev.zmol.tool.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.tool.Tool;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/** Misuse is one clear line and exit code 2. */
@Specialize
@Covers("U1")
class UsageTest {
  /** An address that every flavour of the test speaks. */
  private static final String CIDR = Comptime.IPV4 ? "192.0.2.2/24" : "2001:db8::2/64";

  private final StringWriter err = new StringWriter();

  private int run(String line) {
    CommandLine tool = Zmol.commandLine().setErr(new PrintWriter(err, true));
    return Tool.run(tool, line.strip().split(" +", -1));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      nonsense                                                  | nonsense
      ping --tap t --address CIDR --unheard-of 192.0.2.1        | --unheard-of
      ping --tap t --address CIDR                               | ADDRESS
      ping --address CIDR x                                     | --tap
      ping --tap t --tun u --address CIDR x                     | mutually exclusive
      ping --tap t x                                            | --address
      ping --tap t --address CIDR not-an-address                | not-an-address
      ping --tap t --address 300.0.0.1/24 x                     | 300.0.0.1/24
      ping --tap t --address 192.0.2.2 x                        | 192.0.2.2
      ping --tap t --address CIDR --mac 01:02:03 TARGET         | --mac '01:02:03'
      ping --tap t --address CIDR --mac 01:00:00:00:00:00 TARGET | unicast
      ping --tap t --address CIDR --mtu 10 TARGET               | --mtu is 10
      ping --tap t --raw r --address CIDR x                     | mutually exclusive
      ping --tap t --address CIDR --promiscuous TARGET          | --promiscuous needs --raw
      resolve --tap t --address CIDR                            | NAME
      dhcp                                                      | --tap
      dhcp --tun t                                              | --tap or --raw
      dhcp --tap t --longest-lease 0                            | --longest-lease is 0
      dhcp --tap t --timeout 0                                  | --timeout is 0
      resolve --tap t --address CIDR www.example.org            | --server is missing
      resolve --tap t --address CIDR --server x www.example.org | x
      resolve --tap t --address CIDR --mdns --type NO www       | "NO" is no type
      resolve --tap t --address CIDR --mdns a..b                | empty label
      serve --tap t --address CIDR --mdns                       | --mdns
      ping --tap t --address CIDR --ipsec no-such-file TARGET   | --ipsec: there is no file no-such-file
      ping --tap t --address CIDR --loss 101 TARGET             | --loss is 101
      ping --tap t --address CIDR --reorder -1 TARGET           | --reorder is -1
      ping --tap t --address CIDR --reorder-by -1 TARGET        | --reorder-by is -1
      ping --tap t --address CIDR --corrupt 101 TARGET          | --corrupt is 101
      ping --tap t --address CIDR --fuzz -1 TARGET              | --fuzz is -1
      ping --tap t --address CIDR --rate -1 TARGET              | --rate is -1
      ping --tap t --address CIDR --rate-interval 0 TARGET      | --rate-interval is 0
      ping --tap t --address CIDR --max-frame -1 TARGET         | --max-frame is -1
      ping --tap t --address CIDR --pcap-direction up TARGET    | --pcap-direction is 'up'
      ping --tap t --address CIDR --pcap-snaplen 0 TARGET       | --pcap-snaplen is 0
      ping --tap t --address CIDR --vlan 4095 TARGET            | --vlan is 4095
      ping --tun t --address CIDR --vlan 5 TARGET               | --vlan needs --tap
      ping --tap t --address CIDR --buffer 100 TARGET           | --buffer is 100
      ping --raw a-name-that-is-too-long --address CIDR TARGET  | a-name-that-is-too-long
      ping --tap t --address CIDR -c 0 TARGET                   | -c is 0
      ping --tap t --address CIDR -s 70000 TARGET               | -s is 70000
      ping --tap t --address CIDR -t 256 TARGET                 | --ttl is 256
      ping --tap t --address CIDR -Q -1 TARGET                  | -Q is -1
      ping --tap t --address CIDR -w -1 TARGET                  | -w have to be 0
      traceroute --tap t --address CIDR -I -T TARGET            | mutually exclusive
      traceroute --tap t --address CIDR -m 256 TARGET           | -m is 256
      traceroute --tap t --address CIDR -f 9 -m 8 TARGET        | -f is 9
      traceroute --tap t --address CIDR -q 0 TARGET             | -q is 0
      traceroute --tap t --address CIDR -w 0 TARGET             | -w has
      traceroute --tap t --address CIDR TARGET 9                | LENGTH is 9
      client --tap t --address CIDR TARGET 0                    | PORT is 0
      client --tap t --address CIDR TARGET                      | PORT
      client --tap t --address CIDR -w 0 TARGET 7               | -w has
      bench --tap t --address CIDR -t 0 TARGET                  | -t is 0
      bench --tap t --address CIDR -s 0 TARGET                  | -s is 0
      ping --tap t --address CIDR --gateway GATEWAY TARGET      | GATEWAY
      ping --tap a-name-that-is-too-long --address CIDR TARGET  | a-name-that-is-too-long
      multicast                                                 | join or send
      multicast join --tap t --address CIDR                     | GROUP:PORT
      multicast join --tap t --address CIDR TARGET              | port
      multicast join --tap t --address CIDR -c 0 @GROUP          | -c is 0
      multicast join --tap t --address CIDR --source x --exclude y @GROUP | mutually exclusive
      multicast join --tap t --address CIDR --source x @GROUP    | x
      multicast send --tap t --address CIDR @GROUP               | TEXT
      multicast send --tap t --address CIDR --ttl 256 @GROUP x   | --ttl
      multicast send --tap t --address CIDR [ff05::]:0 x        | ff05
      """)
  void tellsWhatIsWrong(String line, String expected) {
    int exitCode = run(fill(line));
    assertThat(exitCode).as(err.toString()).isEqualTo(2);
    assertThat(err.toString().lines()).hasSize(1).first().asString().contains(fill(expected)).startsWith("zmol");
  }

  private static String fill(String text) {
    return text
        .replace("CIDR", CIDR)
        .replace("TARGET", CIDR.substring(0, CIDR.indexOf('/')))
        .replace("@GROUP", Comptime.IPV4 ? "239.1.2.3:5000" : "[ff05::1:3]:5000")
        .replace("GATEWAY", Comptime.IPV4 ? "198.51.100.1" : "2001:db8:1::1");
  }

  @Test
  void tellsWhenAFamilyIsMissing() {
    if (!Comptime.IPV6) {
      assertThat(run("ping --tap t --address 2001:db8::2/64 x")).isEqualTo(2);
      assertThat(err.toString()).contains("IPv6 address").contains("IPv4 alone");
    } else if (!Comptime.IPV4) {
      assertThat(run("ping --tap t --address 192.0.2.2/24 x")).isEqualTo(2);
      assertThat(err.toString()).contains("IPv4 address").contains("IPv6 alone");
    } else {
      assertThat(run("ping --tap t --address 192.0.2.2/24 --address 2001:db8::2/64 x")).isEqualTo(2);
      assertThat(err.toString()).contains("\"x\"");
    }
  }

  @Test
  void asksForACommand() {
    assertThat(Tool.run(Zmol.commandLine().setErr(new PrintWriter(err, true)))).isEqualTo(2);
    assertThat(err.toString()).contains("a command is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--version", "serve --version", "ping --version", "get --version", "dhcp --version", "rehearse --version"
      })
  void tellsItsVersion(String line) {
    StringWriter out = new StringWriter();
    assertThat(Tool.run(Zmol.commandLine().setOut(new PrintWriter(out, true)), line.split(" ", -1))).isZero();
    assertThat(out.toString()).startsWith(Tool.VERSION);
  }

  @Test
  void helpsAndSucceeds() {
    StringWriter out = new StringWriter();
    assertThat(Tool.run(Zmol.commandLine().setOut(new PrintWriter(out, true)), "ping", "--help")).isZero();
    assertThat(out.toString()).contains("--address", "--gateway", "--pcap", "--trace", "--json");
  }
}
