/** What sockets of both IP families have in common. */
module dev.zmol.socket {
  requires transitive dev.zmol.iface;

  requires static dev.zmol.annotations;

  exports dev.zmol.socket;
  exports dev.zmol.socket.blocking;
  exports dev.zmol.socket.dns;
  exports dev.zmol.socket.dhcp;
  exports dev.zmol.socket.tcp;
  exports dev.zmol.socket.udp;
}
