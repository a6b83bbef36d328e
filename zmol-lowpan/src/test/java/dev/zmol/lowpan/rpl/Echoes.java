package dev.zmol.lowpan.rpl;

import dev.zmol.iface.ipv6.EchoListener;
import dev.zmol.iface.ipv6.IcmpError;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.List;

/** Pings from a node, and what comes back. */
final class Echoes implements EchoListener {
  private final RadioNode node;
  private int sequence;
  int replies;
  int lastLength;
  final List<IcmpError.Kind> errors = new ArrayList<>();

  Echoes(RadioNode node) {
    this.node = node;
    node.stack().icmp().listener(this);
  }

  void send(Ipv6Address destination, int length, long nowNanos) {
    sequence++;
    node.stack().icmp().sendEchoRequest(destination, node.number(), sequence, new byte[length], nowNanos);
  }

  @Override
  public void onReply(Ipv6Address source, int identifier, int number, int length, int hopLimit, long nowNanos) {
    replies++;
    lastLength = length;
  }

  @Override
  public void onError(IcmpError error, int identifier, int number, long nowNanos) {
    errors.add(error.kind());
  }
}
