package dev.zmol.processor.specialize;

import com.sun.source.tree.Tree;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeMirror;

/** Checks that a survivor can take the place of an interface: it must not lose what it had from it alone. */
final class Collapse {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;

  Collapse(Template template, FamilyModel model, Plan plan) {
    this.template = template;
    this.model = model;
    this.plan = plan;
  }

  /** Checks a type that is gone; if it is dead, there is nothing to check. */
  void check(Tree tree, TypeElement type) {
    if (!model.isCollapsed(type)) {
      return;
    }
    TypeElement survivor = model.resolve(type);
    String place =
        "the " + model.name() + " flavour has " + survivor.getSimpleName() + " in place of " + type.getSimpleName();
    if (model.isInside(survivor, type)) {
      plan.error(tree, place + ", which encloses it; make it a top-level class");
      return;
    }
    for (TypeMirror supertype : type.getInterfaces()) {
      TypeElement other = template.classOf(supertype);
      if (!model.isGone(other) && !inheritsOtherwise(survivor, other)) {
        plan.error(
            tree,
            place + ", but only through it is " + survivor.getSimpleName() + " a " + other.getSimpleName()
                + "; let it implement " + other.getSimpleName() + " itself");
        return;
      }
    }
  }

  /** Whether a type has a supertype by a way that does not lead through anything gone. */
  private boolean inheritsOtherwise(TypeElement type, TypeElement supertype) {
    if (type.equals(supertype)) {
      return true;
    }
    return template.types().directSupertypes(type.asType()).stream()
        .map(template::classOf)
        .anyMatch(t -> t != null && !model.isGone(t) && inheritsOtherwise(t, supertype));
  }
}
