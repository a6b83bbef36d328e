package dev.zmol.conformance;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * A list of promises: the rows of a resource without its head, their fields separated by tabs.
 *
 * @param name the name of the resource
 * @param rows the fields of each row, all as many as the head has
 */
record Catalogue(String name, List<String[]> rows) {
  static Catalogue read(String name) throws IOException {
    try (InputStream in = Catalogue.class.getResourceAsStream(name)) {
      List<String> lines =
          new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().filter(line -> !line.isBlank()).toList();
      int fields = lines.getFirst().split("\t", -1).length;
      List<String[]> rows = lines.stream().skip(1).map(line -> split(name, line, fields)).toList();
      return new Catalogue(name, rows);
    }
  }

  private static String[] split(String name, String line, int fields) {
    String[] row = line.split("\t", -1);
    if (row.length != fields) {
      throw new IllegalArgumentException(name + " has a row of " + row.length + " fields, not " + fields + ": " + line);
    }
    return row;
  }
}
