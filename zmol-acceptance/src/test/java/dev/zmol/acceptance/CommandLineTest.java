package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Exit codes and messages of the images, as a person meets them. */
@Covers("U1")
class CommandLineTest {
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      IPV4 | serve --tap t --address 10.0.0.1          | 10.0.0.1
      IPV4 | serve --tap t --address 10.0.0.1/33       | 10.0.0.1/33
      IPV4 | serve --tap t --address fd00::1/64        | this is the tool for IPv4 alone
      IPV6 | serve --tap t --address 10.0.0.1/24       | this is the tool for IPv6 alone
      IPV6 | serve --tap t --address fd00::1/64 --mtu 1000 | --mtu is 1000; IPv6 needs 1280 or more
      DUAL | serve --tap t --address 10.0.0.1/24 --mtu 20  | --mtu is 20
      DUAL | serve --tap t --address 10.0.0.1/24 --unknown | --unknown
      DUAL | get --tap t --address 10.0.0.1/24 ftp://10.0.0.2/ | http://
      IPV4 | demo                                      | demo
      DUAL | demo --mebibytes 0                        | mebibytes is 0
      """)
  void misuseIsOneLineAndExitCodeTwo(Flavor flavor, String arguments, String message) throws Exception {
    Outcome outcome = run(flavor, arguments);
    assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(2);
    assertThat(outcome.error().lines()).hasSize(1).first().asString().startsWith("zmol").contains(message);
    assertThat(outcome.output()).isEmpty();
  }

  @Test
  void aTapDeviceWithoutPermissionIsOneLineAndExitCodeOne() throws Exception {
    List<String> command = new ArrayList<>(List.of("unshare", "--user", Flavor.IPV4.program()));
    command.addAll(List.of("serve", "--tap", "zmol-denied", "--address", "10.0.0.1/24"));
    Outcome outcome = Outcome.of(command);
    assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(1);
    assertThat(outcome.error().lines()).hasSize(1).first().asString().contains("zmol-denied", "ermi");
  }

  @Test
  void aDeviceThatIsInUseIsOneLineAndExitCodeOne() throws Exception {
    try (Served served = Served.start(Flavor.IPV4)) {
      Outcome outcome = served.namespace().run(
          Flavor.IPV4.program(), "serve", "--tap", "zmol0", "--address", "10.0.0.1/24");
      assertThat(outcome.exitCode()).as(outcome.error()).isEqualTo(1);
      assertThat(outcome.error().lines()).hasSize(1).first().asString().contains("zmol0");
    }
  }

  @Test
  void nativeAccessAsksForNoWarning() throws Exception {
    try (Served served = Served.start(Flavor.DUAL)) {
      assertThat(served.log().lines()).hasSize(1).first().asString().startsWith("{\"event\":\"ready\"");
    }
  }

  @Test
  void theLauncherRefusesAFlavourThatThereIsNot() throws Exception {
    Outcome outcome = Outcome.of(List.of(Flavor.root().resolve("zmol").toString(), "--flavor", "ipv5", "demo"));
    assertThat(outcome.exitCode()).isEqualTo(2);
    assertThat(outcome.error()).isEqualTo("zmol: --flavor is 'ipv5'; it has to be ipv4, ipv6, dual or lowpan\n");
  }

  private static Outcome run(Flavor flavor, String arguments) throws Exception {
    List<String> command = new ArrayList<>(List.of(flavor.program()));
    command.addAll(List.of(arguments.strip().split(" +", -1)));
    return Outcome.of(command);
  }
}
