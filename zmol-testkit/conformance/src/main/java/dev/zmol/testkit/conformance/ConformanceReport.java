package dev.zmol.testkit.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/** What the tests of one module cover: the lines of its file, sorted. */
final class ConformanceReport {
  private final String module;
  private final Set<String> tests = new HashSet<>();
  private final TreeSet<String> lines = new TreeSet<>();

  ConformanceReport(String module) {
    this.module = module;
  }

  void add(String id, String test, String outcome) {
    tests.add(test);
    lines.add(clean(id) + "\t" + test + "\t" + outcome);
  }

  private static String clean(String text) {
    return text.replaceAll("\\s+", " ").strip();
  }

  /** Writes the file, with the lines that it has already of other tests. */
  void mergeInto(Path directory) throws IOException {
    Path file = directory.resolve(module + ".tsv");
    Files.createDirectories(directory);
    TreeSet<String> all = new TreeSet<>(lines);
    if (Files.exists(file)) {
      Files.readAllLines(file).stream().filter(this::isOfOtherTest).forEach(all::add);
    }
    Files.write(file, all);
  }

  private boolean isOfOtherTest(String line) {
    String[] fields = line.split("\t", -1);
    return fields.length == 3 && !tests.contains(fields[1]);
  }
}
