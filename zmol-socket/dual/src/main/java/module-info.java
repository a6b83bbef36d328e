/** Dual-stack sockets: the templates of the IPv4 and of the IPv6 flavour. */
module dev.zmol.socket.dual {
  requires transitive dev.zmol.socket;
  requires transitive dev.zmol.iface.dual;

  requires static dev.zmol.annotations;

  exports dev.zmol.socket.dual;
}
