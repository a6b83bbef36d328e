package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.FaultInjector;
import dev.zmol.iface.Faults;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.iface.PcapWriter;
import dev.zmol.testkit.conformance.Covers;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

@Specialize
@Covers("D6")
class TracerTest {
  private final Site site = Comptime.IPV6 ? Site.ipv6() : Site.ipv4();
  private final LinkDevice.Pair link = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
  private final List<String> lines = new ArrayList<>();
  private final Packet packet = request();

  private Packet request() {
    byte[] request = Frames.echoRequest(site.peer(), site.host(), 7, 56);
    Packet filled = new Packet(1500);
    filled.set(filled.offset(), request.length);
    System.arraycopy(request, 0, filled.bytes(), filled.offset(), request.length);
    return filled;
  }

  @Test
  @Covers({"Tracer forwards receive and transmit", "Tracer returns null when inner has no frames"})
  void everyFrameIsShownInItsDirection() {
    Tracer near = new Tracer(link.left(), lines::add);
    Tracer far = new Tracer(link.right(), lines::add);

    assertThat(near.transmit(packet)).isTrue();
    assertThat(far.receive(packet)).isTrue();
    assertThat(far.receive(packet)).isFalse();

    assertThat(lines).hasSize(2);
    assertThat(lines.get(0)).startsWith("> ").contains(site.peer().toString()).contains("echo request");
    assertThat(lines.get(1)).startsWith("< ").endsWith(lines.get(0).substring(2));
  }

  @Test
  @Covers("Tracer and FaultInjector compose")
  void whatAFaultInjectorLosesBehindItIsShown() {
    Faults loss = Faults.NONE.withDrop(1);
    Tracer tracer = new Tracer(new FaultInjector(link.left(), loss, new Random(1)), lines::add);
    link.right().transmit(packet);

    assertThat(tracer.transmit(packet)).isTrue();
    assertThat(tracer.receive(packet)).isFalse();

    assertThat(lines).singleElement().asString().startsWith("> ");
    assertThat(link.right().receive(packet)).isFalse();
  }

  @Test
  @Covers("PcapWriter composes with Tracer")
  void whatIsShownCanBeCapturedToo() {
    ByteArrayOutputStream capture = new ByteArrayOutputStream();
    try (Tracer tracer = new Tracer(PcapWriter.builder(link.left()).to(capture), lines::add)) {
      tracer.transmit(packet);
    }

    assertThat(lines).hasSize(1);
    assertThat(capture.size()).isEqualTo(24 + 16 + packet.length());
    assertThat(link.right().receive(packet)).isTrue();
  }
}
