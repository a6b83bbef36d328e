/** IPv4 addresses, headers and control messages. */
module dev.zmol.wire.ipv4 {
  requires transitive dev.zmol.wire;

  requires static dev.zmol.annotations;

  exports dev.zmol.wire.ipv4;
}
