/** What packets of both IP families have in common. */
module dev.zmol.wire {
  requires static dev.zmol.annotations;

  exports dev.zmol.wire;
  exports dev.zmol.wire.dns;
}
