package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.frame.FrameCheckSequence;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.text.LowpanFramePrinter;
import dev.zmol.socket.ipv6.TcpConnection;
import dev.zmol.socket.ipv6.TcpListener;
import dev.zmol.socket.ipv6.UdpSocket;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.ipv6.IpEndpoint;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code tshark} sees in our frames, and whether our own dissector sees the same. */
@Covers({"W7", "W8", "W9", "L1", "L2", "D6"})
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
class LowpanTsharkTest {
  private static final List<String> FIELDS =
      List.of(
          "wpan.frame_type", "wpan.seq_no", "wpan.src64", "wpan.dst64", "wpan.dst16", "6lowpan.frag.size",
          "6lowpan.frag.tag", "6lowpan.frag.offset", "ipv6.src", "ipv6.dst", "ipv6.plen", "ipv6.hlim", "udp.srcport",
          "udp.dstport", "udp.length", "tcp.srcport", "tcp.dstport", "tcp.seq_raw", "icmpv6.type",
          "icmpv6.rpl.dio.rank", "icmpv6.rpl.dao.sequence", "udp.checksum.status", "tcp.checksum.status", "icmpv6.checksum.status",
          "wpan.fcs_ok", "_ws.malformed");

  @TempDir private Path directory;

  private final List<byte[]> frames = new ArrayList<>();

  /** Messages of RPL, pings, datagrams and a connection, short and in fragments, through both modes. */
  private void traffic(RplMode mode) {
    var radio = new Radio(5, 1.1, 0.05);
    radio.observer((frame, _) -> frames.add(Arrays.copyOfRange(frame.bytes(), frame.offset(), frame.end())));
    List<RadioNode> nodes = RplNetworkTest.line(radio, 3, mode);
    assertThat(radio.runUntil(60, () -> RplNetworkTest.isKnown(radio))).isTrue();
    RadioNode root = nodes.getFirst();
    RadioNode last = nodes.getLast();
    var echoes = new Echoes(last);
    for (int length : new int[] {0, 8, 300}) {
      echoes.send(RplNetworkTest.ROOT, length, radio.nowNanos());
      radio.run(2);
    }
    var down = new Echoes(root);
    down.send(last.address(), 20, radio.nowNanos());
    radio.run(2);
    echoes.send(nodes.get(1).address(), 8, radio.nowNanos());
    radio.run(2);
    UdpSocket socket = last.stack().udp().bind(0xf0b1);
    nodes.get(1).stack().udp().bind(0xf0b3);
    for (int port : new int[] {0xf0b2, 0xf012, 53}) {
      root.stack().udp().bind(port);
      nodes.get(1).stack().udp().bind(port);
      socket.send(new byte[40], 0, 40, new IpEndpoint(RplNetworkTest.ROOT, port));
      socket.send(new byte[40], 0, 40, new IpEndpoint(nodes.get(1).linkLocal(), port));
      radio.run(2);
    }
    socket.send(new byte[500], 0, 500, new IpEndpoint(nodes.get(1).linkLocal(), 0xf0b3));
    connection(radio, root, last);
  }

  private static void connection(Radio radio, RadioNode root, RadioNode last) {
    TcpListener listener = root.stack().tcp().listen(80, 1);
    TcpConnection client = last.stack().tcp().connect(new IpEndpoint(RplNetworkTest.ROOT, 80));
    assertThat(radio.runUntil(60, () -> listener.pending() > 0)).isTrue();
    TcpConnection server = listener.accept();
    client.send(new byte[3000], 0, 3000);
    byte[] received = new byte[3000];
    int[] count = new int[1];
    radio.runUntil(
        60,
        () -> {
          count[0] += Math.max(0, server.receive(received, 0, received.length));
          return count[0] == received.length;
        });
    assertThat(count[0]).isEqualTo(received.length);
    client.close();
    server.close();
    radio.run(5);
  }

  private Path capture(int linkType) throws IOException {
    Path file = directory.resolve(linkType + ".pcap");
    try (var out = new DataOutputStream(Files.newOutputStream(file))) {
      out.writeInt(0xa1b2c3d4);
      out.writeShort(2);
      out.writeShort(4);
      out.writeLong(0);
      out.writeInt(0xffff);
      out.writeInt(linkType);
      for (byte[] frame : frames) {
        byte[] bytes = withCheckSequence(frame, linkType);
        out.writeLong(0);
        out.writeInt(bytes.length);
        out.writeInt(bytes.length);
        out.write(bytes);
      }
    }
    return file;
  }

  private static byte[] withCheckSequence(byte[] frame, int linkType) {
    if (linkType == LowpanFramePrinter.WITHOUT_CHECK_SEQUENCE) {
      return frame;
    }
    byte[] longer = Arrays.copyOf(frame, frame.length + FrameCheckSequence.LENGTH);
    FrameCheckSequence.append(longer, 0, frame.length);
    return longer;
  }

