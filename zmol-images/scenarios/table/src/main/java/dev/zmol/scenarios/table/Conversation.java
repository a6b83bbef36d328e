package dev.zmol.scenarios.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * What came of starting a program and asking it.
 *
 * @param answered whether all questions were answered
 * @param firstAnswerNanos from before the process was started to the first answer, in nanoseconds
 * @param residentKib the most memory that was resident, in KiB
 * @param liveBytes what was on the heap and in use after the last answer, in bytes; 0 if it was not asked for
 */
record Conversation(boolean answered, long firstAnswerNanos, long residentKib, long liveBytes) {
  private static final long PATIENCE_SECONDS = 30;

  /** Starts a program of an image, and asks it one thing after the other. */
  static Conversation with(Image image, List<String> options, int questions, boolean counting) {
    List<String> command = new ArrayList<>();
    command.add(image.java().toString());
    command.addAll(options);
    command.addAll(List.of("-m", image.scenario().module() + "/" + image.scenario().mainClass()));
    return with(image.scenario(), command, questions, counting);
  }

  /** Starts a program that answers as a scenario does, and asks it one thing after the other. */
  static Conversation with(Scenario scenario, List<String> command, int questions, boolean counting) {
    try {
      long start = System.nanoTime();
      Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      Thread watchdog = Thread.ofVirtual().start(() -> endAfterAWhile(process));
      try {
        return speak(scenario, process, start, questions, counting);
      } finally {
        watchdog.interrupt();
        end(process);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Conversation speak(Scenario scenario, Process process, long start, int questions, boolean counting) {
    try {
      Peer peer = Peer.of(scenario, process.getInputStream(), process.getOutputStream());
      boolean answered = peer.ask();
      long first = System.nanoTime() - start;
      for (int k = 1; k < questions && answered; k++) {
        answered = peer.ask();
      }
      return new Conversation(answered, first, residentKib(process), counting ? liveBytes(process) : 0);
    } catch (UncheckedIOException e) {
      // The program ended while it was spoken to.
      return new Conversation(false, 0, 0, 0);
    }
  }

  private static long residentKib(Process process) {
    Path status = Path.of("/proc/" + process.pid() + "/status");
    try {
      return Files.readAllLines(status).stream()
          .filter(line -> line.startsWith("VmHWM:"))
          .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
          .findFirst()
          .orElse(0);
    } catch (IOException e) {
      return 0;
    }
  }

  /** What a full collection leaves, from the last line of the histogram of classes. */
  private static long liveBytes(Process process) {
    String jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd").toString();
    List<String> histogram = Command.lines(List.of(jcmd, "" + process.pid(), "GC.class_histogram"));
    return Long.parseLong(histogram.getLast().strip().split(" +", -1)[2]);
  }

  private static void endAfterAWhile(Process process) {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      // All questions are answered.
    }
  }

  /** Ends the input, and so the program; it may write an AOT cache then. */
  private static void end(Process process) throws IOException {
    try {
      process.getOutputStream().close();
      process.getInputStream().readAllBytes();
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    } catch (IOException e) {
      process.destroyForcibly();
    }
  }
}
