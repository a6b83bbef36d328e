package dev.zmol.bench.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.dual.EchoListener;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.wire.dual.IpAddress;
import java.util.function.LongSupplier;

/** One host pings another; each step is one request with its reply. */
@Specialize
public final class IcmpEcho implements LongSupplier, EchoListener {
  private final EchoStack client;
  private final EchoStack server;
  private final IpAddress destination;
  private final byte[] data;
  private long nowNanos;
  private long replies;

  /**
   * Creates the hosts, and lets them find each other.
   *
   * @param destination the address of host 2
   * @param length how many bytes of data a request carries
   */
  public IcmpEcho(IpAddress destination, int length) {
    LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    this.client = new ComposedEchoStack(cable.left(), Hosts.configuration(1));
    this.server = new ComposedEchoStack(cable.right(), Hosts.configuration(2));
    this.destination = destination;
    this.data = new byte[length];
    client.icmp().listener(this);
    getAsLong();
    for (int round = 0; round < 10; round++) {
      exchange();
    }
  }

  /** Sends a request and takes in its reply. Returns how many replies there have been. */
  @Override
  public long getAsLong() {
    client.icmp().sendEchoRequest(destination, 1, (int) replies & 0xffff, data, nowNanos);
    exchange();
    return replies;
  }

  private void exchange() {
    nowNanos += 1000;
    server.poll(nowNanos);
    client.poll(nowNanos);
  }

  @Override
  public void onReply(IpAddress source, int identifier, int sequence, int length, int hopLimit, long now) {
    replies++;
  }

  @Override
  public void onError(IcmpError error, int identifier, int sequence, long now) {
    throw new IllegalStateException("error " + error.kind());
  }
}
