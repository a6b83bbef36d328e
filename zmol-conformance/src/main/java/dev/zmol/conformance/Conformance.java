package dev.zmol.conformance;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What is wrong with the record: promises without verdict, verdicts against what tests show, names of nothing. */
final class Conformance {
  private final Results results;
  private final Verdicts verdicts;
  private final Path root;
  private final Set<String> known = new TreeSet<>();
  private final Set<String> openIds = new TreeSet<>();
  private final List<String> contradictions = new ArrayList<>();

  Conformance(Results results, Verdicts verdicts, Path root) throws IOException {
    this.results = results;
    this.verdicts = verdicts;
    this.root = root;
    for (String[] feature : Catalogue.read("features.tsv").rows()) {
      known.add(feature[0]);
    }
    for (String[] input : Catalogue.read("hostile.tsv").rows()) {
      judge(input[0], true, input[0]);
    }
    for (int rfc : Requirement.RFCS) {
      for (Requirement requirement : Requirement.of(rfc)) {
        judge(requirement.id(), true, requirement.id(), requirement.shared());
      }
    }
    for (Behaviour behaviour : Behaviour.all()) {
      judge(behaviour.id(), behaviour.isSettled(), behaviour.names());
    }
  }

  private void judge(String id, boolean needsVerdict, String... names) {
    known.addAll(List.of(names));
    Results.Verdict shown = results.verdict(names);
    Optional<Verdicts.Verdict> said = verdicts.of(id);
    if (said.isEmpty() && shown.isEmpty() && needsVerdict) {
      openIds.add(id);
    }
    if (said.isPresent() && !shown.isEmpty()) {
      contradictions.add(
          "verdicts.tsv says that %s is %s, but a test shows it: %s".formatted(id, said.get().kind(), shown.text()));
    }
  }

  /** Requirements, hostile input and settled behaviours that neither a test nor {@code verdicts.tsv} speaks of. */
  Set<String> withoutVerdict() {
    return openIds;
  }

  /** Verdicts that are contradicted by tests, or cannot be. */
  List<String> wrongVerdicts() throws IOException {
    List<String> wrong = new ArrayList<>(contradictions);
    for (var entry : verdicts.all().entrySet()) {
      complaint(entry.getKey(), entry.getValue()).ifPresent(wrong::add);
    }
    return wrong;
  }

  private Optional<String> complaint(String id, Verdicts.Verdict verdict) throws IOException {
    if (!known.contains(id)) {
      return Optional.of(id + " is in no catalogue");
    }
    if (!Verdicts.KINDS.contains(verdict.kind())) {
      return Optional.of(id + " is " + verdict.kind() + "; it has to be one of " + new TreeSet<>(Verdicts.KINDS));
    }
    if (verdict.reason().isBlank()) {
      return Optional.of(id + " is " + verdict.kind() + " for no reason");
    }
    Optional<String> decision = verdict.decision();
    if (decision.isEmpty()) {
      boolean refused = verdict.kind().equals(Verdicts.REFUSED);
      return refused ? Optional.of(id + " is refused, but its reason names no ADR") : Optional.empty();
    }
    boolean exists = Verdicts.decisionFile(root, decision.get()).isPresent();
    return exists ? Optional.empty() : Optional.of(id + " names ADR " + decision.get() + ", which there is not");
  }

  /** The ids that tests name and no catalogue has: mostly slips of the pen. Plain sections of RFCs need none. */
  Set<String> unknownIds() {
    Set<String> unknown = new TreeSet<>(results.ids());
    unknown.removeAll(known);
    unknown.removeIf(id -> id.matches("RFC \\d+( §[0-9A-Z.]+)?"));
    return unknown;
  }
}
