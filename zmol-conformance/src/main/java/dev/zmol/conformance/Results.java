package dev.zmol.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Which tests have covered what, and whether they passed. */
final class Results {
  private final Map<String, Set<String>> passed = new TreeMap<>();
  private final Map<String, Set<String>> failed = new TreeMap<>();

  /**
   * Reads what the tests of all modules have left behind.
   *
   * @param root the directory of the project
   */
  static Results read(Path root) throws IOException {
    var results = new Results();
    try (Stream<Path> files = Files.walk(root, 6)) {
      for (Path file : files.filter(Results::isReport).sorted().toList()) {
        Files.readAllLines(file).forEach(results::add);
      }
    }
    return results;
  }

  /** The report of the listener's own tests is about made-up ids. */
  private static boolean isReport(Path path) {
    return path.toString().matches(".*/target/conformance/[^/]*\\.tsv")
        && !path.toString().contains("zmol-testkit/conformance");
  }

  void add(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length == 3) {
      var into = fields[2].equals("SUCCESSFUL") ? passed : failed;
      into.computeIfAbsent(fields[0], _ -> new TreeSet<>()).add(testName(fields[1]));
    }
  }

  /** The name of a test without its package, its flavour and its invocation: the same test runs in several. */
  private static String testName(String unique) {
    return unique.replaceFirst("\\(\\).*$", "").replaceFirst("^.*\\.", "").replace('#', '.');
  }

  /** All ids that tests name. */
  Set<String> ids() {
    Set<String> all = new TreeSet<>(passed.keySet());
    all.addAll(failed.keySet());
    return all;
  }

  /** Says what the tests have shown of something; the keys are names of the same thing. */
  Verdict verdict(String... keys) {
    Set<String> good = new TreeSet<>();
    Set<String> bad = new TreeSet<>();
    for (String key : keys) {
      good.addAll(passed.getOrDefault(key, Set.of()));
      bad.addAll(failed.getOrDefault(key, Set.of()));
    }
    return new Verdict(List.copyOf(good), List.copyOf(bad));
  }

  /**
   * What the tests have shown of one promise.
   *
   * @param passed the tests that passed
   * @param failed the tests that did not
   */
  record Verdict(List<String> passed, List<String> failed) {
    boolean isShown() {
      return failed.isEmpty() && !passed.isEmpty();
    }

    /** Whether no test that ran names it. */
    boolean isEmpty() {
      return failed.isEmpty() && passed.isEmpty();
    }

    /** The cell of a table. */
    String text() {
      if (!failed.isEmpty()) {
        return "**failed**: `" + failed.getFirst() + "`";
      }
      if (passed.isEmpty()) {
        return "–";
      }
      return "`" + passed.getFirst() + "`" + (passed.size() > 1 ? " and " + (passed.size() - 1) + " more" : "");
    }
  }
}
