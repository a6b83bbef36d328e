package dev.zmol.scenarios.table;

import dev.zmol.iface.Medium;
import dev.zmol.iface.ipv6.EchoListener;
import dev.zmol.iface.ipv6.IcmpError;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.lowpan.LowpanConfiguration;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.scenarios.pipe.PipeDevice;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.io.InputStream;
import java.io.OutputStream;

/** Pings the link-local address of a node. */
final class RadioPeer implements Peer, EchoListener {
  private static final Ieee802154Address OWN = Ieee802154Address.ofExtended(0x0200_5eff_fe00_5301L);
  private static final Ieee802154Address NODE = Ieee802154Address.ofExtended(0x0200_5eff_fe00_5302L);

  private final PipeDevice device;
  private final RadioPeerStack stack;
  private int asked;
  private int answered;

  RadioPeer(InputStream in, OutputStream out) {
    this.device = new PipeDevice(Medium.IEEE802154, 1280, in, out);
    this.stack =
        new ComposedRadioPeerStack(
            device, InterfaceConfiguration.builder().build(), LowpanConfiguration.builder(OWN, 0xabcd).build());
    stack.icmp().listener(this);
  }

  @Override
  public boolean ask() {
    asked++;
    Ipv6Address node = new Ipv6Address(0xfe80L << 48, NODE.interfaceIdentifier());
    stack.icmp().sendEchoRequest(node, 1, asked & 0xffff, new byte[56], System.nanoTime());
    return Peer.await(device, stack, () -> answered == asked);
  }

  @Override
  public void onReply(Ipv6Address source, int identifier, int sequence, int length, int hopLimit, long nowNanos) {
    answered++;
  }

  @Override
  public void onError(IcmpError error, int identifier, int sequence, long nowNanos) {
    throw new IllegalStateException("the node is not reached: " + error.kind());
  }
}
