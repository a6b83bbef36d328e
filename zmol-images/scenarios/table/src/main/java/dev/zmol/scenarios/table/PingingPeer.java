package dev.zmol.scenarios.table;

import dev.zmol.iface.Medium;
import dev.zmol.iface.ipv4.EchoListener;
import dev.zmol.iface.ipv4.IcmpError;
import dev.zmol.iface.ipv4.InterfaceConfiguration;
import dev.zmol.scenarios.pipe.PipeDevice;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.ipv4.IpCidr;
import dev.zmol.wire.ipv4.Ipv4Address;
import java.io.InputStream;
import java.io.OutputStream;

/** Pings by IPv4, after ARP. */
final class PingingPeer implements Peer, EchoListener {
  static final InterfaceConfiguration CONFIGURATION =
      InterfaceConfiguration.builder()
          .hardwareAddress(MacAddress.parse("02:00:5e:00:53:01"))
          .address(IpCidr.parse("192.0.2.1/24"))
          .build();
  private static final Ipv4Address PROGRAM = Ipv4Address.parse("192.0.2.2");

  private final PipeDevice device;
  private final PeerStack stack;
  private int asked;
  private int answered;

  PingingPeer(InputStream in, OutputStream out) {
    this.device = new PipeDevice(Medium.ETHERNET, 1500, in, out);
    this.stack = new ComposedPeerStack(device, CONFIGURATION);
    stack.icmp().listener(this);
  }

  @Override
  public boolean ask() {
    asked++;
    stack.icmp().sendEchoRequest(PROGRAM, 1, asked & 0xffff, new byte[56], System.nanoTime());
    return Peer.await(device, stack, () -> answered == asked);
  }

  @Override
  public void onReply(Ipv4Address source, int identifier, int sequence, int length, int hopLimit, long nowNanos) {
    answered++;
  }

  @Override
  public void onError(IcmpError error, int identifier, int sequence, long nowNanos) {
    throw new IllegalStateException("the program is not reached: " + error.kind());
  }
}
