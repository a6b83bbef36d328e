/** Scenario E: formats only, no stack. */
module dev.zmol.scenarios.wireonly {
  requires dev.zmol.wire.ipv4;
}
