/** The command-line tool for IPv6 alone. */
module dev.zmol.tool.ipv6 {
  requires dev.zmol.tool;
  requires dev.zmol.socket.ipv6;
  requires dev.zmol.ipsec.ipv6;
  requires info.picocli;

  requires static dev.zmol.annotations;

  opens dev.zmol.tool.ipv6 to info.picocli;
}
