package dev.zmol.lowpan.zep;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.ipv6.EchoListener;
import dev.zmol.iface.ipv6.IcmpError;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.lowpan.LowpanConfiguration;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.lowpan.rpl.RplConfiguration;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Three nodes in real time, with the kernel between them, and a listener that {@code tshark} reads the captures of. */
@Covers({"L1", "L2"})
@Timeout(120)
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class ZepHubTest {
  private static final Ipv6Address ROOT = Ipv6Address.parse("2001:db8::1");
  private static final int CHANNEL = 26;

  private static final class Replies implements EchoListener {
    private int count;

    @Override
    public void onReply(Ipv6Address source, int identifier, int sequence, int length, int hopLimit, long nowNanos) {
      count++;
    }

    @Override
    public void onError(IcmpError error, int identifier, int sequence, long nowNanos) {}
  }

  @TempDir private Path directory;

  private final List<ZepDevice> devices = new ArrayList<>();
  private final List<ZepStack> stacks = new ArrayList<>();
  private final List<byte[]> datagrams = new ArrayList<>();

  private void node(ZepHub hub, int number, RplConfiguration configuration) throws IOException {
    ZepDevice device = ZepDevice.open(ZepDeviceTest.loopback(0), hub.localAddress(), CHANNEL, number);
    Ieee802154Address eui = Ieee802154Address.ofExtended(0x0212_4b00_0000_0000L | number);
    devices.add(device);
    stacks.add(
        new ComposedZepStack(
            device,
            InterfaceConfiguration.builder().random(new Random(number)).build(),
            LowpanConfiguration.builder(eui, 0xabcd).acknowledgmentWaitNanos(20_000_000).build(),
            configuration));
  }

  private boolean runUntil(BooleanSupplier condition, DatagramSocket listener) throws IOException {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!condition.getAsBoolean() && System.nanoTime() < end) {
      boolean worked = false;
      for (ZepStack stack : stacks) {
        worked |= stack.poll(System.nanoTime());
      }
      if (!worked) {
        listen(listener);
      }
    }
    return condition.getAsBoolean();
  }

  /** Hears what is said, or waits for a millisecond. */
  private void listen(DatagramSocket listener) throws IOException {
    var datagram = new DatagramPacket(new byte[300], 300);
    try {
      listener.setSoTimeout(1);
      listener.receive(datagram);
      datagrams.add(Arrays.copyOf(datagram.getData(), datagram.getLength()));
    } catch (SocketTimeoutException e) {
      // Nobody says anything.
    }
  }

  @Test
  void nodesFormANetworkAndTsharkReadsWhatTheySay() throws Exception {
    try (ZepHub hub = ZepHub.open(ZepDeviceTest.loopback(0), 8);
        var listener = new DatagramSocket(ZepDeviceTest.loopback(0))) {
      Thread thread = Thread.ofPlatform().daemon().start(hub);
      listener.send(new DatagramPacket(new byte[1], 1, hub.localAddress()));
      node(hub, 1, RplConfiguration.root(new IpCidr(ROOT, 64), RplMode.STORING));
      node(hub, 2, RplConfiguration.DEFAULT);
      node(hub, 3, RplConfiguration.DEFAULT);
      ZepStack root = stacks.getFirst();

      assertThat(runUntil(() -> root.rpl().routes().size() == 2, listener)).isTrue();
      var replies = new Replies();
      stacks.get(2).icmp().listener(replies);
      stacks.get(2).icmp().sendEchoRequest(ROOT, 1, 1, new byte[300], System.nanoTime());
      assertThat(runUntil(() -> replies.count == 1, listener)).isTrue();
      for (int k = 0; k < 50; k++) {
        listen(listener);
      }
      thread.interrupt();
      thread.join();
    }
    assertThat(devices).allMatch(device -> device.malformed() <= 1 && device.corrupt() == 0);
    devices.forEach(ZepDevice::close);
    readByTshark();
  }

  private void readByTshark() throws Exception {
    Process tshark =
        new ProcessBuilder(
                "tshark", "-r", capture().toString(), "-d", "udp.port==17754,zep", "-T", "fields", "-e", "zep.version",
                "-e", "zep.channel_id", "-e", "zep.device_id", "-e", "zep.length", "-e", "wpan.fcs_ok", "-e",
                "_ws.malformed", "-e", "wpan.src64", "-e", "frame.len")
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    String out = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tshark.waitFor()).isZero();
    List<String> lines = out.lines().toList();
    assertThat(lines).hasSize(datagrams.size()).hasSizeGreaterThan(10);
    for (int k = 0; k < lines.size(); k++) {
      String[] values = lines.get(k).split("\t", -1);
      byte[] datagram = datagrams.get(k);
      assertThat(values).as(lines.get(k)).startsWith("2", "26").contains("1", "");
      assertThat(values[2]).isEqualTo(String.valueOf(datagram[6]));
      assertThat(values[3]).startsWith(String.valueOf(datagram.length - 32));
      assertThat(values[4]).as("check sequence").isEqualTo("1");
      assertThat(values[5]).as("malformed").isEmpty();
      if (!values[6].isEmpty()) {
        assertThat(values[6]).isEqualTo("02:12:4b:00:00:00:00:0" + datagram[6]);
      }
    }
  }

  /** The datagrams in IPv4 and UDP, as a capture of bare IP packets. */
  private Path capture() throws IOException {
    Path file = directory.resolve("zep.pcap");
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(0xa1b2c3d4);
      out.writeShort(2);
      out.writeShort(4);
      out.writeLong(0);
      out.writeInt(0xffff);
      out.writeInt(101);
      for (byte[] datagram : datagrams) {
        int length = 28 + datagram.length;
        out.writeLong(0);
        out.writeInt(length);
        out.writeInt(length);
        out.writeInt(0x45 << 24 | length);
        out.writeInt(0);
        out.writeInt(64 << 24 | 17 << 16);
        out.writeInt(0x7f00_0001);
        out.writeInt(0x7f00_0001);
        out.writeInt(ZepDevice.PORT << 16 | ZepDevice.PORT);
        out.writeInt((8 + datagram.length) << 16);
        out.write(datagram);
      }
    }
    return file;
  }
}
