package dev.zmol.scenarios.table;

import dev.zmol.iface.Medium;
import dev.zmol.scenarios.pipe.PipeDevice;
import dev.zmol.socket.ipv4.TcpConnection;
import dev.zmol.socket.TcpState;
import dev.zmol.wire.ipv4.IpEndpoint;
import java.io.InputStream;
import java.io.OutputStream;

/** Connects by TCP over IPv4, after ARP; what it asks for is the SYN of the program. */
final class ConnectingPeer implements Peer {
  private static final IpEndpoint PROGRAM = IpEndpoint.parse("192.0.2.2:7");

  private final PipeDevice device;
  private final PeerStack stack;

  ConnectingPeer(InputStream in, OutputStream out) {
    this.device = new PipeDevice(Medium.ETHERNET, 1500, in, out);
    this.stack = new ComposedPeerStack(device, PingingPeer.CONFIGURATION);
  }

  @Override
  public boolean ask() {
    TcpConnection connection = stack.tcp().connect(PROGRAM);
    return Peer.await(device, stack, () -> connection.state() == TcpState.ESTABLISHED);
  }
}
