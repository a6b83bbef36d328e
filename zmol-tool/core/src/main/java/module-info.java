/** What the command-line tools of all flavours have in common. */
module dev.zmol.tool {
  requires transitive dev.zmol.socket;
  requires transitive dev.zmol.iface.linux;
  requires transitive info.picocli;

  exports dev.zmol.tool;
  exports dev.zmol.tool.service;

  opens dev.zmol.tool to info.picocli;

  uses dev.zmol.tool.ToolCommand;
  uses dev.zmol.wire.FramePrinter;
}
