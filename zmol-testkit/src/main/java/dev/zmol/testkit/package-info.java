/**
 * What tests of network programs need: a {@linkplain dev.zmol.testkit.ManualClock clock} that tests move, a {@linkplain
 * dev.zmol.testkit.SimulatedLink link} in virtual time, and a {@linkplain dev.zmol.testkit.Covers record} of what the
 * tests cover. Nothing here sleeps, reads a real clock or rolls unseeded dice.
 */
package dev.zmol.testkit;
