/** IPv6 interfaces. */
module dev.zmol.iface.ipv6 {
  requires transitive dev.zmol.iface;
  requires transitive dev.zmol.wire.ipv6;

  requires static dev.zmol.annotations;

  exports dev.zmol.iface.ipv6;
  exports dev.zmol.iface.ipv6.multicast;
}
