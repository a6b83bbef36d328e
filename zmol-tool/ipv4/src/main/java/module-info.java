/** The command-line tool for IPv4 alone. */
module dev.zmol.tool.ipv4 {
  requires dev.zmol.tool;
  requires dev.zmol.socket.ipv4;
  requires dev.zmol.ipsec.ipv4;
  requires info.picocli;

  requires static dev.zmol.annotations;

  opens dev.zmol.tool.ipv4 to info.picocli;
}
