package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Only;
import dev.zmol.iface.DropReason;
import dev.zmol.wire.dual.Ipv4Packet;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

@Only(IPV4)
class Ipv4ReassemblyTest extends ReassemblyBehavior {
  Ipv4ReassemblyTest() {
    super(Site.ipv4());
  }

  @Test
  void pingOfDeathIsDropped() {
    receive(Cuts.one(request(2000), 65_520, 1000, false, 7));
    receive(Cuts.one(request(2000), 65_528, 8, false, 7));
    assertThat(host.drops.of(DropReason.IP_FRAGMENT_MALFORMED)).isEqualTo(2);
    assertThat(host.ip.fragmentMemory()).isZero();
  }

  @Test
  void datagramThatOnlyItsOptionsMakeTooLongIsDropped() {
    byte[] long64k = request(65_507);
    byte[] first = Cuts.one(long64k, 0, 1000, true, 7);
    byte[] withOptions = new byte[first.length + 40];
    System.arraycopy(first, 0, withOptions, 0, 20);
    System.arraycopy(first, 20, withOptions, 60, 1000);
    Arrays.fill(withOptions, 20, 60, (byte) 1);
    withOptions[0] = 0x4f;
    withOptions[2] = (byte) (withOptions.length >> 8);
    withOptions[3] = (byte) withOptions.length;
    receive(Frames.withHeaderChecksum(withOptions));
    for (int offset = 1000; offset < 65_515; offset += 1000) {
      int length = Math.min(1000, 65_515 - offset);
      receive(Cuts.one(long64k, offset, length, offset + length < 65_515, 7));
    }
    assertThat(host.device.sent).isEmpty();
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_FRAGMENT_MALFORMED);
    assertThat(host.ip.fragmentMemory()).isZero();
  }

  @Test
  void oddLengthBeforeTheEndIsMalformed() {
    receive(Cuts.one(request(100), 0, 63, true, 7));
    assertThat(host.drops.nonZero()).containsOnlyKeys(DropReason.IP_FRAGMENT_MALFORMED);
  }

  @Test
  void protocolTellsDatagramsApart() {
    byte[] request = request(100);
    byte[] other = request.clone();
    other[9] = 17;
    receive(Cuts.one(request, 0, 64, true, 7));
    receive(Cuts.one(other, 64, 44, false, 7));
    assertThat(host.ip.incompleteDatagrams()).isEqualTo(2);
  }

  @Test
  void headerOfTheDatagramIsRight() {
    Cuts.all(request(100), 64, 7).forEach(this::receive);
    byte[] bytes = host.context.bytes();
    int ip = host.context.networkOffset();
    assertThat(Ipv4Packet.verify(bytes, ip)).isTrue();
    assertThat(Ipv4Packet.end(bytes, ip, bytes.length)).isEqualTo(host.context.end());
    assertThat(Ipv4Packet.isFragment(bytes, ip)).isFalse();
  }
}
