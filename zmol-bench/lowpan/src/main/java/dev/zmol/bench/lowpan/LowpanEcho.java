package dev.zmol.bench.lowpan;

import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.ipv6.EchoListener;
import dev.zmol.iface.ipv6.IcmpError;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.lowpan.LowpanConfiguration;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.Random;
import java.util.function.LongSupplier;

/** One node pings another by radio; each step is one request with its reply, and the acknowledgments of all frames. */
public final class LowpanEcho implements LongSupplier, EchoListener {
  private static final int PAN = 0xabcd;

  private final NodeStack client;
  private final NodeStack server;
  private final Ipv6Address destination = new Ipv6Address(0xfe80L << 48, eui(2).interfaceIdentifier());
  private final byte[] data;
  private long nowNanos;
  private long replies;

  /**
   * Creates the nodes.
   *
   * @param length how many bytes of data a request carries: with 93 its frame has the 127 bytes that are allowed,
   *     check sequence included
   */
  public LowpanEcho(int length) {
    LinkDevice.Pair air = LinkDevice.pair(DeviceCapabilities.plain(Medium.IEEE802154, 1280));
    this.client = node(air.left(), 1);
    this.server = node(air.right(), 2);
    this.data = new byte[length];
    client.icmp().listener(this);
  }

  private static Ieee802154Address eui(int number) {
    return Ieee802154Address.ofExtended(0x0212_4b00_0000_0000L | number);
  }

  private static NodeStack node(LinkDevice device, int number) {
    return new ComposedNodeStack(
        device,
        InterfaceConfiguration.builder().random(new Random(number)).build(),
        LowpanConfiguration.builder(eui(number), PAN).build());
  }

  /** Sends a request and takes in its reply. Returns how many replies there have been. */
  @Override
  public long getAsLong() {
    client.icmp().sendEchoRequest(destination, 1, (int) replies & 0xffff, data, nowNanos);
    long before = replies;
    while (replies == before) {
      nowNanos += 1000;
      client.poll(nowNanos);
      server.poll(nowNanos);
    }
    return replies;
  }

  @Override
  public void onReply(Ipv6Address source, int identifier, int sequence, int length, int hopLimit, long now) {
    replies++;
  }

  @Override
  public void onError(IcmpError error, int identifier, int sequence, long now) {
    throw new IllegalStateException("error " + error.kind());
  }
}
