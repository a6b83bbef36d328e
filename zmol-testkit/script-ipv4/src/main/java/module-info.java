/** Packet scripts against IPv4. */
module dev.zmol.testkit.script.ipv4 {
  requires transitive dev.zmol.testkit.script;
  requires transitive dev.zmol.socket.ipv4;

  requires static dev.zmol.annotations;
  requires static transitive org.junit.jupiter.api;

  exports dev.zmol.testkit.script.ipv4;
}
