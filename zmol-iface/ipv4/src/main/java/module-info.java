/** IPv4 interfaces. */
module dev.zmol.iface.ipv4 {
  requires transitive dev.zmol.iface;
  requires transitive dev.zmol.wire.ipv4;

  requires static dev.zmol.annotations;

  exports dev.zmol.iface.ipv4;
  exports dev.zmol.iface.ipv4.multicast;
}
