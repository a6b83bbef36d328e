/** TAP and TUN devices of the Linux kernel, and raw packet sockets on its interfaces. */
module dev.zmol.iface.linux {
  requires transitive dev.zmol.iface;

  exports dev.zmol.iface.linux;
}
