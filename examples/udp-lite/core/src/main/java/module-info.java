/** UDP-Lite as it is on the wire: what does not depend on the family. */
module org.example.udplite {
  requires transitive dev.zmol.wire;
  requires static dev.zmol.annotations;

  exports org.example.udplite;
}
