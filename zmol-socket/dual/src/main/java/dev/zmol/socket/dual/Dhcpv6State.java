package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;

/** What a DHCPv6 client is about (RFC 8415 §18.2). */
@Only(Family.IPV6)
public enum Dhcpv6State {
  /** Nothing: it was not started, or has been stopped. */
  STOPPED,
  /** It looks for servers that give addresses. */
  SOLICITING,
  /** It has asked a server for the addresses that it has advertised. */
  REQUESTING,
  /** It has addresses. */
  BOUND,
  /** It has addresses, and has asked whether they fit the link that it has come to. */
  CONFIRMING,
  /** It has addresses, and has asked their server to extend them. */
  RENEWING,
  /** It has addresses, and has asked all servers to extend them. */
  REBINDING,
  /** It has given its addresses back, and waits for that to be confirmed. */
  RELEASING,
  /** It has told the server that an address is in use, and waits for that to be confirmed. */
  DECLINING,
  /** It has asked for everything but addresses. */
  INFORMING,
  /** It knows everything but addresses. */
  INFORMED
}
