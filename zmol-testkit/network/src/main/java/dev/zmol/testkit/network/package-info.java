/**
 * What tests of network programs need: a {@linkplain dev.zmol.testkit.network.ManualClock clock} that tests move, a
 * {@linkplain dev.zmol.testkit.network.SimulatedLink link} or a whole {@linkplain
 * dev.zmol.testkit.network.SimulatedNetwork network} of cables or {@linkplain
 * dev.zmol.testkit.network.SimulatedAir radio} in virtual time, and what {@linkplain
 * dev.zmol.testkit.network.Simulation runs} stacks on it. Nothing here sleeps, reads a real clock or rolls unseeded
 * dice.
 */
package dev.zmol.testkit.network;
