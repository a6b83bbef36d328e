/** Scenario C: all that there is for IPv4. */
module dev.zmol.scenarios.allipv4 {
  requires dev.zmol.scenarios.pipe;
  requires dev.zmol.socket.ipv4;
}
