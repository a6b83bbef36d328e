package dev.zmol.processor.specialize;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.lang.model.element.TypeElement;

/**
 * Derives the flavour of one source file for one family.
 *
 * <p>The classes of the file are specialised one by one, as javac finishes their analysis; then the text is put
 * together. It is edited at the positions of the trees, so that everything that does not depend on the family stays as
 * its author wrote it: comments, line breaks, blank lines.
 */
final class Specializer {
  /** Blank lines that deletions leave behind, and what is put in their place. */
  private record Spacing(Pattern pattern, String replacement) {}

  private static final List<Spacing> SPACINGS =
      List.of(
          new Spacing(Pattern.compile("\\{\n\n+"), "{\n"),
          new Spacing(Pattern.compile("\n\n+( *\\})"), "\n$1"),
          new Spacing(Pattern.compile("\n\n\n+"), "\n\n"));

  private final Template template;
  private final FamilyModel model;
  private final InheritedDocs inheritedDocs;
  private final Plan plan;
  private final List<TemplateVisitor> visitors = new ArrayList<>();
  private final Set<Tree> done = Collections.newSetFromMap(new IdentityHashMap<>());
  private TypeElement mainType;

  Specializer(Template template, FamilyModel model, InheritedDocs inheritedDocs) {
    this.template = template;
    this.model = model;
    this.inheritedDocs = inheritedDocs;
    this.plan = new Plan(template, model);
  }

  String flavorPackage() {
    return model.flavorOf(template.pkg());
  }

  /** The name of the family in prose. */
  String family() {
    return model.name();
  }

  /** The first type that is left, whose name is that of the file; null if none is. */
  TypeElement mainType() {
    return mainType;
  }

  /** Specialises one top-level type; the trees of the others need not be attributed yet. */
  void specialize(ClassTree type) {
    if (!done.add(type)) {
      return;
    }
    TreePath path = Template.child(template.root(), type);
    var element = (TypeElement) template.element(path);
    if (template.text().escapedCode() >= 0) {
      plan.error(type, "zmol does not understand Unicode escapes outside of literals; write the characters");
    } else if (model.isGone(element)) {
      inheritedDocs.keep(template, path, type);
      new Collapse(template, model, plan).check(type, element);
      plan.deleteLines(type);
    } else if (!FamilyModel.isTemplate(element)) {
      plan.error(type, element.getSimpleName() + " shares a file with a template; annotate it @Specialize or move it");
    } else {
      mainType = mainType == null ? element : mainType;
      var survey = new Survey(template);
      survey.scan(path, null);
      var visitor = new TemplateVisitor(template, model, plan, survey);
      visitors.add(visitor);
      visitor.visit(path);
      visitor.names().checkDeclarations();
      visitor.leftovers().check();
    }
  }

  /** The text of the flavour; empty if nothing is left of the file, or if it cannot be specialised. */
  Optional<String> finish() {
    if (plan.hasFailed() || mainType == null) {
      return Optional.empty();
    }
    ClassTree type = template.topLevelTypes().getFirst();
    visitors.forEach(v -> inheritedDocs.deliver(v.inheritedDocs(), plan, v.names()));
    new Imports(template, model, plan, visitors.getFirst().names()).rewrite();
    head();
    if (plan.hasFailed()) {
      return Optional.empty();
    }
    String text;
    try {
      text = normalized(plan.edits().apply(template.text().text()));
    } catch (IllegalStateException e) {
      plan.error(type, "zmol contradicts itself here; please report it: " + e.getMessage());
      return Optional.empty();
    }
    Optional<String> mistake = new Proofreader(template, model).mistake(text);
    mistake.ifPresent(m -> plan.error(type, m));
    return mistake.isPresent() ? Optional.empty() : Optional.of(text);
  }

  /** Names the package, and above it the source. */
  private void head() {
    plan.replace(template.unit().getPackage().getPackageName(), flavorPackage());
    String header =
        "// The " + model.name() + " flavour of " + template.pkg().getQualifiedName() + "."
            + mainType.getSimpleName() + ", derived by zmol. Do not edit.\n";
    plan.edits().insert(template.text().lineStart(template.start(template.unit().getPackage())), header);
  }

  /** The same line ends everywhere, and no blank lines where the author puts none. */
  private String normalized(String text) {
    String original = template.text().text().replace("\r\n", "\n");
    String lines = text.replace("\r\n", "\n");
    for (Spacing spacing : SPACINGS) {
      // If the author writes it like that somewhere, be it in a text block, nothing is changed.
      if (!spacing.pattern().matcher(original).find()) {
        lines = spacing.pattern().matcher(lines).replaceAll(spacing.replacement());
      }
    }
    return lines;
  }
}
