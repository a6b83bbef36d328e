package dev.zmol.ipsec.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.ipsec.wire.AhPacket;
import dev.zmol.ipsec.wire.AhWire;
import dev.zmol.ipsec.wire.EspWire;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.dual.IpPacket;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6HeaderChain;
import dev.zmol.wire.dual.Ipv6Packet;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Opens packets that others have sent to each other, whose keys are known: for tools that show them.
 *
 * <p>Asks no policy, and takes no part in what it sees. Used by one thread; it allocates freely.
 */
@Specialize
public final class PacketOpener implements AutoCloseable {
  private static final byte[] NOTHING = {};

  private final AssociationTable table = new AssociationTable();
  private final AhFront front = new AhFront();
  private final Packet within = new Packet(IpsecReceiver.MAX_PACKET);

  // What became of the packet opened last.
  private DropReason refused;
  private byte[] packet = NOTHING;

  // Where things are in the packet at hand.
  private int protocol;
  private int protocolOffset;
  private int transport;
  private int end;

  /**
   * Creates an opener.
   *
   * @param associations the associations, of any direction, without replay windows for what may be seen twice; this
   *     closes them
   */
  public PacketOpener(List<Association> associations) {
    for (Association association : associations) {
      association.security().install(0);
      table.add(association);
    }
  }

  /**
   * Opens a packet. What is within may be protected once more.
   *
   * @param buf the bytes
   * @param from where the IP header begins
   * @param to where the bytes end
   * @return whether there was something to open: false if the packet is none of IPsec's, a fragment, malformed, or of
   *     an unknown association
   */
  public boolean open(byte[] buf, int from, int to) {
    packet = NOTHING;
    if (to - from < 1 || !isLocated(buf, from, to) || end - transport < EspWire.LENGTH) {
      return false;
    }
    boolean esp = protocol == IpProtocol.ESP;
    if (!esp && end - transport < AhWire.LENGTH) {
      return false;
    }
    int spi = esp ? EspWire.spi(buf, transport) : AhWire.spi(buf, transport);
    Association association = table.find(IpPacket.destination(buf, from), protocol, spi);
    if (association == null) {
      return false;
    }
    int headers = transport - from;
    refused =
        esp
            ? association.security().open(buf, transport, end, within.bytes(), Packet.HEADROOM + headers, 0)
            : openAh(association.security(), buf, from, headers);
    if (refused == null) {
      unwrap(association, buf, from, headers);
    }
    return true;
  }

  /** {@return why the packet could not be opened; empty if it was} */
  public Optional<DropReason> refused() {
    return Optional.ofNullable(refused);
  }

  /** {@return the packet that was within; no bytes if there was none, as in one that hides how much is sent} */
  public byte[] packet() {
    return packet;
  }

  private boolean isLocated(byte[] buf, int from, int to) {
    int version = buf[from] >>> 4 & 0xf;
    boolean found =
        (Comptime.IPV4 && version == 4 && isLocated4(buf, from, to))
            || (Comptime.IPV6 && version == 6 && isLocated6(buf, from, to));
    return found && (protocol == IpProtocol.ESP || protocol == IpProtocol.AH);
  }

  @Only(IPV4)
  private boolean isLocated4(byte[] buf, int from, int to) {
    end = Ipv4Packet.end(buf, from, to);
    if (end < 0 || Ipv4Packet.isFragment(buf, from)) {
      return false;
    }
    protocol = Ipv4Wire.protocol(buf, from);
    protocolOffset = Ipv4Wire.PROTOCOL_OFFSET;
    transport = Ipv4Packet.payload(buf, from);
    return true;
  }

  @Only(IPV6)
  private boolean isLocated6(byte[] buf, int from, int to) {
    end = Ipv6Packet.end(buf, from, to);
    Ipv6HeaderChain chain = new Ipv6HeaderChain();
    if (end < 0 || chain.walk(buf, from, end) != Ipv6HeaderChain.Outcome.COMPLETE) {
      return false;
    }
    protocol = chain.protocol();
    protocolOffset = chain.nextHeaderPointer();
    transport = chain.offset();
    return true;
  }

  private DropReason openAh(SecurityAssociation security, byte[] buf, int from, int headers) {
    if (!front.take(buf, from, transport)) {
      return DropReason.IPSEC_MALFORMED;
    }
    int alignment = IpPacket.isIpv6(buf, from) ? 8 : 4;
    DropReason reason = security.verify(front.bytes, front.length(), buf, transport, end, alignment, 0);
    if (reason == null) {
      int payload = AhPacket.payload(buf, transport, end);
      System.arraycopy(buf, payload, within.bytes(), Packet.HEADROOM + headers, security.payloadLength());
    }
    return reason;
  }

  private void unwrap(Association association, byte[] buf, int from, int headers) {
    SecurityAssociation security = association.security();
    int next = security.nextHeader();
    if (next == IpProtocol.IPV6_NO_NEXT_HEADER) {
      return;
    }
    within.clear();
    if (association.isTunnel()) {
      within.set(Packet.HEADROOM + headers, security.payloadLength());
    } else {
      IpsecReceiver.rebuild(within, buf, from, headers, protocolOffset, next, security.payloadLength());
    }
    if (association.isTunnel() && !IpsecReceiver.isPacket(within, next)) {
      refused = DropReason.IPSEC_NESTED;
    } else {
      packet = Arrays.copyOfRange(within.bytes(), within.offset(), within.end());
    }
  }

  /** Wipes all keys. */
  @Override
  public void close() {
    for (Association association : table.all()) {
      association.security().close();
    }
  }
}
