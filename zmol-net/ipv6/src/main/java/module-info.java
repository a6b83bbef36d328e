/** The sockets of the JDK over an IPv6 stack. */
module dev.zmol.net.ipv6 {
  requires transitive dev.zmol.net;
  requires transitive dev.zmol.socket.ipv6;

  requires static dev.zmol.annotations;

  exports dev.zmol.net.ipv6;
}
