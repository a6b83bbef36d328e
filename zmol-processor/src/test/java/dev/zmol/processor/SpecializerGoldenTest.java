package dev.zmol.processor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.testkit.conformance.Covers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The flavours of the templates in {@code src/test/resources/golden/specialize} are what lies beside them. */
@Covers("G2")
class SpecializerGoldenTest {
  private static final GoldenFiles GOLDEN = GoldenFiles.topic("specialize");
  private static final Map<String, Compilation> COMPILED = new TreeMap<>();
  private static final long SEED = 20261123;

  static List<String> cases() {
    return GOLDEN.cases();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void flavorsAreTheExpectedOnes(String name) throws Exception {
    Compilation templates = templates(name);
    assertTrue(templates.succeeded(), templates::log);
    GOLDEN.check(name, flavors(templates, GOLDEN.inputs(name).keySet()));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void flavorsCompileWithoutAWarning(String name) throws Exception {
    Compilation templates = templates(name);
    for (String family : List.of("ipv4", "ipv6")) {
      Compilation flavor = compileFlavor(templates, family);
      assertEquals("", flavor.log());
      assertTrue(flavor.succeeded());
    }
  }

  @ParameterizedTest
  @MethodSource("cases")
  void flavorsDoNotDependOnTheOrderOfTheSources(String name) throws Exception {
    List<String> shuffled = sources(name);
    Collections.shuffle(shuffled, new Random(SEED));
    Compilation again = Compilation.of(shuffled.toArray(String[]::new)).run();
    assertEquals(flavors(templates(name), null), flavors(again, null), "seed " + SEED);
  }

  /** The compiled templates of a case; once for all tests. */
  private static Compilation templates(String name) throws Exception {
    Compilation templates = COMPILED.get(name);
    if (templates == null) {
      templates = Compilation.of(sources(name).toArray(String[]::new)).run();
      COMPILED.put(name, templates);
    }
    return templates;
  }

  /** The sources of a case, with the shared ones that it does not bring itself. */
  private static List<String> sources(String name) {
    var sources = new TreeMap<>(GoldenFiles.topic("shared").inputs("addresses"));
    sources.putAll(GOLDEN.inputs(name));
    return new ArrayList<>(sources.values());
  }

  /** The flavours as {@code family/File.java}; of the files with the given names, or of all of them and the indexes. */
  private static Map<String, String> flavors(Compilation templates, Set<String> files) {
    Map<String, String> flavors = new TreeMap<>();
    for (String output : templates.outputs()) {
      if (!output.startsWith("zmol_flavors/")) {
        continue;
      }
      String file = output.replaceAll(".*/", "").replace(".flavor", ".java");
      if (files == null) {
        flavors.put(output, templates.output(output));
      } else if (files.contains(file)) {
        flavors.put(output.replaceAll(".*/(ipv[46])/.*", "$1/") + file, templates.output(output));
      }
    }
    return flavors;
  }

  private static Compilation compileFlavor(Compilation templates, String family) throws Exception {
    List<String> packages = new ArrayList<>();
    for (String output : templates.outputs()) {
      if (output.startsWith("zmol_flavors/main/") && output.endsWith("/" + family + "/index")) {
        String flavor = output.replace("zmol_flavors/main/", "").replace("/index", "").replace('/', '.');
        packages.add(
            "@dev.zmol.annotations.Flavor(of = \"%s\", family = dev.zmol.annotations.Family.%s)%npackage %s;%n"
                .formatted(flavor.replaceAll("\\.ipv[46]$", ""), family.toUpperCase(java.util.Locale.ROOT), flavor));
      }
    }
    return Compilation.of(packages.toArray(String[]::new)).with(templates).run();
  }
}
