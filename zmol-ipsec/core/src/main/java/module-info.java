/** What IPsec over both IP families has in common: formats, algorithms, security associations. */
module dev.zmol.ipsec {
  requires transitive dev.zmol.iface;

  requires static dev.zmol.annotations;

  exports dev.zmol.ipsec;
  exports dev.zmol.ipsec.wire;
  exports dev.zmol.ipsec.xfrm;
}
