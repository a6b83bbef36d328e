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
  private final Set<String> classes = new HashSet<>();
  private final TreeSet<String> lines = new TreeSet<>();
  private ClassLoader loader = ConformanceReport.class.getClassLoader();

  ConformanceReport(String module) {
    this.module = module;
  }

  /** A test has run: whatever the file says of it, of each of its invocations, is replaced. */
  void ran(Class<?> testClass, String test) {
    loader = testClass.getClassLoader();
    tests.add(test.substring(0, test.indexOf("()") + 2));
    classes.add(testClass.getName());
  }

  void add(String id, String test, String outcome) {
    lines.add(id + "\t" + test + "\t" + outcome);
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

  /** Whether a line is of a test that has not run this time, but could have. */
  private boolean isOfOtherTest(String line) {
    String[] fields = line.split("\t", -1);
    if (fields.length != 3 || !fields[1].matches("[^#]+#[^#]+\\(\\).*")) {
      return false;
    }
    String test = fields[1].substring(0, fields[1].indexOf("()") + 2);
    String className = test.substring(0, test.indexOf('#'));
    String methodName = test.substring(className.length() + 1, test.length() - 2);
    if (!methodName.matches("\\w+")) {
      // A generated test, of which nobody knows whether its class would generate it again.
      return !classes.contains(className) && CoveredIds.findClass(loader, className).isPresent();
    }
    return !tests.contains(test) && CoveredIds.of(loader, className, methodName).contains(fields[0]);
  }
}
