package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@Specialize
class TracerTest {
  @Test
  void everyFrameIsShownInItsDirection() {
    Site site = Comptime.IPV6 ? Site.ipv6() : Site.ipv4();
    LinkDevice.Pair link = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
    List<String> lines = new ArrayList<>();
    Tracer near = new Tracer(link.left(), lines::add);
    Tracer far = new Tracer(link.right(), lines::add);
    byte[] request = Frames.echoRequest(site.peer(), site.host(), 7, 56);
    Packet packet = new Packet(1500);
    packet.set(packet.offset(), request.length);
    System.arraycopy(request, 0, packet.bytes(), packet.offset(), request.length);

    assertThat(near.transmit(packet)).isTrue();
    assertThat(far.receive(packet)).isTrue();
    assertThat(far.receive(packet)).isFalse();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("> ").contains(site.peer().toString()).contains("echo request");
    assertThat(lines.get(1)).startsWith("< ").endsWith(lines.get(0).substring(2));
  }
}
