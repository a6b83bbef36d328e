/** Scenario A: TCP over IPv4. */
module dev.zmol.scenarios.tcpipv4 {
  requires dev.zmol.scenarios.pipe;
  requires dev.zmol.socket.ipv4;

  requires static dev.zmol.annotations;
}
