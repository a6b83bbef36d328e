/** Scenario D: all that there is, for both families. */
module dev.zmol.scenarios.alldual {
  requires dev.zmol.scenarios.pipe;
  requires dev.zmol.socket.dual;
}
