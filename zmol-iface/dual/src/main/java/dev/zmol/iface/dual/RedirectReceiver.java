package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.Icmpv4RedirectWire;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.NdpMessage;
import dev.zmol.wire.dual.NdpRedirectWire;

/** Takes the redirects of routers (RFC 1122 §3.2.2.2, RFC 4861 §8.3). */
@Specialize
final class RedirectReceiver implements IcmpHandler {
  /** How much of the transport header is quoted at least (RFC 792). */
  @Only(IPV4)
  private static final int LEAST_QUOTE = 8;

  private final IpLayer ip;

  RedirectReceiver(IpLayer ip) {
    this.ip = ip;
  }

  @Override
  public void receive(ReceivedPacket packet, long nowNanos) {
    if (packet.isIpv6()) {
      receive6(packet, nowNanos);
    } else {
      receive4(packet, nowNanos);
    }
  }

  /** Redirects for a network are taken as for the host that they were about (RFC 1122 §3.2.2.2). */
  @Only(IPV4)
  private void receive4(ReceivedPacket packet, long nowNanos) {
    byte[] bytes = packet.bytes();
    int icmp = packet.transportOffset();
    int quote = icmp + IcmpWire.LENGTH;
    if (packet.end() - quote < Ipv4Wire.LENGTH + LEAST_QUOTE || bytes[quote] >>> 4 != 4) {
      ip.drops().count(DropReason.ICMP_MALFORMED);
    } else if (!ip.isLocal(new Ipv4Address(Ipv4Wire.source(bytes, quote).bits()))) {
      ip.drops().count(DropReason.ICMP_NOT_OURS);
    } else {
      IpAddress gateway = Icmpv4RedirectWire.gateway(bytes, icmp);
      redirect(packet, Ipv4Wire.destination(bytes, quote), gateway, nowNanos);
    }
  }

  @Only(IPV6)
  private void receive6(ReceivedPacket packet, long nowNanos) {
    byte[] bytes = packet.bytes();
    int icmp = packet.transportOffset();
    if (packet.fragmentHeader || !NdpMessage.isValid(bytes, packet.networkOffset(), icmp, packet.end())) {
      ip.drops().count(DropReason.NDP_MALFORMED);
      return;
    }
    Ipv6Address target = NdpRedirectWire.target(bytes, icmp);
    Ipv6Address destination = NdpRedirectWire.destination(bytes, icmp);
    long mac = NdpMessage.targetLinkLayerAddress(bytes, icmp, packet.end());
    if (redirect(packet, destination, target, nowNanos) && mac != NdpMessage.ABSENT) {
      MacAddress hardwareAddress = new MacAddress(mac);
      if (hardwareAddress.isUnicast()) {
        ip.link().learn(target, hardwareAddress, !target.equals(destination), nowNanos);
      }
    }
  }

  private boolean redirect(ReceivedPacket packet, IpAddress destination, IpAddress hop, long nowNanos) {
    boolean taken =
        ip.configuration().acceptRedirects() && ip.redirect(packet.source(), destination, hop, nowNanos);
    if (!taken) {
      ip.drops().count(DropReason.REDIRECT_REFUSED);
    }
    return taken;
  }
}
