package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.wire.dual.IpAddress;

/** Hears what becomes of the echo requests that {@link Icmp#sendEchoRequest} sends, on the stack's thread. */
@Specialize
public interface EchoListener {
  /**
   * An echo reply has come in. Anybody may send one: match identifier and sequence number with the requests sent.
   *
   * @param source who replied
   * @param identifier the identifier of the request (0 to 65,535)
   * @param sequence the sequence number of the request (0 to 65,535)
   * @param length how many bytes of data the reply carries
   * @param hopLimit the hop limit, or time to live, that the reply arrived with
   * @param nowNanos when the reply arrived, in nanoseconds
   */
  void onReply(IpAddress source, int identifier, int sequence, int length, int hopLimit, long nowNanos);

  /**
   * A router or a host reports an error about an echo request.
   *
   * @param error the error; valid during this call
   * @param identifier the identifier of the request
   * @param sequence the sequence number of the request
   * @param nowNanos when the error arrived, in nanoseconds
   */
  void onError(IcmpError error, int identifier, int sequence, long nowNanos);
}
