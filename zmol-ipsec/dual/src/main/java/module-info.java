/** Dual-stack IPsec: the templates of the IPv4 and of the IPv6 flavour. */
module dev.zmol.ipsec.dual {
  requires transitive dev.zmol.ipsec;
  requires transitive dev.zmol.iface.dual;

  requires static dev.zmol.annotations;

  exports dev.zmol.ipsec.dual;
}
