/**
 * IP addresses, headers and control messages of both families: the templates of {@code dev.zmol.wire.ipv4} and {@code
 * dev.zmol.wire.ipv6}.
 */
module dev.zmol.wire.dual {
  requires transitive dev.zmol.wire;

  requires static dev.zmol.annotations;

  exports dev.zmol.wire.dual;
}
