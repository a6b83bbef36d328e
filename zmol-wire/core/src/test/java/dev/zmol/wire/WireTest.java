package dev.zmol.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class WireTest {
  @Test
  void roundTrips() {
    byte[] buf = new byte[20];
    var header = new EthernetHeader(new MacAddress(0x0102_0304_0506L), new MacAddress(0xf1f2_f3f4_f5f6L), 0x86dd);
    EthernetWire.emit(header, buf, 3);
    assertEquals(header, EthernetWire.parse(buf, 3));
    assertEquals(14, EthernetWire.LENGTH);
    assertEquals((byte) 0x86, buf[3 + EthernetWire.ETHER_TYPE_OFFSET]);
  }
}
