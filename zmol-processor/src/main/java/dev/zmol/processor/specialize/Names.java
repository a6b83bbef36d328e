package dev.zmol.processor.specialize;

import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * Checks and rewrites names: a type that collapses is named by its survivor, and a name of anything that the flavour
 * does not have is an error.
 */
final class Names {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;
  private final Bindings bindings;
  private final Signatures signatures;
  private final Set<Element> declared = new HashSet<>();
  private final Map<Tree, Element> localUses = new LinkedHashMap<>();

  Names(Template template, FamilyModel model, Plan plan, Bindings bindings, Signatures signatures) {
    this.template = template;
    this.model = model;
    this.plan = plan;
    this.bindings = bindings;
    this.signatures = signatures;
  }

  /** Notes that the flavour declares a variable. */
  void declare(Element variable) {
    declared.add(variable);
  }

  void identifier(TreePath path, IdentifierTree tree) {
    int start = template.start(tree);
    String name = tree.getName().toString();
    if (start < 0 || !template.text().text().startsWith(name, start)) {
      return; // javac made it up
    }
    Element element = template.element(path);
    Bindings.Operand operand = element == null ? null : bindings.operandOf(element).orElse(null);
    if (operand != null) {
      plan.use(operand.variable());
      plan.edits().replace(start, start + name.length(), operand.text());
    } else if (element instanceof TypeElement type) {
      type(tree, type);
    } else {
      plan.useWord(name);
      member(tree, element);
    }
  }

  /** Checks a qualified name, and returns whether what it qualifies has to be looked at, too. */
  boolean select(TreePath path, MemberSelectTree tree) {
    Element element = template.element(path);
    Element owner = template.element(Template.child(path, tree.getExpression()));
    if (element instanceof PackageElement) {
      return false;
    }
    if (element instanceof TypeElement type) {
      return owner instanceof PackageElement ? qualifiedType(tree, type) : memberType(tree, type);
    }
    return tree.getIdentifier().contentEquals("class") || member(tree, element);
  }

  private void type(Tree tree, TypeElement type) {
    TypeElement resolved = check(tree, type);
    if (resolved == null) {
      return;
    }
    plan.use(resolved);
    plan.use((Element) resolved);
    if (resolved.equals(type)) {
      return;
    }
    if (resolved.getEnclosingElement() instanceof TypeElement
        && !resolved.getEnclosingElement().equals(type.getEnclosingElement())) {
      plan.error(tree, "zmol cannot name " + resolved + " in place of " + type + "; make it a top-level class");
      return;
    }
    plan.replace(tree, resolved.getSimpleName().toString());
    if (resolved.getEnclosingElement() instanceof PackageElement of && !of.equals(template.pkg())) {
      plan.needImport(resolved, qualifiedName(resolved));
    }
  }

  private boolean qualifiedType(Tree tree, TypeElement type) {
    TypeElement resolved = check(tree, type);
    if (resolved != null && !template.textOf(tree).equals(qualifiedName(resolved))) {
      plan.replace(tree, qualifiedName(resolved));
    }
    return false;
  }

  private boolean memberType(MemberSelectTree tree, TypeElement type) {
    TypeElement resolved = check(tree, type);
    if (resolved == null) {
      return false;
    }
    if (!resolved.equals(type)) {
      if (!resolved.getEnclosingElement().equals(type.getEnclosingElement())) {
        plan.error(tree, "zmol cannot name " + resolved + " in place of " + type + "; make it a top-level class");
        return false;
      }
      int end = template.end(tree);
      plan.edits().replace(end - tree.getIdentifier().length(), end, resolved.getSimpleName().toString());
    }
    plan.use((Element) resolved);
    return true;
  }

  /** The type that stands for another in the flavour; null, and an error, if there is none. */
  private TypeElement check(Tree tree, TypeElement type) {
    if (model.isDead(type)) {
      plan.missing(tree, type.getSimpleName().toString());
      return null;
    }
    TypeElement resolved = model.resolve(type);
    for (Element e = resolved.getEnclosingElement(); e instanceof TypeElement outer; e = e.getEnclosingElement()) {
      if (model.isGone(outer)) {
        plan.error(
            tree,
            resolved.getSimpleName() + " is nested in " + outer.getSimpleName() + ", which the " + model.name()
                + " flavour does not have; move it out");
        return null;
      }
    }
    return isVisible(tree, FamilyModel.topLevel(resolved)) ? resolved : null;
  }

  private boolean isVisible(Tree tree, TypeElement top) {
    PackageElement of = model.packageOf(top);
    if (FamilyModel.hasTemplates(of)) {
      if (!FamilyModel.hasFlavors(top)) {
        plan.error(tree, top.getSimpleName() + " has no " + model.name() + " flavour; annotate it @Specialize");
        return false;
      }
      if (model.flavorOf(of).isEmpty()) {
        plan.error(tree, "package " + of + " names no package for its " + model.name() + " flavour");
        return false;
      }
    } else if (isInOwnModule(of)) {
      plan.error(
          tree,
          top.getSimpleName() + " is in package " + of + " of the template's own module, which the "
              + model.name() + " flavour cannot see; annotate the package @Flavors and the class @Specialize");
      return false;
    }
    return true;
  }

  private boolean isInOwnModule(PackageElement other) {
    ModuleElement own = template.elements().getModuleOf(template.pkg());
    return own != null && !own.isUnnamed() && own.equals(template.elements().getModuleOf(other));
  }

  /** Checks that a member exists in the flavour; returns whether it does. */
  boolean member(Tree tree, Element element) {
    if (element == null
        || element.getKind() == ElementKind.PACKAGE
        || element.getKind() == ElementKind.TYPE_PARAMETER) {
      return true;
    }
    plan.use(element);
    if (Template.isLocal(element)) {
      localUses.put(tree, element);
      return true;
    }
    if (model.isDead(element)) {
      plan.missing(tree, Template.describe(element));
      return false;
    }
    if (element.getEnclosingElement() instanceof TypeElement owner && model.isCollapsed(owner)) {
      TypeElement survivor = model.resolve(owner);
      if (!signatures.declares(survivor, element)) {
        plan.error(
            tree,
            "the " + model.name() + " flavour has " + survivor.getSimpleName() + " in place of "
                + owner.getSimpleName() + ", and " + survivor.getSimpleName() + " does not declare "
                + Template.describe(element));
        return false;
      }
      if (element instanceof ExecutableElement) {
        signatures.counterparts(survivor, element).forEach(plan::use);
      }
    }
    return true;
  }

  /** Reports variables that are used, but whose declaration is not part of the flavour. */
  void checkDeclarations() {
    localUses.forEach(
        (tree, variable) -> {
          if (!declared.contains(variable)) {
            plan.missing(tree, variable.getSimpleName().toString());
          }
        });
  }

  /** The text that names a type in the flavour, given the text that names it in the template. */
  String typeText(TypeElement type, String text) {
    TypeElement resolved = type == null ? null : model.resolve(type);
    if (resolved == null || resolved.equals(type)) {
      if (resolved != null) {
        plan.use(resolved);
      }
      return text;
    }
    plan.use(resolved);
    return resolved.getSimpleName().toString();
  }

  /** The qualified name of a type in the flavour. */
  String qualifiedName(TypeElement type) {
    PackageElement of = model.packageOf(type);
    String name = type.getQualifiedName().toString();
    return FamilyModel.hasTemplates(of)
        ? model.flavorOf(of) + name.substring(of.getQualifiedName().length())
        : name;
  }
}
