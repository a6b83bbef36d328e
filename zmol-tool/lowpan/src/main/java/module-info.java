/** What the command-line tool can do with low-power networks, for who asks for this module. */
module dev.zmol.tool.lowpan {
  requires dev.zmol.tool;
  requires dev.zmol.lowpan;
  requires dev.zmol.testkit.network;
  requires info.picocli;

  requires static dev.zmol.annotations;

  opens dev.zmol.tool.lowpan to info.picocli;

  provides dev.zmol.tool.ToolCommand with
      dev.zmol.tool.lowpan.LowpanTool;
}
