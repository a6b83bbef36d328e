/** IPv6 addresses, headers and control messages. */
module dev.zmol.wire.ipv6 {
  requires transitive dev.zmol.wire;

  requires static dev.zmol.annotations;

  exports dev.zmol.wire.ipv6;
}
