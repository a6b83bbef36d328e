/** Dual-stack addresses and IP headers: the templates of {@code dev.zmol.wire.ipv4} and {@code dev.zmol.wire.ipv6}. */
module dev.zmol.wire.dual {
  requires transitive dev.zmol.wire;

  requires static dev.zmol.annotations;

  exports dev.zmol.wire.dual;
}
