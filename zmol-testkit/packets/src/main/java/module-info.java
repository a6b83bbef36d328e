/** Assertions on captured packets. */
module dev.zmol.testkit.packets {
  requires transitive dev.zmol.iface;

  requires static transitive org.assertj.core;

  exports dev.zmol.testkit.packets;
}
