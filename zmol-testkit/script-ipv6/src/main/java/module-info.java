/** Packet scripts against IPv6. */
module dev.zmol.testkit.script.ipv6 {
  requires transitive dev.zmol.testkit.script;
  requires transitive dev.zmol.socket.ipv6;

  requires static dev.zmol.annotations;
  requires static transitive org.junit.jupiter.api;

  exports dev.zmol.testkit.script.ipv6;
}
