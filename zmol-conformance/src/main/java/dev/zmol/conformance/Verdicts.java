package dev.zmol.conformance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What is said of promises that no test shows: the rows of {@code verdicts.tsv}.
 *
 * <p>"Met" is never said here: that is for tests to show.
 */
final class Verdicts {
  /** Not done, or not yet. */
  static final String NOT_MET = "not met";

  /** Left out on purpose; the reason names the record of that decision. */
  static final String REFUSED = "refused";

  /** The model's behaviour is not what the RFCs ask for; the reason says what is done instead. */
  static final String DIFFERS = "differs";

  /** It is asked of somebody else, or of something that there is not. */
  static final String NOT_APPLICABLE = "not applicable";

  static final Set<String> KINDS = Set.of(NOT_MET, REFUSED, DIFFERS, NOT_APPLICABLE);

  private static final Pattern DECISION = Pattern.compile("ADR (\\d{4})");

  /**
   * A verdict.
   *
   * @param kind one of {@link #KINDS}
   * @param reason why
   */
  record Verdict(String kind, String reason) {
    /** The number of the decision that a reason names. */
    Optional<String> decision() {
      Matcher matcher = DECISION.matcher(reason);
      return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }
  }

  private final Map<String, Verdict> byId = new LinkedHashMap<>();

  static Verdicts read() throws IOException {
    var verdicts = new Verdicts();
    for (String[] row : Catalogue.read("verdicts.tsv").rows()) {
      verdicts.add(row[0], row[1], row[2]);
    }
    return verdicts;
  }

  void add(String id, String kind, String reason) {
    if (byId.put(id, new Verdict(kind, reason)) != null) {
      throw new IllegalArgumentException("verdicts.tsv has two rows for " + id);
    }
  }

  Optional<Verdict> of(String id) {
    return Optional.ofNullable(byId.get(id));
  }

  Map<String, Verdict> all() {
    return byId;
  }

  /** The file of a decision below {@code docs}, such as {@code adr/0001-one-dual-stack-source.md}. */
  static Optional<String> decisionFile(Path root, String number) throws IOException {
    try (Stream<Path> files = Files.list(root.resolve("docs/adr"))) {
      return files
          .map(file -> "adr/" + file.getFileName())
          .filter(name -> name.startsWith("adr/" + number + "-"))
          .findFirst();
    }
  }
}
