/** Frames through standard input and output. */
module dev.zmol.scenarios.pipe {
  requires transitive dev.zmol.iface;

  exports dev.zmol.scenarios.pipe;
}
