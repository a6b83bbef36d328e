/** Dual-stack interfaces: the templates of the IPv4 and of the IPv6 flavour. */
module dev.zmol.iface.dual {
  requires transitive dev.zmol.iface;
  requires transitive dev.zmol.wire.dual;

  requires static dev.zmol.annotations;

  exports dev.zmol.iface.dual;
  exports dev.zmol.iface.dual.multicast;
}
