package dev.zmol.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
import org.junit.platform.engine.support.descriptor.FileSource;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/**
 * Records which tests with {@link Covers} have run, and how they ended.
 *
 * <p>The JUnit Platform finds it by itself. It writes {@code target/conformance/<module>.tsv} below the directory that
 * the system property {@code basedir} names, or else the current one: a line for each id and test, of id, unique name of
 * the test, and {@code SUCCESSFUL}, {@code FAILED}, {@code ABORTED} or {@code SKIPPED}, separated by tabs. Lines of tests
 * that are not part of this run stay, as long as there are such tests and they still say that they cover the id; those of
 * generated tests, as long as their class does not run.
 *
 * <p>A generated test whose source is a file, such as a script, also covers what lines {@code // covers: MUST-10; S1} or
 * {@code # covers: MUST-10; S1} of that file name, separated by semicolons. Its name is that of the test class with the
 * display name of the test.
 */
@SuppressWarnings("exports") // who sees it has the platform
public final class ConformanceListener implements TestExecutionListener {
  private final Path directory;
  private final Map<String, ConformanceReport> reports = new TreeMap<>();
  private volatile Optional<TestPlan> plan = Optional.empty();

  /** Creates a listener that writes below the directory of the module under test. */
  public ConformanceListener() {
    this(Path.of(System.getProperty("basedir", ""), "target", "conformance"));
  }

  /**
   * Creates a listener.
   *
   * @param directory where it writes
   */
  ConformanceListener(Path directory) {
    this.directory = directory;
  }

  @Override
  public void testPlanExecutionStarted(TestPlan started) {
    plan = Optional.of(started);
  }

  @Override
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    record(test, result.getStatus().name());
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    record(test, "SKIPPED");
  }

  @Override
  public void testPlanExecutionFinished(TestPlan finished) {
    try {
      for (ConformanceReport report : reports.values()) {
        report.mergeInto(directory);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write to " + directory, e);
    }
  }

  private synchronized void record(TestIdentifier test, String outcome) {
    TestSource source = test.getSource().orElse(null);
    if (!test.isTest()) {
      return;
    }
    if (source instanceof MethodSource method) {
      String name = method.getClassName() + "#" + method.getMethodName() + "()" + invocation(test);
      record(method, name, CoveredIds.of(method.getJavaClass(), method.getJavaMethod()), outcome);
    } else if (source instanceof FileSource file) {
      factoryOf(test).ifPresent(factory -> recordGenerated(factory, file, test.getDisplayName(), outcome));
    }
  }

  private void recordGenerated(MethodSource factory, FileSource file, String displayName, String outcome) {
    Set<String> ids = CoveredIds.of(factory.getJavaClass(), factory.getJavaMethod());
    ids.addAll(CoveringText.idsOf(file.getFile().toPath()));
    String name = factory.getClassName() + "#" + displayName.replaceFirst("(?<variant> \\(.*\\))?$", "()${variant}");
    record(factory, name, ids, outcome);
  }

  private void record(MethodSource method, String name, Set<String> ids, String outcome) {
    Class<?> testClass = method.getJavaClass();
    ConformanceReport report = reports.computeIfAbsent(moduleOf(testClass), ConformanceReport::new);
    report.ran(testClass, name);
    for (String id : ids) {
      report.add(id, name, outcome);
    }
  }

  /** The method that has generated a test. */
  private Optional<MethodSource> factoryOf(TestIdentifier test) {
    Optional<TestIdentifier> above = plan.flatMap(p -> p.getParent(test));
    while (above.isPresent()) {
      if (above.get().getSource().orElse(null) instanceof MethodSource method) {
        return Optional.of(method);
      }
      TestIdentifier at = above.get();
      above = plan.flatMap(p -> p.getParent(at));
    }
    return Optional.empty();
  }

  private static String moduleOf(Class<?> testClass) {
    String module = testClass.getModule().getName();
    return module != null ? module : testClass.getPackageName();
  }

  /** Tells the invocations of a repeated, parameterised or generated test apart. */
  private static String invocation(TestIdentifier test) {
    String last = test.getUniqueIdObject().getLastSegment().getType();
    boolean isOneOfMany = last.endsWith("invocation") || last.equals("dynamic-test");
    return isOneOfMany ? " " + test.getUniqueIdObject().getLastSegment().getValue() : "";
  }
}
