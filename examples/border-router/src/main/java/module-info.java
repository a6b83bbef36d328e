/** A border router. */
module org.example.border {
  requires transitive dev.zmol.lowpan;
  requires dev.zmol.iface.linux;
  requires static dev.zmol.annotations;

  exports org.example.border;
}
