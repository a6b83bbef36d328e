/** Packet scripts against the dual-stack flavour: the templates of the IPv4 and of the IPv6 flavour. */
module dev.zmol.testkit.script.dual {
  requires transitive dev.zmol.testkit.script;
  requires transitive dev.zmol.socket.dual;

  requires static dev.zmol.annotations;
  requires static transitive org.junit.jupiter.api;

  exports dev.zmol.testkit.script.dual;
}
