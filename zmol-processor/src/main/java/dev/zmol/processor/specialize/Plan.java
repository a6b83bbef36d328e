package dev.zmol.processor.specialize;

import com.sun.source.tree.Tree;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;

/**
 * What has to be done to one template to get one flavour of it.
 *
 * <p>The write side of the specialiser: the rooms that look at trees put their decisions here, as {@link Edits} of the
 * text, as names that the flavour still uses, and as errors. A plan with an error never becomes text.
 */
final class Plan {
  private final Template template;
  private final FamilyModel model;
  private final Edits edits = new Edits();
  private final Set<TypeElement> usedTypes = new HashSet<>();
  private final Set<String> usedWords = new HashSet<>();
  private final Set<Element> usedElements = new HashSet<>();
  private final Map<String, String> neededImports = new TreeMap<>();
  private boolean failed;

  Plan(Template template, FamilyModel model) {
    this.template = template;
    this.model = model;
  }

  Edits edits() {
    return edits;
  }

  boolean hasFailed() {
    return failed;
  }

  // The text

  void replace(Tree tree, String text) {
    edits.replace(template.start(tree), template.end(tree), text);
  }

  /** Leaves of a tree only one of the trees in it. */
  void keepOnly(Tree whole, Tree part) {
    edits.delete(template.start(whole), template.start(part));
    edits.delete(template.end(part), template.end(whole));
  }

  /** Deletes a declaration or a statement with its lines, its comments and a blank line too many. */
  void deleteLines(Tree tree) {
    deleteLines(template.start(tree), template.end(tree));
  }

  void deleteLines(int start, int end) {
    SourceText.Range range = template.text().wholeLines(start, end);
    edits.delete(range.start(), range.end());
  }

  /** Deletes a modifier or an annotation together with the white space after it. */
  void deleteToken(Tree tree) {
    edits.delete(template.start(tree), template.text().skipSpaces(template.end(tree)));
  }

  // What the flavour uses

  /** Notes that the flavour names a type, so that its import stays. */
  void use(TypeElement type) {
    usedTypes.add(type);
  }

  /** Notes a simple name that the flavour uses, so that a static import of it stays. */
  void useWord(String word) {
    usedWords.add(word);
  }

  /** Notes that the flavour refers to a variable or a method. */
  void use(Element element) {
    usedElements.add(element);
  }

  /** Notes a type that no import of the template provides. */
  void needImport(TypeElement type, String qualifiedName) {
    neededImports.put(type.getSimpleName().toString(), qualifiedName);
  }

  /** The types that the flavour names. */
  Set<TypeElement> usedTypes() {
    return usedTypes;
  }

  /** Notes a type that text from another file names. */
  void useFromElsewhere(TypeElement type, String qualifiedName) {
    use(type);
    String pkg = model.packageOf(type).getQualifiedName().toString();
    if (!pkg.equals("java.lang") && !pkg.contentEquals(template.pkg().getQualifiedName())) {
      needImport(type, qualifiedName);
    }
  }

  boolean uses(TypeElement type) {
    return usedTypes.contains(type) || usedWords.contains(type.getSimpleName().toString());
  }

  boolean usesWord(String word) {
    return usedWords.contains(word);
  }

  boolean usesElement(Element element) {
    return usedElements.contains(element);
  }

  /** The qualified names of the types that have to be imported in addition, by simple name. */
  Map<String, String> neededImports() {
    return neededImports;
  }

  // What the author is told

  void error(Tree tree, String message) {
    failed = true;
    template.reports().report(Diagnostic.Kind.ERROR, message, tree, template.unit());
  }

  void warn(Tree tree, String message) {
    template.reports().report(Diagnostic.Kind.WARNING, message, tree, template.unit());
  }

  /** Reports that something is named that the flavour does not have. */
  void missing(Tree tree, String what) {
    error(
        tree,
        what + " does not exist in the " + model.name()
            + " flavour; guard what uses it with a test of the family, or annotate what declares it @Only");
  }
}
