/** The command-line tool for both families, and the templates of the tools for one. */
module dev.zmol.tool.dual {
  requires dev.zmol.tool;
  requires dev.zmol.tool.demo;
  requires dev.zmol.socket.dual;
  requires dev.zmol.ipsec.dual;
  requires info.picocli;

  requires static dev.zmol.annotations;

  opens dev.zmol.tool.dual to info.picocli;
}
