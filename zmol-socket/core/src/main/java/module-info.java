/** What sockets of both IP families have in common. */
module dev.zmol.socket {
  requires transitive dev.zmol.iface;

  requires static dev.zmol.annotations;

  exports dev.zmol.socket;
}
