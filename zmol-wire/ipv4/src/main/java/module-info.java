/** IPv4 addresses and headers. */
module dev.zmol.wire.ipv4 {
  requires transitive dev.zmol.wire;

  requires static dev.zmol.annotations;

  exports dev.zmol.wire.ipv4;
}