  /** What tshark says of each frame. */
  private static List<Map<String, String>> dissect(Path capture) throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(
                "tshark", "-r", capture.toString(), "-o", "6lowpan.context0:2001:db8::/64", "-o",
                "wpan.fcs_format:ITU-T CRC-16", "-o", "udp.check_checksum:TRUE", "-o", "tcp.check_checksum:TRUE", "-o",
                "tcp.desegment_tcp_streams:FALSE", "-T", "fields", "-E", "occurrence=l"));
    FIELDS.forEach(field -> command.addAll(List.of("-e", field)));
    Process tshark = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    String out = new String(tshark.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(tshark.waitFor()).isZero();
    var rows = new ArrayList<Map<String, String>>();
    for (String line : out.lines().toList()) {
      String[] values = line.split("\t", -1);
      var row = new HashMap<String, String>();
      for (int k = 0; k < FIELDS.size(); k++) {
        row.put(FIELDS.get(k), values[k]);
      }
      rows.add(row);
    }
    return rows;
  }

  /** The last value of a field in our own dissection; empty if there is none. */
  private static String ours(String tree, String part, String field) {
    String head = "^( *)" + part + "(?![-A-Za-z])[^\\n]*\\n";
    Pattern pattern =
        Pattern.compile(head + "(?:\\1 +[^\\n]*\\n)*?\\1 +" + field + ": ([^\\n ]*)", Pattern.MULTILINE);
    return pattern
        .matcher(tree)
        .results()
        .reduce((first, second) -> second)
        .map(result -> result.group(2))
        .orElse("");
  }

  @ParameterizedTest
  @CsvSource({"195, STORING", "230, STORING", "195, NON_STORING", "230, NON_STORING"})
  void ourDissectorSeesTheSame(int linkType, RplMode mode) throws Exception {
    traffic(mode);
    List<Map<String, String>> rows = dissect(capture(linkType));
    var printer = new LowpanFramePrinter(new CompressionContexts().set(0, RplNetworkTest.ROOT, 64));
    var firstFragments = new HashMap<String, String>();
    int packets = 0;
    int whole = 0;

    assertThat(rows).hasSize(frames.size());
    for (int k = 0; k < rows.size(); k++) {
      Map<String, String> row = rows.get(k);
      byte[] bytes = withCheckSequence(frames.get(k), linkType);
      String tree = printer.tree(linkType, bytes, 0, bytes.length);
      assertThat(row.get("_ws.malformed")).as("frame %d %s", k, row).isEmpty();
      frame(row, tree);
      String datagram = row.get("wpan.src64") + row.get("6lowpan.frag.tag") + row.get("6lowpan.frag.size");
      boolean isFragment = !row.get("6lowpan.frag.size").isEmpty();
      if (isFragment && row.get("6lowpan.frag.offset").isEmpty()) {
        firstFragments.put(datagram, tree);
      }
      if (!row.get("ipv6.src").isEmpty()) {
        packets++;
        whole += isFragment ? 0 : 1;
        packet(row, isFragment ? firstFragments.get(datagram) : tree);
      }
    }
    assertThat(whole).isGreaterThan(40);
    assertThat(packets - whole).as("in fragments").isGreaterThan(10);
  }

  private static void frame(Map<String, String> row, String tree) {
    assertThat(ours(tree, "IEEE 802.15.4", "sequence")).isEqualTo(row.get("wpan.seq_no"));
    same(row.get("wpan.src64"), ours(tree, "IEEE 802.15.4", "source").replaceFirst("^-$", ""));
    String to = row.get("wpan.dst64").isEmpty() ? row.get("wpan.dst16") : row.get("wpan.dst64");
    same(to.replace("0xffff", "ff:ff"), ours(tree, "IEEE 802.15.4", "destination").replaceFirst("^-$", ""));
    same(row.get("6lowpan.frag.size"), ours(tree, "6LoWPAN", "datagramSize"));
    if (!row.get("6lowpan.frag.tag").isEmpty()) {
      same(String.valueOf(Integer.decode(row.get("6lowpan.frag.tag"))), ours(tree, "6LoWPAN", "datagramTag"));
    }
    if (!row.get("6lowpan.frag.offset").isEmpty()) {
      same(row.get("6lowpan.frag.offset"), ours(tree, "6LoWPAN", "datagramOffset"));
    }
    assertThat(tree).doesNotContain("malformed", "checkSequence: bad");
    assertThat(row.get("wpan.fcs_ok")).isNotEqualTo("0");
  }

  private static void same(String theirs, String ours) {
    assertThat(ours).isEqualTo(theirs);
  }

  private static void packet(Map<String, String> row, String tree) {
    assertThat(Ipv6Address.parse(ours(tree, "Ipv6", "source")))
        .as("%s %s", row, tree)
        .isEqualTo(Ipv6Address.parse(row.get("ipv6.src")));
    same(Ipv6Address.parse(row.get("ipv6.dst")).toString(), ours(tree, "Ipv6", "destination"));
    same(row.get("ipv6.plen"), ours(tree, "Ipv6", "payloadLength"));
    same(row.get("ipv6.hlim"), ours(tree, "Ipv6", "hopLimit"));
    same(row.get("udp.srcport"), ours(tree, "Udp", "sourcePort"));
    same(row.get("udp.dstport"), ours(tree, "Udp", "destinationPort"));
    same(row.get("udp.length"), ours(tree, "Udp", "length"));
    same(row.get("tcp.srcport"), ours(tree, "Tcp", "sourcePort"));
    same(row.get("tcp.dstport"), ours(tree, "Tcp", "destinationPort"));
    same(row.get("tcp.seq_raw"), ours(tree, "Tcp", "sequenceNumber"));
    same(row.get("icmpv6.rpl.dio.rank"), ours(tree, "DIO", "rank"));
    same(row.get("icmpv6.rpl.dao.sequence"), ours(tree, "DAO", "sequence"));
    for (String checksum : List.of("udp", "tcp", "icmpv6")) {
      assertThat(row.get(checksum + ".checksum.status")).as("%s", row).isIn("", "1");
    }
  }
}
