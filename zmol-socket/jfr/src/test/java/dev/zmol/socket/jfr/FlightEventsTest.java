package dev.zmol.socket.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.Counters;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.ComposedEthernetStack;
import dev.zmol.socket.dual.EthernetStack;
import dev.zmol.socket.dual.TcpConnection;
import dev.zmol.socket.dual.TcpListener;
import dev.zmol.socket.udp.UdpCounter;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Covers("U4")
class FlightEventsTest {
  @TempDir private Path directory;
  private long now;

  private List<RecordedEvent> record(String name, Runnable action) throws IOException {
    try (Recording recording = new Recording()) {
      // For events that come once per period: when the recording begins, and when it ends.
      recording.enable(name).with("period", "everyChunk");
      recording.start();
      action.run();
      recording.stop();
      Path file = directory.resolve("recording.jfr");
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> event.getEventType().getName().equals(name))
          .toList();
    }
  }

  @Test
  void aDroppedPacketIsAnEvent() throws IOException {
    DropCounters drops = new DropCounters();
    try (FlightEvents events = new FlightEvents("left").drops(drops)) {
      List<RecordedEvent> recorded =
          record(PacketDroppedEvent.NAME, () -> drops.count(DropReason.UDP_PORT_UNREACHABLE));

      assertThat(events).isNotNull();
      assertThat(recorded).hasSize(1);
      assertThat(recorded.getFirst().getString("stack")).isEqualTo("left");
      assertThat(recorded.getFirst().getString("reason")).isEqualTo("UDP_PORT_UNREACHABLE");
      assertThat(recorded.getFirst().getLong("packets")).isEqualTo(1);
    }
  }

  @Test
  void whatIsCountedIsAnEventOfEachPeriod() throws IOException {
    Counters<UdpCounter> counters = new Counters<>(UdpCounter.class);
    counters.add(UdpCounter.OUT_DATAGRAMS, 42);
    try (FlightEvents events = new FlightEvents("left").counters("udp", counters)) {
      List<RecordedEvent> recorded = record(CounterEvent.NAME, () -> assertThat(events).isNotNull());

      assertThat(recorded)
          .isNotEmpty()
          .allSatisfy(
              event -> {
                assertThat(event.getString("protocol")).isEqualTo("udp");
                assertThat(event.getString("counter")).isEqualTo("OUT_DATAGRAMS");
                assertThat(event.getLong("value")).isEqualTo(42);
              });
    }
  }

  private static InterfaceConfiguration host(int number) {
    return InterfaceConfiguration.builder()
        .hardwareAddress(MacAddress.of(2, 0, 0, 0, 0, number))
        .address(IpCidr.parse("192.0.2." + number + "/24"))
        .build();
  }

  /** A connection from its beginning to its end: the events are those of the side that opens and closes it. */
  @Test
  void theLifeOfAConnectionIsASeriesOfEvents() throws IOException {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    EthernetStack client = new ComposedEthernetStack(cable.left(), host(1));
    EthernetStack server = new ComposedEthernetStack(cable.right(), host(2));
    TcpListener listener = server.tcp().listen(80, 1);
    try (FlightEvents events = new FlightEvents("client")) {
      client.tcp().connectionListener(events);
      List<RecordedEvent> recorded =
          record(
              ConnectionStateEvent.NAME,
              () -> {
                TcpConnection connection = client.tcp().connect(IpEndpoint.parse("192.0.2.2:80"));
                poll(client, server);
                connection.close();
                poll(client, server);
                listener.accept().close();
                poll(client, server);
              });

      assertThat(recorded).allMatch(event -> event.getString("stack").equals("client"));
      assertThat(recorded).extracting(event -> event.getString("from") + " > " + event.getString("to"))
          .containsExactly(
              "CLOSED > SYN_SENT",
              "SYN_SENT > ESTABLISHED",
              "ESTABLISHED > FIN_WAIT_1",
              "FIN_WAIT_1 > FIN_WAIT_2",
              "FIN_WAIT_2 > TIME_WAIT");
      assertThat(recorded.getFirst().getString("connection")).contains("192.0.2.2:80");
    }
  }

  private void poll(EthernetStack client, EthernetStack server) {
    for (int k = 0; k < 20; k++) {
      now += 100_000_000L;
      client.poll(now);
      server.poll(now);
    }
  }
}
