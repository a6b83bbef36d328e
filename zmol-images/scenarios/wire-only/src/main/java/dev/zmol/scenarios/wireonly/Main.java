package dev.zmol.scenarios.wireonly;

import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.ipv4.ArpPacket;
import dev.zmol.wire.ipv4.ArpWire;
import dev.zmol.wire.ipv4.IcmpEcho;
import dev.zmol.wire.ipv4.IcmpMessage;
import dev.zmol.wire.ipv4.Ipv4Address;
import dev.zmol.wire.ipv4.Ipv4Packet;
import dev.zmol.wire.ipv4.Ipv4Wire;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Answers ARP and pings without a stack: what comes is turned round in its buffer. */
final class Main {
  private static final int ROOM = 1514;
  private static final long MAC = MacAddress.parse("02:00:5e:00:53:02").bits();
  private static final Ipv4Address ADDRESS = Ipv4Address.parse("192.0.2.2");

  private Main() {}

  /** Runs until the input ends. */
  public static void main(String[] args) throws IOException {
    InputStream in = new FileInputStream(FileDescriptor.in);
    OutputStream out = new FileOutputStream(FileDescriptor.out);
    byte[] buf = new byte[2 + ROOM];
    while (in.readNBytes(buf, 0, 2) == 2) {
      int length = ((buf[0] & 0xff) << 8) | (buf[1] & 0xff);
      if (length > ROOM || in.readNBytes(buf, 2, length) < length) {
        return;
      }
      if (answers(buf, 2, 2 + length)) {
        out.write(buf, 0, 2 + length);
      }
    }
  }

  /** Turns a request into its reply; false if the frame is none. */
  private static boolean answers(byte[] buf, int frame, int end) {
    if (!EthernetFrame.isComplete(frame, end)) {
      return false;
    }
    int inner = frame + EthernetWire.LENGTH;
    int etherType = EthernetFrame.etherType(buf, frame);
    boolean answered =
        (etherType == EtherType.ARP && answersArp(buf, inner, end))
            || (etherType == EtherType.IPV4 && answersPing(buf, inner, end));
    if (answered) {
      EthernetFrame.emit(buf, frame, EthernetFrame.source(buf, frame), MAC, etherType);
    }
    return answered;
  }

  private static boolean answersArp(byte[] buf, int arp, int end) {
    if (!ArpPacket.isValid(buf, arp, end)
        || ArpWire.operation(buf, arp) != ArpPacket.REQUEST
        || ArpWire.targetAddressBits(buf, arp) != ADDRESS.bits()) {
      return false;
    }
    long asker = ArpWire.senderMacBits(buf, arp);
    ArpPacket.emit(buf, arp, ArpPacket.REPLY, MAC, ADDRESS, asker, ArpWire.senderAddress(buf, arp));
    return true;
  }

  private static boolean answersPing(byte[] buf, int ip, int limit) {
    int end = Ipv4Packet.end(buf, ip, limit);
    if (end < 0
        || !Ipv4Packet.verify(buf, ip)
        || Ipv4Packet.isFragment(buf, ip)
        || Ipv4Wire.protocol(buf, ip) != IpProtocol.ICMPV4
        || Ipv4Wire.destinationBits(buf, ip) != ADDRESS.bits()) {
      return false;
    }
    int icmp = Ipv4Packet.payload(buf, ip);
    if (!IcmpMessage.isComplete(icmp, end)
        || !IcmpMessage.verify(buf, icmp, end, 0)
        || !IcmpEcho.isRequest(buf, ip, icmp)) {
      return false;
    }
    // The sum of both addresses stays the same, and with it the checksum of the header.
    Ipv4Wire.destinationBits(buf, ip, Ipv4Wire.sourceBits(buf, ip));
    Ipv4Wire.sourceBits(buf, ip, ADDRESS.bits());
    IcmpEcho.turnIntoReply(buf, ip, icmp);
    return true;
  }
}
