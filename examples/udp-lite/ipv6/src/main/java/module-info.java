/** UDP-Lite over IPv6. */
module org.example.udplite.ipv6 {
  requires transitive org.example.udplite;
  requires transitive dev.zmol.iface.ipv6;
  requires dev.zmol.iface.linux;
  requires static dev.zmol.annotations;

  exports org.example.udplite.ipv6;
}
