package dev.zmol.iface.linux;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/** Runs the scenarios of a class by name, one for each line that it reads, and answers each with one line. */
final class NamespaceProgram {
  private NamespaceProgram() {}

  /** Takes the name of the class whose static methods are the scenarios. */
  public static void main(String[] args) throws Exception {
    Class<?> scenarios = Class.forName(args[0]);
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    for (String name = in.readLine(); name != null; name = in.readLine()) {
      out.println(verdict(scenarios, name));
    }
  }

  private static String verdict(Class<?> scenarios, String name) {
    try {
      scenarios.getDeclaredMethod(name).invoke(null);
      return "ok";
    } catch (InvocationTargetException e) {
      StringWriter trace = new StringWriter();
      e.getCause().printStackTrace(new PrintWriter(trace));
      return trace.toString().replace('\n', '\f');
    } catch (ReflectiveOperationException e) {
      return e.toString();
    }
  }

  /** Runs the {@code ip} command. */
  static void ip(String arguments) throws IOException, InterruptedException {
    command("ip " + arguments);
  }

  /** Runs a command whose words are separated by spaces. */
  static void command(String words) throws IOException, InterruptedException {
    Process process = new ProcessBuilder(words.split(" ")).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new AssertionError(words + ": " + output);
    }
  }
}
