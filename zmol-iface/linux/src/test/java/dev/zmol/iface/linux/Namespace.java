package dev.zmol.iface.linux;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A program in a network namespace of its own, which runs {@linkplain NamespaceProgram scenarios} that tests ask for.
 *
 * <p>The namespace is gone when the program ends, and the program ends when this one does.
 */
final class Namespace implements AutoCloseable {
  private static final long LIMIT_SECONDS = 60;

  /** What the program may do. */
  enum Rights {
    /** Everything, as root of the namespace. */
    ALL,
    /** Root, but without the right to configure networks. */
    NO_NETWORK,
    /** Everything but calling native functions. */
    NO_NATIVE_ACCESS
  }

  private final Process process;
  private final BufferedReader answers;
  private final Writer questions;

  private Namespace(List<String> command) throws IOException {
    process = new ProcessBuilder(command).redirectError(Redirect.INHERIT).start();
    answers = process.inputReader(StandardCharsets.UTF_8);
    questions = process.outputWriter(StandardCharsets.UTF_8);
  }

  /** Starts the program. */
  static Namespace start(Class<?> scenarios, Rights rights) throws Exception {
    List<String> command = new ArrayList<>(unshare());
    if (rights == Rights.NO_NETWORK) {
      command.addAll(List.of("setpriv", "--bounding-set=-net_admin", "--inh-caps=-net_admin"));
    }
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-XX:+UseSerialGC", "-Xmx128m", "-cp", classPath()));
    command.add(
        rights == Rights.NO_NATIVE_ACCESS ? "--illegal-native-access=deny" : "--enable-native-access=ALL-UNNAMED");
    command.addAll(List.of(NamespaceProgram.class.getName(), scenarios.getName()));
    return new Namespace(command);
  }

  /** The command that makes a namespace: as root directly, or else through a user namespace. */
  private static List<String> unshare() throws Exception {
    List<List<String>> ways =
        List.of(List.of("unshare", "--net"), List.of("unshare", "--user", "--map-root-user", "--net"));
    for (List<String> way : ways) {
      List<String> command = new ArrayList<>(way);
      command.add("true");
      Process attempt = new ProcessBuilder(command).redirectErrorStream(true).start();
      if (attempt.waitFor(10, TimeUnit.SECONDS) && attempt.exitValue() == 0) {
        return way;
      }
    }
    throw new AssertionError(
        "this system does not let us make a network namespace, neither as root nor in a user namespace;"
            + " -Dzmol.network=none leaves these tests out");
  }

  private static String classPath() {
    String tests = Path.of(System.getProperty("basedir", ""), "target", "test-classes").toString();
    String modules = System.getProperty("jdk.module.path", "");
    return String.join(File.pathSeparator, tests, modules, System.getProperty("java.class.path"));
  }

  /** Runs a scenario; fails with what it fails with. */
  void run(String scenario) throws Exception {
    CompletableFuture<String> answer = CompletableFuture.supplyAsync(() -> ask(scenario));
    String verdict;
    try {
      verdict = answer.get(LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      process.destroyForcibly();
      throw new AssertionError(scenario + " did not end within " + LIMIT_SECONDS + " s", e);
    } catch (ExecutionException e) {
      throw new AssertionError(scenario + " could not be run", e.getCause());
    }
    if (!"ok".equals(verdict)) {
      throw new AssertionError(scenario + ": " + (verdict == null ? "the program died" : verdict.replace('\f', '\n')));
    }
  }

  private String ask(String scenario) {
    try {
      questions.write(scenario + "\n");
      questions.flush();
      return answers.readLine();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
