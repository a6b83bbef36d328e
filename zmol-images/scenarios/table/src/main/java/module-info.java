/** Measures the images of all scenarios. */
module dev.zmol.scenarios.table {
  requires dev.zmol.lowpan;
  requires dev.zmol.scenarios.pipe;
  requires dev.zmol.socket.ipv4;
  requires dev.zmol.socket.ipv6;

  requires static dev.zmol.annotations;

  uses java.util.spi.ToolProvider;
}
