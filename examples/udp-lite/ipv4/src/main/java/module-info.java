/** UDP-Lite over IPv4. */
module org.example.udplite.ipv4 {
  requires transitive org.example.udplite;
  requires transitive dev.zmol.iface.ipv4;
  requires dev.zmol.iface.linux;
  requires static dev.zmol.annotations;

  exports org.example.udplite.ipv4;
}
