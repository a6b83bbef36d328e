package dev.zmol.iface;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.EtherType;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

@Covers("D10")
class VlanDeviceTest {
  private static final String ADDRESSES = "020000000002" + "020000000001";

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1520));
  private final Packet packet = new Packet(1514);

  private static Packet frame(String hex) {
    byte[] bytes = HexFormat.of().parseHex(hex);
    Packet frame = new Packet(bytes.length);
    frame.set(Packet.HEADROOM, bytes.length);
    System.arraycopy(bytes, 0, frame.bytes(), Packet.HEADROOM, bytes.length);
    return frame;
  }

  private static String hex(Packet packet) {
    return HexFormat.of().formatHex(Frames.content(packet));
  }

  @Test
  void aTagIsPutIntoWhatIsTransmittedAndTakenOutAgain() {
    VlanDevice vlan = new VlanDevice(cable.left(), 100, 5, EtherType.VLAN);
    Packet sent = frame(ADDRESSES + "0800" + "4500");
    assertThat(vlan.transmit(sent)).isTrue();
    assertThat(hex(sent)).isEqualTo(ADDRESSES + "0800" + "4500");
    assertThat(sent.offset()).isEqualTo(Packet.HEADROOM);
    assertThat(cable.right().receive(packet)).isTrue();
    assertThat(hex(packet)).isEqualTo(ADDRESSES + "8100" + "a064" + "0800" + "4500");
  }

  @Test
  void theTagOfWhatIsReceivedIsTakenOutWhateverItsPriority() {
    VlanDevice vlan = new VlanDevice(cable.left(), 100);
    cable.right().transmit(frame(ADDRESSES + "8100" + "f064" + "0800" + "4500"));
    assertThat(vlan.receive(packet)).isTrue();
    assertThat(hex(packet)).isEqualTo(ADDRESSES + "0800" + "4500");
    assertThat(vlan.drops().total()).isZero();
  }

  @Test
  void framesOfOtherNetworksAreDroppedAndCounted() {
    VlanDevice vlan = new VlanDevice(cable.left(), 100);
    cable.right().transmit(frame(ADDRESSES + "0800" + "45000000"));
    cable.right().transmit(frame(ADDRESSES + "8100" + "0065" + "0800"));
    cable.right().transmit(frame(ADDRESSES + "8100" + "0000" + "0800"));
    cable.right().transmit(frame(ADDRESSES + "88a8" + "0064" + "0800"));
    cable.right().transmit(frame(ADDRESSES + "8100" + "00"));
    cable.right().transmit(frame(ADDRESSES + "8100" + "0064" + "88b5"));
    assertThat(vlan.receive(packet)).isTrue();
    assertThat(hex(packet)).isEqualTo(ADDRESSES + "88b5");
    assertThat(vlan.receive(packet)).isFalse();
    assertThat(vlan.drops().of(DropReason.VLAN_TAG_MISSING)).isEqualTo(2);
    assertThat(vlan.drops().of(DropReason.VLAN_NOT_OURS)).isEqualTo(2);
    assertThat(vlan.drops().of(DropReason.FRAME_TOO_SHORT)).isEqualTo(1);
  }

  @Test
  void framesOfTheWholeMtuPassIfTheDeviceCarriesTheTagToo() {
    VlanDevice vlan = new VlanDevice(cable.left(), 7);
    MtuLimit device = new MtuLimit(vlan, 1500);
    VlanDevice far = new VlanDevice(cable.right(), 7);
    assertThat(device.transmit(Frames.of(1514, 9))).isTrue();
    assertThat(far.receive(packet)).isTrue();
    assertThat(Frames.content(packet)).hasSize(1514).containsOnly(9);
  }

  @Test
  void twoDevicesMakeTheTagsOfAProviderAndItsCustomer() {
    VlanDevice provider = new VlanDevice(cable.left(), 200, 0, EtherType.PROVIDER_VLAN);
    VlanDevice customer = new VlanDevice(provider, 10);
    customer.transmit(frame(ADDRESSES + "0806" + "01"));
    cable.right().receive(packet);
    assertThat(hex(packet)).isEqualTo(ADDRESSES + "88a8" + "00c8" + "8100" + "000a" + "0806" + "01");
    cable.right().transmit(packet);
    assertThat(customer.receive(packet)).isTrue();
    assertThat(hex(packet)).isEqualTo(ADDRESSES + "0806" + "01");
  }

  @Test
  void aChecksumThatIsLeftToTheDeviceStaysWhereItWas() {
    VlanDevice vlan = new VlanDevice(cable.left(), 100);
    Packet sent = Frames.of(60, 1);
    sent.requestChecksum(sent.offset() + 34, 6);
    vlan.transmit(sent);
    cable.right().receive(packet);
    assertThat(packet.checksumStart()).isEqualTo(packet.offset() + 4 + 34);
    assertThat(sent.checksumStart()).isEqualTo(sent.offset() + 34);
  }

  @Test
  void aBusyDeviceLeavesThePacketAsItWas() {
    LinkDevice.Pair narrow = LinkDevice.pair(cable.left().capabilities(), 1);
    VlanDevice vlan = new VlanDevice(narrow.left(), 100);
    vlan.transmit(Frames.of(60, 1));
    Packet sent = Frames.of(60, 2);
    assertThat(vlan.transmit(sent)).isFalse();
    assertThat(Frames.content(sent)).hasSize(60).containsOnly(2);
  }

  @Test
  void superSegmentsAreNotPromised() {
    DeviceCapabilities fast =
        new DeviceCapabilities(Medium.ETHERNET, 1500, 0, ChecksumCapabilities.SOFTWARE, 65_535, 65_535);
    DeviceCapabilities tagged = new VlanDevice(LinkDevice.pair(fast).left(), 1).capabilities();
    assertThat(tagged).isEqualTo(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  }

  @Test
  void misuseIsRefused() {
    assertThatThrownBy(() -> new VlanDevice(cable.left(), 4095))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("identifier is 4095; it has to be from 1 to 4094");
    assertThatThrownBy(() -> new VlanDevice(cable.left(), 1, 8, EtherType.VLAN))
        .hasMessage("priority is 8; it has to be from 0 to 7");
    assertThatThrownBy(() -> new VlanDevice(cable.left(), 1, 0, EtherType.IPV4))
        .hasMessage("etherType is IPv4; it has to be that of 802.1Q or of 802.1ad");
    assertThatThrownBy(() -> new VlanDevice(new LoopbackDevice(), 1))
        .hasMessage("the medium of the device is IP; it has to be ETHERNET");
    VlanDevice vlan = new VlanDevice(cable.left(), 1);
    assertThatThrownBy(() -> vlan.transmit(Frames.of(13, 0))).isInstanceOf(IllegalArgumentException.class);
  }
}
