package dev.zmol.lowpan;

import dev.zmol.iface.ipv6.EchoListener;
import dev.zmol.iface.ipv6.IcmpError;
import dev.zmol.wire.ipv6.Ipv6Address;

/** Counts the replies to echo requests. */
final class CountingEchoes implements EchoListener {
  int replies;

  @Override
  public void onReply(Ipv6Address source, int identifier, int sequence, int length, int hopLimit, long nowNanos) {
    replies++;
  }

  @Override
  public void onError(IcmpError error, int identifier, int sequence, long nowNanos) {
    throw new AssertionError(error);
  }
}
