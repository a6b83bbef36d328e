package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;

/** A UDP socket. */
@Specialize
public final class UdpSocket {
  private UdpSocket() {}
}
