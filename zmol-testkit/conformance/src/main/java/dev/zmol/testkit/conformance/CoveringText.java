package dev.zmol.testkit.conformance;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds in the text of a test, such as a script, what it says that it covers. */
final class CoveringText {
  private static final Pattern LINE = Pattern.compile("\\s*(?://|#)\\s*covers:(.*)");

  private CoveringText() {}

  /** The ids in the comments of a file, in order. */
  static Set<String> idsOf(Path file) {
    try {
      return idsIn(Files.readAllLines(file));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  private static Set<String> idsIn(List<String> lines) {
    Set<String> ids = new LinkedHashSet<>();
    for (String line : lines) {
      Matcher matcher = LINE.matcher(line);
      if (matcher.matches()) {
        for (String id : matcher.group(1).split(";", -1)) {
          if (!id.isBlank()) {
            ids.add(id.strip());
          }
        }
      }
    }
    return ids;
  }
}
