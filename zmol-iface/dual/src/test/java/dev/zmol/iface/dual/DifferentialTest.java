package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.wire.dual.IpCidr;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The dual-stack flavour and that of a single family send the same bytes in answer to the same frames.
 *
 * <p>The digests below are the same in every flavour that runs the test. They change with the behaviour of the stack:
 * that is fine, as long as they change to the same value everywhere.
 */
@Specialize
class DifferentialTest {
  private static final int FRAMES = 20_000;
  private static final long SEED = 4711;

  /** A host with the addresses of all families of the flavour. */
  private static Host host() {
    List<IpCidr> addresses = new ArrayList<>();
    if (Comptime.IPV4) {
      addresses.add(Site.ipv4().own());
    }
    if (Comptime.IPV6) {
      addresses.add(Site.ipv6().own());
    }
    return new Host(
        DeviceCapabilities.plain(Medium.ETHERNET, 1500),
        Host.configuration(addresses.toArray(IpCidr[]::new)).build());
  }

  private static String digestOfAnswers(FramePrograms program, Site site) throws NoSuchAlgorithmException {
    Host host = host();
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    for (int k = 0; k < FRAMES; k++) {
      long now = k * 1_000_000L;
      host.receive(program.next(), now);
      if (k % 10 == 0) {
        host.icmp.sendEchoRequest(k % 20 == 0 ? site.peer() : site.gateway(), 1, k, new byte[k % 100], now);
      }
      host.ip.poll(now);
    }
    host.device.sent.forEach(digest::update);
    return host.device.sent.size() + " " + HexFormat.of().formatHex(digest.digest(), 0, 8);
  }

  @Test
  @Only(IPV4)
  void ipv4FramesHaveTheSameAnswersInEveryFlavor() throws NoSuchAlgorithmException {
    String digest = digestOfAnswers(new FramePrograms(SEED).ipv4(), Site.ipv4());

    assertThat(digest).as("seed %d", SEED).isEqualTo("4423 ebe73f2120a4786b");
  }

  @Test
  @Only(IPV6)
  void ipv6FramesHaveTheSameAnswersInEveryFlavor() throws NoSuchAlgorithmException {
    String digest = digestOfAnswers(new FramePrograms(SEED).ipv6(), Site.ipv6());

    assertThat(digest).as("seed %d", SEED).isEqualTo("5500 312fbea632353c40");
  }
}
