package dev.zmol.conformance;

import java.io.IOException;
import java.util.List;

/**
 * A behaviour of the models that zmol learns from.
 *
 * @param area the part of the stack
 * @param text what the models do
 */
record Behaviour(String area, String text) {
  /** The areas whose behaviours have to be shown, or have a verdict, to the last one. */
  private static final List<String> SETTLED = List.of("wire/tcp", "socket/tcp", "storage/");

  static List<Behaviour> all() throws IOException {
    return Catalogue.read("behaviours.tsv").rows().stream().map(row -> new Behaviour(row[0], row[1])).toList();
  }

  boolean isSettled() {
    return SETTLED.stream().anyMatch(area::startsWith);
  }

  String id() {
    return area + ": " + text;
  }

  /** The names that tests may give it. */
  String[] names() {
    return new String[] {text, id(), area + " " + text, area + "/" + text};
  }
}
