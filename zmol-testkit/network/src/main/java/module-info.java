/** What tests of network programs need: a clock, and a link in virtual time. */
module dev.zmol.testkit.network {
  requires transitive dev.zmol.iface;

  exports dev.zmol.testkit.network;
}
