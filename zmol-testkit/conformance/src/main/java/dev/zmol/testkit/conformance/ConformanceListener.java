package dev.zmol.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestSource;
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
 * that are not part of this run stay.
 */
@SuppressWarnings("exports") // who sees it has the platform
public final class ConformanceListener implements TestExecutionListener {
  private final Path directory;
  private final Map<String, ConformanceReport> reports = new TreeMap<>();

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
  public void executionFinished(TestIdentifier test, TestExecutionResult result) {
    record(test, result.getStatus().name());
  }

  @Override
  public void executionSkipped(TestIdentifier test, String reason) {
    record(test, "SKIPPED");
  }

  @Override
  public void testPlanExecutionFinished(TestPlan plan) {
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
    if (!test.isTest() || !(source instanceof MethodSource method)) {
      return;
    }
    String module = moduleOf(method.getJavaClass());
    String name = method.getClassName() + "#" + method.getMethodName() + "()" + invocation(test);
    for (String id : idsOf(method)) {
      reports.computeIfAbsent(module, ConformanceReport::new).add(id, name, outcome);
    }
  }

  private static String moduleOf(Class<?> testClass) {
    String module = testClass.getModule().getName();
    return module != null ? module : testClass.getPackageName();
  }

  /** Tells the invocations of a repeated, parameterised or generated test apart. */
  private static String invocation(TestIdentifier test) {
    String last = test.getUniqueIdObject().getLastSegment().getType();
    return last.endsWith("invocation") ? " " + test.getUniqueIdObject().getLastSegment().getValue() : "";
  }

  private static Set<String> idsOf(MethodSource method) {
    Set<String> ids = new LinkedHashSet<>();
    addIds(ids, method.getJavaMethod().getAnnotation(Covers.class));
    for (Class<?> type = method.getJavaClass(); type != null; type = type.getEnclosingClass()) {
      addIds(ids, type.getAnnotation(Covers.class));
    }
    return ids;
  }

  private static void addIds(Set<String> ids, Covers covers) {
    if (covers != null) {
      ids.addAll(List.of(covers.value()));
    }
  }
}
