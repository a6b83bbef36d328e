/** What interfaces of both IP families have in common. */
module dev.zmol.iface {
  requires transitive dev.zmol.wire;

  requires static dev.zmol.annotations;

  exports dev.zmol.iface;
  exports dev.zmol.iface.fragment;
  exports dev.zmol.iface.capture;
}
