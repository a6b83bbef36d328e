/** Events for the flight recorder of the JDK; nothing else needs this module. */
module dev.zmol.socket.jfr {
  requires transitive dev.zmol.socket;
  requires jdk.jfr;

  exports dev.zmol.socket.jfr;
}
