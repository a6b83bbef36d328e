package dev.zmol.iface.dual;

import static dev.zmol.annotations.Family.IPV4;
import static dev.zmol.annotations.Family.IPV6;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.Medium;
import dev.zmol.iface.fragment.ReassemblyLimits;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

@Specialize
class InterfaceConfigurationTest {
  private final InterfaceConfiguration.Builder builder = InterfaceConfiguration.builder();

  private static void assertRefused(ThrowingCallable call, String... parts) {
    assertThatThrownBy(call).isInstanceOf(IllegalArgumentException.class).hasMessageContainingAll(parts);
  }

  @Test
  @Covers("RFC 1122 §3.2.1.3: broadcast source")
  @Only(IPV4)
  void ipv4AddressesThatNoHostHasAreRefused() {
    assertRefused(() -> builder.address(IpCidr.parse("224.0.0.1/24")), "address", "224.0.0.1/24", "unicast");
    assertRefused(() -> builder.address(IpCidr.parse("192.0.2.0/24")), "192.0.2.0/24");
    assertRefused(() -> builder.address(IpCidr.parse("192.0.2.255/24")), "192.0.2.255/24");
    assertRefused(() -> builder.address(IpCidr.parse("0.0.0.0/32")), "0.0.0.0/32");
    builder.address(IpCidr.parse("192.0.2.0/31")).address(IpCidr.parse("192.0.2.7/32"));
    assertThat(builder.build().addresses()).hasSize(2);
  }

  @Test
  @Covers("RFC 8504 §6.1: interface identifiers")
  @Only(IPV6)
  void ipv6AddressesThatNoHostHasAreRefused() {
    assertRefused(() -> builder.address(IpCidr.parse("ff02::1/64")), "address", "ff02::1/64", "unicast");
    assertRefused(() -> builder.address(IpCidr.parse("::/64")), "::/64");
  }

  @Test
  @Covers("RFC 1122 §3.3.1.6: manual")
  @Only(IPV4)
  void gatewayHasToBeOnTheLink() {
    builder.address(IpCidr.parse("192.0.2.1/24")).gateway(IpAddress.parse("198.51.100.1"));
    assertRefused(builder::build, "gateway", "198.51.100.1", "192.0.2.1/24");
  }

  @Test
  @Only(IPV6)
  void linkLocalGatewayIsOnTheLink() {
    builder.address(IpCidr.parse("2001:db8::1/64")).gateway(IpAddress.parse("fe80::1"));
    assertThat(builder.build().routes()).hasSize(1);
  }

  @Test
  void groupIsNoHardwareAddress() {
    assertRefused(() -> builder.hardwareAddress(MacAddress.BROADCAST), "hardwareAddress", "ff:ff:ff:ff:ff:ff");
    assertRefused(() -> builder.hardwareAddress(MacAddress.ZERO), "00:00:00:00:00:00");
  }

  @Test
  @Covers("G7")
  void numbersOutOfRangeAreRefused() {
    assertRefused(() -> builder.icmpErrorRate(-1), "icmpErrorRate", "-1");
    assertRefused(() -> builder.neighborLimit(7), "neighborLimit", "7", "8");
    assertRefused(() -> builder.neighborQueueLimit(0), "neighborQueueLimit", "0");
  }

  @Test
  @Covers("G7")
  void reassemblyAndFragmentationAreOnUnlessSwitchedOff() {
    assertThat(builder.build().reassembly()).isEqualTo(ReassemblyLimits.DEFAULT);
    assertThat(builder.build().fragmentation()).isTrue();
    assertThat(builder.build().broadcastEchoReply()).isFalse();
    builder.reassembly(ReassemblyLimits.NONE).fragmentation(false).broadcastEchoReply(true);
    assertThat(builder.build().reassembly().allowsReassembly()).isFalse();
    assertThat(builder.build().fragmentation()).isFalse();
    assertThat(builder.build().broadcastEchoReply()).isTrue();
  }

  @Test
  void ethernetInterfaceNeedsAHardwareAddress() {
    TestDevice device = new TestDevice(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    assertRefused(() -> new EthernetLink(device, builder.build(), new DropCounters()), "hardwareAddress");
  }

  @Test
  void linksRefuseDevicesOfTheOtherMedium() {
    TestDevice ethernet = new TestDevice(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
    TestDevice bare = new TestDevice(DeviceCapabilities.plain(Medium.IP, 1500));
    assertRefused(() -> new PointToPointLink(ethernet, builder.build(), new DropCounters()), "ETHERNET");
    assertRefused(() -> new EthernetLink(bare, builder.build(), new DropCounters()), "IP");
  }

  @Test
  @Only(IPV6)
  void ipv6NeedsAnMtuOf1280() {
    InterfaceConfiguration configuration = builder.address(IpCidr.parse("2001:db8::1/64")).build();
    assertRefused(
        () -> new Host(DeviceCapabilities.plain(Medium.IP, 1279), configuration), "mtu", "1279", "1280");
  }
}
