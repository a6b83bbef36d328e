package dev.zmol.iface.linux;

import dev.zmol.iface.linux.Namespace.Rights;
import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Devices and the real kernel, in a namespace that is made for it. */
@Timeout(180)
@DisabledIfSystemProperty(named = "zmol.network", matches = "none")
@Covers("D3")
class KernelDeviceTest {
  private static Namespace namespace;

  @BeforeAll
  static void startProgram() throws Exception {
    namespace = Namespace.start(DeviceScenarios.class, Rights.ALL);
  }

  @AfterAll
  static void endProgram() {
    namespace.close();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "theKernelAndATapDeviceExchangeFrames",
        "theKernelAndATunDeviceExchangePackets",
        "theMtuIsThatOfTheInterface",
        "theKernelChoosesANumber",
        "aNameInUseIsReported",
        "anInterfaceOfAnotherKindIsReported",
        "anInterfaceThatGoesDownLosesFramesWithoutThrowing",
        "aFrameThatTheKernelRefusesIsCounted",
        "aFrameWithoutRoomIsDroppedAndCounted",
        "awaitEndsInTime",
        "wakeupEndsAPresentAndTheNextAwait",
        "aFrameEndsAwait",
        "closingTwiceIsFineAndTheInterfaceDisappears",
        "aForgottenDeviceIsClosedByTheCollector",
        "receivingAndTransmittingAllocatesNothing"
      })
  void inANamespace(String scenario) throws Exception {
    namespace.run(scenario);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "theKernelLeavesChecksumsToAnOffloadingDeviceAndCompletesOurs",
        "tcpPassesInSuperSegmentsBothWays",
        "offloadDoesNotOutliveTheDeviceThatAskedForIt"
      })
  @Covers("D5")
  void withOffloadInANamespace(String scenario) throws Exception {
    namespace.run(scenario);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "theKernelCutsASuperDatagramForItsSockets",
        "aSuperDatagramPassesThroughTheKernelAsItIs",
        "theKernelCutsASuperDatagramForADeviceThatTakesNone"
      })
  @Covers("D5")
  void withSuperDatagramsInANamespace(String scenario) throws Exception {
    try (Namespace another = Namespace.start(DatagramScenarios.class, Rights.ALL)) {
      another.run(scenario);
    }
  }

  @Test
  void missingPermissionIsReported(TestInfo test) throws Exception {
    try (Namespace powerless = Namespace.start(DeviceScenarios.class, Rights.NO_NETWORK)) {
      powerless.run(test.getTestMethod().orElseThrow().getName());
    }
  }

  @Test
  void missingNativeAccessIsReported(TestInfo test) throws Exception {
    try (Namespace withoutAccess = Namespace.start(DeviceScenarios.class, Rights.NO_NATIVE_ACCESS)) {
      withoutAccess.run(test.getTestMethod().orElseThrow().getName());
    }
  }
}
