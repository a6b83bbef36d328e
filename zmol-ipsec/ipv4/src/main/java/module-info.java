/** IPsec over IPv4. */
module dev.zmol.ipsec.ipv4 {
  requires transitive dev.zmol.ipsec;
  requires transitive dev.zmol.iface.ipv4;

  requires static dev.zmol.annotations;

  exports dev.zmol.ipsec.ipv4;
}
