/** Prints the conversations in a capture file. */
module org.example.conversations {
  requires dev.zmol.iface;
  requires dev.zmol.wire.dual;
}
