package dev.zmol.scenarios.table;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Measures all scenarios, and writes the tables into the page, between its marks. */
final class Main {
  private static final String BEGIN = "<!-- measured -->\n";
  private static final String END = "<!-- end of what was measured -->\n";

  private Main() {}

  /** Measures, for minutes. */
  public static void main(String[] args) throws IOException {
    Path images = Path.of(System.getProperty("zmol.images")).toAbsolutePath();
    Path page = Path.of(System.getProperty("zmol.page"));
    Files.createDirectories(images);
    List<Row> rows = new ArrayList<>();
    for (Scenario scenario : Scenario.values()) {
      Path directory = images.resolve(scenario.module());
      Image.delete(directory);
      Files.createDirectories(directory);
      Row row = new Measurement(scenario, System.getProperty("jdk.module.path"), directory).measure();
      System.out.println(row);
      rows.add(row);
    }
    String text = Files.readString(page);
    int begin = text.indexOf(BEGIN) + BEGIN.length();
    int end = text.indexOf(END, begin);
    if (begin < BEGIN.length() || end < 0) {
      throw new IllegalStateException(page + " has no place for the tables");
    }
    Files.writeString(page, text.substring(0, begin) + tables(rows) + text.substring(end));
  }

  private static String tables(List<Row> rows) {
    var out = new StringBuilder();
    out.append(
        """

        JDK %s, %s, %d processors.

        | | Scenario | our classes, KiB | of these reachable, KiB | ours loaded | all loaded | image as is, MiB \
        | image zip-9, MiB | AOT cache, MiB |
        |---|---|---:|---:|---:|---:|---:|---:|---:|
        """
            .formatted(Runtime.version(), System.getProperty("os.arch"), Runtime.getRuntime().availableProcessors()));
    rows.forEach(row -> out.append(row.sizes()).append('\n'));
    out.append(
        """

        | | no archive, ms | CDS archive, ms | AOT cache, ms | AOT cache, compact headers, ms | smallest heap, MiB \
        | live, KiB | live, compact headers, KiB | resident, MiB |
        |---|---:|---:|---:|---:|---:|---:|---:|---:|
        """);
    rows.forEach(row -> out.append(row.times()).append('\n'));
    return out.append('\n').toString();
  }
}
