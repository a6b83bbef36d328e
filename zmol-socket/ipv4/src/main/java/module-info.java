/** IPv4 sockets. */
module dev.zmol.socket.ipv4 {
  requires transitive dev.zmol.socket;
  requires transitive dev.zmol.iface.ipv4;

  requires static dev.zmol.annotations;

  exports dev.zmol.socket.ipv4;
}
