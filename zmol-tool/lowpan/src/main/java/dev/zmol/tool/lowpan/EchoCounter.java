package dev.zmol.tool.lowpan;

import dev.zmol.iface.ipv6.EchoListener;
import dev.zmol.iface.ipv6.IcmpError;
import dev.zmol.wire.ipv6.Ipv6Address;

/** Counts the replies to the pings of a node. */
final class EchoCounter implements EchoListener {
  private int replies;
  private int errors;

  EchoCounter() {}

  int replies() {
    return replies;
  }

  int errors() {
    return errors;
  }

  @Override
  public void onReply(Ipv6Address source, int identifier, int sequence, int length, int hopLimit, long nowNanos) {
    replies++;
  }

  @Override
  public void onError(IcmpError error, int identifier, int sequence, long nowNanos) {
    errors++;
  }
}
