package dev.zmol.socket.jfr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.Counters;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.udp.UdpCounter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlightEventsTest {
  @TempDir private Path directory;

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
}
