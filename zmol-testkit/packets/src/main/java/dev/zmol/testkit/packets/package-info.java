/**
 * Assertions on captured packets, in the manner of AssertJ: {@link
 * dev.zmol.testkit.packets.PacketAssert#assertThatPacket} is where they begin. Packets of either family are read here
 * without the classes of one.
 */
package dev.zmol.testkit.packets;
