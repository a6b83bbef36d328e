package dev.zmol.processor.specialize;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocSourcePositions;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;

/**
 * One attributed source file: its trees, what javac knows about them, and the text they stand for.
 *
 * <p>The read side of the specialiser. Nothing here depends on a family, and nothing here changes.
 */
final class Template {
  private final DocTrees trees;
  private final DocSourcePositions positions;
  private final Elements elements;
  private final Types types;
  private final CompilationUnitTree unit;
  private final SourceText text;
  private final PackageElement pkg;
  private final Reports reports;

  Template(DocTrees trees, Elements elements, Types types, CompilationUnitTree unit) throws IOException {
    this.trees = trees;
    this.reports = new Reports(trees);
    this.positions = trees.getSourcePositions();
    this.elements = elements;
    this.types = types;
    this.unit = unit;
    this.text = new SourceText(unit.getSourceFile().getCharContent(true).toString());
    this.pkg = (PackageElement) trees.getElement(new TreePath(root(), unit.getPackage()));
  }

  DocTrees trees() {
    return trees;
  }

  DocSourcePositions positions() {
    return positions;
  }

  Elements elements() {
    return elements;
  }

  Types types() {
    return types;
  }

  CompilationUnitTree unit() {
    return unit;
  }

  /** Where the author of this file is told what is wrong with it. */
  Reports reports() {
    return reports;
  }

  SourceText text() {
    return text;
  }

  PackageElement pkg() {
    return pkg;
  }

  TreePath root() {
    return new TreePath(unit);
  }

  /** The declarations of top-level types. */
  List<ClassTree> topLevelTypes() {
    return unit.getTypeDecls().stream().filter(ClassTree.class::isInstance).map(ClassTree.class::cast).toList();
  }

  static TreePath child(TreePath parent, Tree leaf) {
    return new TreePath(parent, leaf);
  }

  int start(Tree tree) {
    return (int) positions.getStartPosition(unit, tree);
  }

  int end(Tree tree) {
    return (int) positions.getEndPosition(unit, tree);
  }

  String textOf(Tree tree) {
    return text.text().substring(start(tree), end(tree));
  }

  /** Whether a tree stands in the source, rather than having been made up by javac. */
  boolean isReal(Tree tree) {
    return start(tree) >= 0 && end(tree) > start(tree);
  }

  /** What a name or a declaration means; null if it has no meaning of its own. */
  Element element(TreePath path) {
    return trees.getElement(path);
  }

  TypeMirror type(TreePath path) {
    return trees.getTypeMirror(path);
  }

  /** The class of a type; null if it has none. */
  TypeElement classOf(TypeMirror type) {
    return type != null && types.asElement(type) instanceof TypeElement element ? element : null;
  }

  boolean isSubclass(TypeElement sub, TypeElement sup) {
    return types.isSubtype(types.erasure(sub.asType()), types.erasure(sup.asType()));
  }

  /** Whether a statement stands among others, so that it may vanish or become several. */
  static boolean isInBlock(TreePath statement) {
    Tree parent = statement.getParentPath().getLeaf();
    return parent instanceof BlockTree
        || (parent instanceof CaseTree rule && rule.getCaseKind() == CaseTree.CaseKind.STATEMENT);
  }

  /** Whether an element lives in a method body. */
  static boolean isLocal(Element element) {
    return switch (element.getKind()) {
      case LOCAL_VARIABLE, PARAMETER, EXCEPTION_PARAMETER, RESOURCE_VARIABLE, BINDING_VARIABLE -> true;
      default -> false;
    };
  }

  /** A member as a person writes it in prose: {@code Owner.name(Parameter)}. */
  static String describe(Element element) {
    Element owner = element.getEnclosingElement();
    if (isLocal(element)) {
      return element.getSimpleName().toString();
    }
    if (element.getKind() == ElementKind.CONSTRUCTOR) {
      return "constructor " + owner.getSimpleName() + element.toString().substring(element.toString().indexOf('('));
    }
    return owner.getSimpleName() + "." + element;
  }
}
