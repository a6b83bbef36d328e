/** A device of our own. */
module org.example.cable {
  requires transitive dev.zmol.iface;

  exports org.example.cable;
}
