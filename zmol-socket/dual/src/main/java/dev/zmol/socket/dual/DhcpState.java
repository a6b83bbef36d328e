package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** What a DHCP client is about (RFC 2131 §4.4). */
@Only(Family.IPV4)
public enum DhcpState {
  /** Nothing: it was not started, or has been stopped. */
  STOPPED,
  /** It is about to look for servers. */
  INIT,
  /** It looks for servers. */
  SELECTING,
  /** It has asked a server for the address that it was offered. */
  REQUESTING,
  /** It has asked all servers whether it may go on with an address that it has had before. */
  REBOOTING,
  /** It finds out whether another host has the address that it was given. */
  CHECKING,
  /** It has a lease. */
  BOUND,
  /** It has a lease, and has asked its server to extend it. */
  RENEWING,
  /** It has a lease, and has asked all servers to extend it. */
  REBINDING,
  /** It has given its lease back. */
  RELEASING
}
