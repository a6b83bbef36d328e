package dev.zmol.processor.specialize;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import dev.zmol.annotations.Only;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.util.Elements;

/** Rewrites classes and their members: dead ones go, and the clauses that name gone types lose them. */
final class Declarations {
  private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w*");

  private final Template template;
  private final FamilyModel model;
  private final Plan plan;
  private final TemplateVisitor visitor;
  private final EnumConstants constants;

  Declarations(Template template, FamilyModel model, Plan plan, TemplateVisitor visitor) {
    this.template = template;
    this.model = model;
    this.plan = plan;
    this.visitor = visitor;
    this.constants = new EnumConstants(template, model, plan, visitor);
  }

  // Classes

  void rewriteClass(TreePath path, ClassTree tree) {
    var element = (TypeElement) template.element(path);
    visitor.docs().rewrite(path);
    visitor.scan(tree.getModifiers(), null);
    visitor.scan(tree.getTypeParameters(), null);
    visitor.scan(tree.getExtendsClause(), null);
    Predicate<Tree> gone =
        t -> {
          TypeElement named = template.classOf(template.type(Template.child(path, t)));
          return named != null && (model.isDead(named) || model.resolve(named).equals(element));
        };
    if (element.getKind() == ElementKind.RECORD) {
      recordHeader(tree);
    }
    clause(tree, element.getKind().isInterface() ? "extends" : "implements", tree.getImplementsClause(), gone);
    if (tree.getImplementsClause().stream().anyMatch(gone)) {
      dropNonSealed(path, tree, element, gone);
    }
    clause(tree, "permits", tree.getPermitsClause(), gone);
    members(path, element, tree.getMembers());
  }

  void members(TreePath classPath, TypeElement owner, List<? extends Tree> members) {
    Map<String, Tree> signatures = new HashMap<>();
    for (Tree member : members) {
      member(classPath, owner, member, signatures);
    }
  }

  /** Notes the names in the header of a record, of whose annotations javac keeps no trees. */
  private void recordHeader(ClassTree tree) {
    SourceText text = template.text();
    int start = template.start(tree);
    int header = text.findWord("record", start, template.end(tree));
    String code = text.text().substring(header, text.find('{', header, template.end(tree)));
    WORD.matcher(code).results().forEach(m -> plan.useWord(m.group()));
  }

  private void clause(ClassTree tree, String keyword, List<? extends Tree> items, Predicate<Tree> gone) {
    if (items.isEmpty() || !template.isReal(items.getFirst())) {
      return;
    }
    List<? extends Tree> kept = items.stream().filter(gone.negate()).toList();
    if (kept.isEmpty()) {
      int word = template.text().findLastWord(keyword, template.start(tree), template.start(items.getFirst()));
      plan.edits().delete(template.text().skipBlankBack(word), template.end(items.getLast()));
      return;
    }
    removeFrom(items, kept);
    kept.forEach(t -> visitor.scan(t, null));
  }

  /** Deletes from a list with commas what is not kept. */
  void removeFrom(List<? extends Tree> items, List<? extends Tree> kept) {
    int firstKept = items.indexOf(kept.getFirst());
    if (firstKept > 0) {
      plan.edits().delete(template.start(items.getFirst()), template.start(items.get(firstKept)));
    }
    for (int i = firstKept + 1; i < items.size(); i++) {
      if (!kept.contains(items.get(i))) {
        plan.edits().delete(template.end(items.get(i - 1)), template.end(items.get(i)));
      }
    }
  }

  private void dropNonSealed(TreePath path, ClassTree tree, TypeElement element, Predicate<Tree> gone) {
    if (!element.getModifiers().contains(Modifier.NON_SEALED)) {
      return;
    }
    boolean sealedLeft =
        tree.getImplementsClause().stream()
            .filter(gone.negate())
            .map(t -> template.classOf(template.type(Template.child(path, t))))
            .anyMatch(e -> e.getModifiers().contains(Modifier.SEALED));
    int at = template.text().findWord("non", template.start(tree), template.end(tree));
    if (!sealedLeft && at >= 0) {
      plan.edits().delete(at, template.text().skipSpaces(at + "non-sealed".length()));
    }
  }

  // Members

