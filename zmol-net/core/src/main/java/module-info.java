/** The sockets of the JDK over a stack: what does not depend on the family. */
module dev.zmol.net {
  requires transitive dev.zmol.socket;

  exports dev.zmol.net;
}
