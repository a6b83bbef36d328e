/** IPv6 sockets. */
module dev.zmol.socket.ipv6 {
  requires transitive dev.zmol.socket;
  requires transitive dev.zmol.iface.ipv6;

  requires static dev.zmol.annotations;

  exports dev.zmol.socket.ipv6;
}
