/** IPsec over IPv6. */
module dev.zmol.ipsec.ipv6 {
  requires transitive dev.zmol.ipsec;
  requires transitive dev.zmol.iface.ipv6;

  requires static dev.zmol.annotations;

  exports dev.zmol.ipsec.ipv6;
}
