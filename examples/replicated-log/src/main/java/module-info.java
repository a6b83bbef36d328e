/** A log that several hosts keep. */
module org.example.log {
  requires transitive dev.zmol.socket.dual;

  exports org.example.log;
}
