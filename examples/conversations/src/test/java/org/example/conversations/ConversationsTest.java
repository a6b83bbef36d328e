package org.example.conversations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.zmol.iface.capture.CapturedFrame;
import dev.zmol.iface.capture.FrameDirection;
import dev.zmol.iface.capture.LinkType;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.UdpHeader;
import dev.zmol.wire.UdpWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpPacket;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConversationsTest {
  private static final IpAddress HERE = IpAddress.parse("2001:db8::1");
  private static final IpAddress THERE = IpAddress.parse("2001:db8::2");

  private static CapturedFrame datagram(IpAddress source, int sourcePort, IpAddress destination, int destinationPort) {
    byte[] packet = new byte[48];
    UdpWire.emit(new UdpHeader(sourcePort, destinationPort, 8, 0), packet, 40);
    IpPacket.emit(packet, 0, 0, 8, IpProtocol.UDP, 64, source, destination);
    return CapturedFrame.of(LinkType.RAW_IP.number(), 0, packet, 0, packet.length, packet.length, FrameDirection.UNKNOWN);
  }

  @Test
  void bothDirectionsAreOneConversation() {
    Conversations conversations = new Conversations();
    conversations.add(datagram(HERE, 5353, THERE, 53));
    conversations.add(datagram(THERE, 53, HERE, 5353));
    conversations.add(datagram(HERE, 5354, THERE, 53));

    List<String> lines = conversations.byBytes();

    assertEquals(2, lines.size());
    assertEquals("UDP\t[2001:db8::1]:5353\t[2001:db8::2]:53\t2\t96", lines.get(0));
  }

  @Test
  void whatIsCutShortIsLeftOut() {
    Conversations conversations = new Conversations();
    for (int length = 0; length < 48; length++) {
      CapturedFrame whole = datagram(HERE, 1, THERE, 2);
      conversations.add(
          CapturedFrame.of(LinkType.RAW_IP.number(), 0, whole.bytes(), 0, length, 48, FrameDirection.UNKNOWN));
    }

    assertEquals(List.of(), conversations.byBytes());
  }
}
