/**
 * What tests of network programs need: a {@linkplain dev.zmol.testkit.network.ManualClock clock} that tests move, and a
 * {@linkplain dev.zmol.testkit.network.SimulatedLink link} in virtual time. Nothing here sleeps, reads a real clock or
 * rolls unseeded dice.
 */
package dev.zmol.testkit.network;
