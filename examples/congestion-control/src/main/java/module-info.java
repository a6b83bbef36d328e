/** A congestion control of our own. */
module org.example.congestion {
  requires transitive dev.zmol.socket.dual;

  exports org.example.congestion;
}
