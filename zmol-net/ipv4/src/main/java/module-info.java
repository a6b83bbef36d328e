/** The sockets of the JDK over an IPv4 stack. */
module dev.zmol.net.ipv4 {
  requires transitive dev.zmol.net;
  requires transitive dev.zmol.socket.ipv4;

  requires static dev.zmol.annotations;

  exports dev.zmol.net.ipv4;
}
