/** Scenario B: TCP, UDP and ICMP over IPv4. */
module dev.zmol.scenarios.transportipv4 {
  requires dev.zmol.scenarios.pipe;
  requires dev.zmol.socket.ipv4;

  requires static dev.zmol.annotations;
}
