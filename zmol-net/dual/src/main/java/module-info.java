/** The sockets of the JDK over a dual stack: the templates of the IPv4 and of the IPv6 flavour. */
module dev.zmol.net.dual {
  requires transitive dev.zmol.net;
  requires transitive dev.zmol.socket.dual;

  requires static dev.zmol.annotations;

  exports dev.zmol.net.dual;
}
