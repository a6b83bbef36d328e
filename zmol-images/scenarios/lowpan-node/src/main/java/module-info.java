/** Scenario F: a node of a low-power network. */
module dev.zmol.scenarios.lowpannode {
  requires dev.zmol.lowpan;
  requires dev.zmol.scenarios.pipe;
  requires dev.zmol.socket.ipv6;

  requires static dev.zmol.annotations;
}
