package dev.zmol.scenarios.table;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

/** Measures one scenario. */
final class Measurement {
  private static final String COMPACT = "-XX:+UseCompactObjectHeaders";
  private static final int STARTS = 21;
  private static final int QUESTIONS = 200;
  private static final int HEAP_STEP_KIB = 256;
  private static final int HEAP_LIMIT_KIB = 128 << 10;

  private final Scenario scenario;
  private final String modulePath;
  private final Path directory;

  Measurement(Scenario scenario, String modulePath, Path directory) {
    this.scenario = scenario;
    this.modulePath = modulePath;
    this.directory = directory;
  }

  Row measure() {
    long sizeAsIs = Image.link(scenario, modulePath, directory.resolve("plain"), "zip-0").size();
    Image image = Image.link(scenario, modulePath, directory.resolve("zip-9"), "zip-9");
    long size = image.size();
    var classes = new OurClasses(image);
    List<String> loaded = loaded(image);
    Command.lines(List.of(image.java().toString(), "-Xshare:dump"));
    Command.lines(List.of(image.java().toString(), "-Xshare:dump", COMPACT));
    Path cache = train(image, "headers-12", List.of());
    Path compactCache = train(image, "headers-8", List.of(COMPACT));
    List<String> withCache = List.of("-XX:AOTCache=" + cache);
    List<String> withCompactCache = List.of("-XX:AOTCache=" + compactCache, COMPACT);
    return new Row(
        scenario,
        classes.bytes(),
        classes.reachableBytes(scenario.mainClass()),
        loaded.stream().filter(line -> line.contains(" dev.zmol.")).count(),
        loaded.size(),
        sizeAsIs,
        size,
        length(cache),
        firstAnswerMillis(image, List.of("-Xshare:off")),
        firstAnswerMillis(image, List.of()),
        firstAnswerMillis(image, withCache),
        firstAnswerMillis(image, withCompactCache),
        heapKib(image, withCompactCache),
        liveBytes(image, List.of()),
        liveBytes(image, List.of(COMPACT)),
        residentKib(image, withCompactCache));
  }

  private List<String> loaded(Image image) {
    Path log = directory.resolve("loaded.log");
    talk(image, List.of("-Xshare:off", "-Xlog:class+load:file=" + log), 1);
    try {
      return Files.readAllLines(log).stream().filter(line -> line.contains(" source: ")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path train(Image image, String name, List<String> options) {
    Path cache = directory.resolve(name + ".aot");
    List<String> all = new ArrayList<>(options);
    all.add("-XX:AOTCacheOutput=" + cache);
    talk(image, all, QUESTIONS);
    if (Files.notExists(cache)) {
      throw new IllegalStateException("there is no AOT cache after training " + scenario);
    }
    return cache;
  }

  private static Conversation talk(Image image, List<String> options, int questions) {
    Conversation conversation = Conversation.with(image, options, questions, false);
    if (!conversation.answered()) {
      throw new IllegalStateException(image.scenario() + " with " + options + " does not answer");
    }
    return conversation;
  }

  /** The shortest time, in milliseconds: what is longer is longer because of what else the machine does. */
  private static double firstAnswerMillis(Image image, List<String> options) {
    LongStream nanos = LongStream.generate(() -> talk(image, options, 1).firstAnswerNanos());
    return nanos.limit(STARTS).min().orElseThrow() / 1e6;
  }

  /** The smallest heap with which all questions are answered; the answer of a larger one is taken to be the same. */
  private static int heapKib(Image image, List<String> options) {
    int tooSmall = 0;
    int enough = HEAP_LIMIT_KIB / HEAP_STEP_KIB;
    while (enough - tooSmall > 1) {
      int steps = (tooSmall + enough) / 2;
      List<String> all = new ArrayList<>(options);
      all.add("-Xmx" + steps * HEAP_STEP_KIB + "k");
      if (Conversation.with(image, all, QUESTIONS, false).answered()) {
        enough = steps;
      } else {
        tooSmall = steps;
      }
    }
    return enough * HEAP_STEP_KIB;
  }

  private static long liveBytes(Image image, List<String> options) {
    return Conversation.with(image, options, QUESTIONS, true).liveBytes();
  }

  private static long residentKib(Image image, List<String> options) {
    List<String> all = new ArrayList<>(options);
    all.add("-Xmx16m");
    return talk(image, all, QUESTIONS).residentKib();
  }

  private static long length(Path file) {
    return file.toFile().length();
  }
}
