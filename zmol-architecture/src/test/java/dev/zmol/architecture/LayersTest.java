package dev.zmol.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static com.tngtech.archunit.library.GeneralCodingRules.NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Layers point one way, packages have no cycles, and no flavour knows another. */
class LayersTest {
  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes =
        new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages(
                "dev.zmol.wire",
                "dev.zmol.iface",
                "dev.zmol.socket",
                "dev.zmol.net",
                "dev.zmol.ipsec",
                "dev.zmol.lowpan");
  }

  @Test
  void layersPointOneWay() {
    layeredArchitecture()
        .consideringOnlyDependenciesInAnyPackage("dev.zmol..")
        .layer("wire")
        .definedBy("dev.zmol.wire..")
        .layer("iface")
        .definedBy("dev.zmol.iface..")
        .layer("socket")
        .definedBy("dev.zmol.socket..")
        .layer("net")
        .definedBy("dev.zmol.net..")
        .layer("ipsec")
        .definedBy("dev.zmol.ipsec..")
        .layer("lowpan")
        .definedBy("dev.zmol.lowpan..")
        .whereLayer("net")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("ipsec")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("lowpan")
        .mayNotBeAccessedByAnyLayer()
        .whereLayer("socket")
        .mayOnlyBeAccessedByLayers("net")
        .whereLayer("iface")
        .mayOnlyBeAccessedByLayers("socket", "net", "ipsec", "lowpan")
        .whereLayer("wire")
        .mayOnlyBeAccessedByLayers("iface", "socket", "net", "ipsec", "lowpan")
        .check(classes);
  }

  @Test
  void packagesHaveNoCycles() {
    slices().matching("dev.zmol.(**)").should().beFreeOfCycles().check(classes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ipv4 ipv6", "ipv4 dual", "ipv6 ipv4", "ipv6 dual", "dual ipv4", "dual ipv6"})
  void noFlavourKnowsAnother(String pair) {
    String[] flavors = pair.split(" ", -1);
    noClasses()
        .that()
        .resideInAPackage("dev.zmol.*." + flavors[0] + "..")
        .should()
        .dependOnClassesThat()
        .resideInAPackage("dev.zmol.*." + flavors[1] + "..")
        .check(classes);
  }

  @Test
  void coreKnowsNoFlavour() {
    noClasses()
        .that()
        .resideOutsideOfPackages("dev.zmol.*.dual..", "dev.zmol.*.ipv4..", "dev.zmol.*.ipv6..", "dev.zmol.lowpan..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.zmol.*.dual..", "dev.zmol.*.ipv4..", "dev.zmol.*.ipv6..")
        .check(classes);
  }

  @Test
  void lowPowerNetworksKnowIpv6Alone() {
    noClasses()
        .that()
        .resideInAPackage("dev.zmol.lowpan..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.zmol.*.dual..", "dev.zmol.*.ipv4..")
        .check(classes);
  }

  @Test
  void stacksOnTheRadioKnowNeitherPrintersNorTunnels() {
    noClasses()
        .that()
        .resideInAPackage("dev.zmol.lowpan..")
        .and()
        .resideOutsideOfPackages("dev.zmol.lowpan.text..", "dev.zmol.lowpan.zep..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.zmol.lowpan.text..", "dev.zmol.lowpan.zep..")
        .check(classes);
  }

  @Test
  void librariesLeaveTheStandardStreamsAlone() {
    NO_CLASSES_SHOULD_ACCESS_STANDARD_STREAMS.check(classes);
  }

  @Test
  void namesSayWhatAThingIs() {
    noClasses().should().haveSimpleNameEndingWith("Util").check(classes);
    noClasses().should().haveSimpleNameEndingWith("Utils").check(classes);
    noClasses().should().haveSimpleNameEndingWith("Helper").check(classes);
    noClasses().should().haveSimpleNameEndingWith("Manager").check(classes);
    noClasses().should().haveSimpleNameEndingWith("Impl").check(classes);
  }
}
