package dev.zmol.lowpan.text;

import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.frame.FrameHeader;
import dev.zmol.lowpan.frame.FrameType;
import dev.zmol.lowpan.rpl.wire.RplMessage;
import dev.zmol.lowpan.rpl.wire.RplPrinter;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.FramePrinter;
import dev.zmol.wire.MessagePrinters;
import dev.zmol.wire.MessagePrinters.Carrier;
import dev.zmol.wire.ipv6.PacketPrinter;
import java.util.HexFormat;
import java.util.Objects;

/**
 * Shows frames of IEEE 802.15.4, with the IPv6 packets in them restored: link types 195, with a frame check sequence,
 * and 230, without one. Of a datagram in fragments the first one shows the headers.
 *
 * <p>Each frame is looked at by itself; packets that leave out a prefix are restored if it is among the contexts.
 */
public final class LowpanFramePrinter implements FramePrinter {
  /** The link type of frames with their frame check sequence. */
  public static final int WITH_CHECK_SEQUENCE = 195;

  /** The link type of frames without a frame check sequence. */
  public static final int WITHOUT_CHECK_SEQUENCE = 230;

  /** What shows messages in packets: those that the packet printer knows, RPL, and packets within packets. */
  public static final MessagePrinters PRINTERS =
      PacketPrinter.STANDARD
          .with(Carrier.ICMPV6, RplMessage.TYPE, new RplPrinter())
          .with(Carrier.IP, NestedPacketPrinter.PROTOCOL, new NestedPacketPrinter());

  private static final int SHOWN = 32;

  private final CompressionContexts contexts;

  /** Creates a printer without contexts. */
  public LowpanFramePrinter() {
    this(new CompressionContexts());
  }

  /**
   * Creates a printer.
   *
   * @param contexts the prefixes that packets leave out
   */
  public LowpanFramePrinter(CompressionContexts contexts) {
    this.contexts = Objects.requireNonNull(contexts, "contexts is null");
  }

  @Override
  public boolean isFor(int linkType) {
    return linkType == WITH_CHECK_SEQUENCE || linkType == WITHOUT_CHECK_SEQUENCE;
  }

  private LowpanFrame read(int linkType, byte[] buf, int from, int to) {
    return new LowpanFrame(contexts, buf, from, to, linkType == WITH_CHECK_SEQUENCE);
  }

  @Override
  public String line(int linkType, byte[] buf, int from, int to) {
    LowpanFrame frame = read(linkType, buf, from, to);
    if (!frame.isRead()) {
      return "802.15.4 [malformed] length " + (to - from);
    }
    StringBuilder out = new StringBuilder("802.15.4 ").append(frame.header());
    if (frame.isCorrupt()) {
      out.append(" [bad check sequence]");
    }
    if (frame.header().isSecured()) {
      return out.append(" [secured] length ").append(frame.end() - from).toString();
    }
    if (frame.header().type() == FrameType.DATA) {
      payload(out, frame, buf);
    }
    return out.toString();
  }

  private static void payload(StringBuilder out, LowpanFrame frame, byte[] buf) {
    switch (frame.dispatch()) {
      case IPV6, COMPRESSED -> packet(out.append(" 6LoWPAN: "), frame);
      case FIRST_FRAGMENT -> {
        out.append(" 6LoWPAN first fragment of ").append(frame.size()).append(" tag ").append(frame.tag());
        packet(out.append(": "), frame);
      }
      case SUBSEQUENT_FRAGMENT -> {
        out.append(" 6LoWPAN fragment of ").append(frame.size()).append(" tag ").append(frame.tag());
        out.append(" at ").append(frame.offset()).append(" length ").append(frame.end() - frame.at());
      }
      default -> {
        out.append(" length ").append(frame.end() - frame.at());
        if (frame.at() < frame.end()) {
          out.append(" first byte 0x").append(HexFormat.of().toHexDigits(buf[frame.at()]));
        }
      }
    }
  }

  private static void packet(StringBuilder out, LowpanFrame frame) {
    byte[] packet = frame.packet();
    if (packet.length == 0) {
      out.append("[malformed, or of a context that is not known]");
    } else {
      out.append(PacketPrinter.ipLine(packet, 0, packet.length, PRINTERS));
    }
  }

  @Override
  public String tree(int linkType, byte[] buf, int from, int to) {
    LowpanFrame frame = read(linkType, buf, from, to);
    Dissection out = new Dissection();
    if (!frame.isRead()) {
      return out.begin("IEEE 802.15.4, malformed").decimal("length", to - from).end().tree();
    }
    header(out, frame);
    if (frame.header().isSecured() || frame.header().type() != FrameType.DATA) {
      bytes(out, "Payload", buf, frame.at(), frame.end());
      return out.tree();
    }
    lowpan(out, frame, buf);
    byte[] packet = frame.packet();
    return packet.length == 0
        ? out.tree()
        : out.tree() + PacketPrinter.ipTree(packet, 0, packet.length, PRINTERS);
  }

  private static void header(Dissection out, LowpanFrame frame) {
    FrameHeader header = frame.header();
    out.begin("IEEE 802.15.4")
        .text("type", FrameType.name(header.type()))
        .decimal("version", header.version())
        .flag("secured", header.isSecured())
        .flag("ackRequest", header.isAckRequested());
    if (header.sequence() != FrameHeader.ABSENT) {
      out.decimal("sequence", header.sequence());
    }
    station(out, "destination", header.destinationPan(), header.destinationAddress().toString());
    station(out, "source", header.sourcePan(), header.sourceAddress().toString());
    if (frame.isCorrupt()) {
      out.text("checkSequence", "bad");
    }
    out.end();
  }

  private static void station(Dissection out, String name, int pan, String address) {
    if (pan != FrameHeader.ABSENT) {
      out.hex(name + "Pan", pan, Short.SIZE);
    }
    out.text(name, address);
  }

  private static void lowpan(Dissection out, LowpanFrame frame, byte[] buf) {
    out.begin("6LoWPAN").text("dispatch", frame.dispatch());
    if (frame.isFragment()) {
      out.decimal("datagramSize", frame.size())
          .decimal("datagramTag", frame.tag())
          .decimal("datagramOffset", frame.offset());
    }
    if (frame.packet().length == 0) {
      bytes(out, "bytes", buf, frame.at(), frame.end());
    }
    out.end();
  }

  private static void bytes(Dissection out, String name, byte[] buf, int from, int to) {
    if (from < to) {
      String digits = HexFormat.of().formatHex(buf, from, Math.min(to, from + SHOWN));
      out.begin(name).decimal("length", to - from).text("bytes", digits).end();
    }
  }
}
