/** TAP and TUN devices of the Linux kernel. */
module dev.zmol.iface.linux {
  requires transitive dev.zmol.iface;

  exports dev.zmol.iface.linux;
}
