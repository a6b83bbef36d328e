package dev.zmol.iface.linux;

import dev.zmol.iface.linux.Namespace.Rights;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Raw packet sockets and the real kernel, in a namespace that is made for it. */
@Timeout(180)
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
@Covers("D4")
class PacketSocketDeviceTest {
  private static Namespace namespace;

  @BeforeAll
  static void startProgram() throws Exception {
    namespace = Namespace.start(PacketScenarios.class, Rights.ALL);
  }

  @AfterAll
  static void endProgram() {
    namespace.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "theKernelAndASocketExchangeFrames",
        "framesOfOtherStationsAreNotReceivedUnlessAskedFor",
        "ownFramesAreNotReceived",
        "framesOfAVlanAreLeftOut",
        "anInterfaceThatGoesDownAndComesBackGoesOn",
        "anInterfaceWithoutALinkLayerCarriesPackets",
        "aCaptureSeesBothDirectionsAndTags",
        "aCaptureEndsWhenItIsStopped",
        "whatCannotBeOpenedIsReported"
      })
  void inANamespace(String scenario) throws Exception {
    namespace.run(scenario);
  }

  @ParameterizedTest
  @ValueSource(strings = "theKernelAndASocketShareChecksums")
  @Covers("D5")
  void withOffloadInANamespace(String scenario) throws Exception {
    namespace.run(scenario);
  }
}
