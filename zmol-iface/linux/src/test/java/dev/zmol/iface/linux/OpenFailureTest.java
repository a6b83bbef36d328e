package dev.zmol.iface.linux;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("D3")
class OpenFailureTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          13 | no permission to open /dev/net/tun (EACCES): run as root, or let this user read and write /dev/net/tun
           1 | no permission to open /dev/net/tun (EPERM): run as root, or let this user read and write /dev/net/tun
           2 | there is no /dev/net/tun (ENOENT): load the module with 'modprobe tun'; in a container, pass the node through
          19 | the kernel does not know TAP and TUN (ENODEV): load the module with 'modprobe tun'
          24 | too many open files (EMFILE): close some, or raise the limit with 'ulimit -n'
          71 | cannot open /dev/net/tun (errno 71): see 'man 2 open'
          """)
  void eachErrorOfTheNodeSaysWhatToDo(int errno, String message) {
    assertThat(OpenFailure.ofNode("/dev/net/tun", errno)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          16 | the TUN device 'tun0' is in use (EBUSY): end the program that has it, or choose another name
          12 | cannot create the TUN device 'tun0' (ENOMEM): see the kernel's log ('dmesg')
          """)
  void eachErrorOfAttachingSaysWhatToDo(int errno, String message) {
    assertThat(OpenFailure.ofAttach(DeviceKind.TUN, "tun0", errno)).hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
           1 | no permission to open a raw packet socket (EPERM): run as root, or inside of 'unshare --user --map-root-user --net', or with the capability CAP_NET_RAW
          97 | the kernel does not know packet sockets (EAFNOSUPPORT): load the module with 'modprobe af_packet'
          24 | socket failed (EMFILE)
          """)
  void eachErrorOfAPacketSocketSaysWhatToDo(int errno, String message) {
    assertThat(OpenFailure.ofPacketSocket(errno)).hasMessage(message);
  }

  @Test
  void aMissingNodeIsReported() {
    assertThatThrownBy(() -> TapDevice.open("tap0", "/dev/net/missing"))
        .isInstanceOf(DeviceException.class)
        .hasMessageStartingWith("there is no /dev/net/missing (ENOENT): load the module");
  }

  @Test
  void aNameThatIsTooLongIsReported() {
    assertThatThrownBy(() -> TapDevice.open("an-interface-name"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name is 'an-interface-name'; it has to have 1 to 15 bytes, this has 17");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a/b", "a b", "..", ".", "a:1", "tab\t"})
  void aNameThatTheKernelForbidsIsReported(String name) {
    assertThatThrownBy(() -> TunDevice.open(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("name is '" + name + "'; it may neither be . or .. nor have a slash, a colon or white space");
  }
}
