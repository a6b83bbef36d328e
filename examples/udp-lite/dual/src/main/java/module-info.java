/** UDP-Lite over IPv4 and IPv6: the templates of the IPv4 and of the IPv6 flavour. */
module org.example.udplite.dual {
  requires transitive org.example.udplite;
  requires transitive dev.zmol.iface.dual;
  requires dev.zmol.iface.linux;
  requires static dev.zmol.annotations;

  exports org.example.udplite.dual;
}