  private void member(TreePath classPath, TypeElement owner, Tree member, Map<String, Tree> signatures) {
    TreePath path = Template.child(classPath, member);
    Element element = template.element(path);
    if (element == null) {
      visitor.visit(path); // an initializer
    } else if (isComponent(owner, element)) {
      component(path, (VariableTree) member, element);
    } else if (template.elements().getOrigin(element) == Elements.Origin.EXPLICIT) {
      explicitMember(path, element, signatures);
    }
  }

  private static boolean isComponent(TypeElement owner, Element element) {
    return owner.getKind() == ElementKind.RECORD
        && element.getKind() == ElementKind.FIELD
        && !element.getModifiers().contains(Modifier.STATIC);
  }

  private void component(TreePath path, VariableTree tree, Element element) {
    if (element.getAnnotation(Only.class) != null) {
      plan.error(tree, "a component of a record cannot be @Only: write a record per family");
      return;
    }
    visitor.visit(Template.child(path, tree.getType()));
  }

  private void explicitMember(TreePath path, Element element, Map<String, Tree> signatures) {
    Tree member = path.getLeaf();
    boolean gone = model.isLeftOut(element) || (element instanceof TypeElement type && model.isGone(type));
    if (element instanceof ExecutableElement method
        && model.test(method) != null
        && method.getReturnType().getKind() != TypeKind.BOOLEAN) {
      plan.error(member, "a @FamilyTest method returns boolean");
    } else if (element.getKind() == ElementKind.ENUM_CONSTANT) {
      constants.rewrite(path, (VariableTree) member);
    } else if (gone) {
      if (element instanceof TypeElement type) {
        new Collapse(template, model, plan).check(member, type);
      }
      drop(path);
    } else if (!(element instanceof ExecutableElement method) || isUnambiguous(member, method, signatures)) {
      if (element.getModifiers().contains(Modifier.PRIVATE)) {
        visitor.leftovers().declare(member, element);
      }
      visitor.visit(path);
    }
  }

  private void drop(TreePath path) {
    Tree member = path.getLeaf();
    boolean shared =
        member instanceof VariableTree
            && ((ClassTree) path.getParentPath().getLeaf())
                .getMembers().stream()
                    .anyMatch(m -> m != member && template.start(m) == template.start(member));
    if (shared) {
      plan.error(member, "a field that is annotated @Only needs a declaration of its own");
      return;
    }
    plan.deleteLines(member);
  }

  private boolean isUnambiguous(Tree member, ExecutableElement method, Map<String, Tree> signatures) {
    String signature = visitor.signatures().of(method);
    if (signatures.putIfAbsent(signature, member) != null) {
      plan.error(member, "the " + model.name() + " flavour has two methods " + signature);
      return false;
    }
    ExecutableElement other = visitor.signatures().newlyOverridden(method);
    if (other != null) {
      plan.error(
          member,
          Template.describe(method) + " would override " + Template.describe(other) + " in the " + model.name()
              + " flavour; rename it");
      return false;
    }
    return true;
  }

  // Methods

  void rewriteMethod(TreePath path, MethodTree tree) {
    var method = (ExecutableElement) template.element(path);
    visitor.docs().rewrite(path);
    AnnotationTree override = overrideOf(path, tree);
    if (override != null && !visitor.signatures().overridesInFlavor(method)) {
      plan.deleteToken(override);
      visitor.inheritedDocs().request(path, method);
    }
    visitor.scan(tree.getModifiers(), null);
    visitor.scan(tree.getReturnType(), null);
    visitor.scan(tree.getTypeParameters(), null);
    if (template.elements().isCompactConstructor(method)) {
      method.getParameters().forEach(visitor.names()::declare);
    } else {
      visitor.scan(tree.getParameters(), null);
    }
    visitor.scan(tree.getThrows(), null);
    visitor.scan(tree.getBody(), null);
    visitor.scan(tree.getDefaultValue(), null);
  }

  private AnnotationTree overrideOf(TreePath path, MethodTree tree) {
    for (AnnotationTree annotation : tree.getModifiers().getAnnotations()) {
      TreePath annotationPath = Template.child(Template.child(path, tree.getModifiers()), annotation);
      Element type = template.element(Template.child(annotationPath, annotation.getAnnotationType()));
      if (type instanceof TypeElement te && te.getQualifiedName().contentEquals("java.lang.Override")) {
        return annotation;
      }
    }
    return null;
  }
}
