/** Low-power wireless networks: IEEE 802.15.4, 6LoWPAN and RPL. */
module dev.zmol.lowpan {
  requires transitive dev.zmol.iface.ipv6;

  requires static dev.zmol.annotations;

  exports dev.zmol.lowpan;
  exports dev.zmol.lowpan.compress;
  exports dev.zmol.lowpan.frame;
  exports dev.zmol.lowpan.rpl;
  exports dev.zmol.lowpan.rpl.wire;
  exports dev.zmol.lowpan.text;
  exports dev.zmol.lowpan.zep;

  provides dev.zmol.wire.FramePrinter with
      dev.zmol.lowpan.text.LowpanFramePrinter;
}
