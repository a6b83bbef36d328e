package dev.zmol.processor.specialize;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Guards the meaning of what stays: an expression whose static type changes with the family must not be converted
 * differently, or call another overload, without anyone noticing.
 */
final class Meaning {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;

  Meaning(Template template, FamilyModel model, Plan plan) {
    this.template = template;
    this.model = model;
    this.plan = plan;
  }

  /**
   * Reports a branch of a conditional whose primitive type is not that of the whole, and whose context would notice.
   */
  void requireSameType(TreePath wholePath, TreePath partPath) {
    TypeMirror whole = template.type(wholePath);
    TypeMirror part = template.type(partPath);
    if (whole == null || part == null || isAlike(whole, part) || isConverted(wholePath, whole, part)) {
      return;
    }
    plan.error(
        partPath.getLeaf(),
        "this branch has type " + part + ", but the expression that it is a branch of has type " + whole + "; the "
            + model.name() + " flavour would compute with another type; cast it to " + whole);
  }

  /** Whether two types are the same as far as numbers are concerned. */
  private boolean isAlike(TypeMirror whole, TypeMirror part) {
    TypeMirror wholeNumber = unboxed(whole);
    TypeMirror partNumber = unboxed(part);
    if (!wholeNumber.getKind().isPrimitive() && !partNumber.getKind().isPrimitive()) {
      return true;
    }
    return part.getKind() == TypeKind.NULL || template.types().isSameType(wholeNumber, partNumber);
  }

  private TypeMirror unboxed(TypeMirror type) {
    try {
      return template.types().unboxedType(type);
    } catch (IllegalArgumentException e) {
      return type; // not a box
    }
  }

  /** Whether the context of an expression converts it to a type that it states itself. */
  private boolean isConverted(TreePath path, TypeMirror whole, TypeMirror part) {
    TreePath parent = path.getParentPath();
    return switch (parent.getLeaf()) {
      case ParenthesizedTree _ -> isConverted(parent, whole, part);
      case VariableTree tree -> template.isReal(tree.getType()) && !template.textOf(tree.getType()).equals("var");
      case AssignmentTree _ -> true;
      case CompoundAssignmentTree _ -> isIntegral(whole) && isIntegral(part);
      case ReturnTree _ -> isInMethod(parent);
      default -> false;
    };
  }

  private static boolean isIntegral(TypeMirror type) {
    return switch (type.getKind()) {
      case BYTE, SHORT, CHAR, INT, LONG -> true;
      default -> false;
    };
  }

  private static boolean isInMethod(TreePath path) {
    TreePath up = path;
    while (!(up.getLeaf() instanceof MethodTree) && !(up.getLeaf() instanceof LambdaExpressionTree)) {
      up = up.getParentPath();
    }
    return up.getLeaf() instanceof MethodTree;
  }

  /** Reports a call for which javac could choose another overload in the flavour. */
  void requireSameOverload(TreePath call, Element called, List<? extends ExpressionTree> arguments) {
    if (!(called instanceof ExecutableElement method) || method.isVarArgs()) {
      return;
    }
    List<TypeMirror> types = new ArrayList<>();
    for (ExpressionTree argument : arguments) {
      types.add(template.type(Template.child(call, argument)));
    }
    if (types.stream().noneMatch(t -> model.isCollapsed(template.classOf(t)))
        || !(method.getEnclosingElement() instanceof TypeElement owner)) {
      return;
    }
    for (Element member : template.elements().getAllMembers(owner)) {
      if (member instanceof ExecutableElement other
          && other.getKind() == method.getKind()
          && other.getSimpleName().equals(method.getSimpleName())
          && other.getParameters().size() == types.size()
          && !other.equals(method)
          && !model.isDead(other)
          && becomesApplicable(other, method, types)) {
        plan.error(
            call.getLeaf(),
            "the " + model.name() + " flavour may call " + Template.describe(other) + " here instead of "
                + Template.describe(method) + "; give one of them another name");
        return;
      }
    }
  }

  private boolean becomesApplicable(ExecutableElement other, ExecutableElement method, List<TypeMirror> arguments) {
    boolean already = true;
    boolean then = true;
    boolean lessSpecific = true;
    for (int i = 0; i < arguments.size(); i++) {
      TypeMirror parameter = other.getParameters().get(i).asType();
      if (parameter.getKind() == TypeKind.TYPEVAR) {
        return false;
      }
      already &= accepts(parameter, arguments.get(i), false);
      then &= accepts(parameter, arguments.get(i), true);
      lessSpecific &= accepts(parameter, method.getParameters().get(i).asType(), true);
    }
    return then && !already && !lessSpecific;
  }

  private boolean accepts(TypeMirror parameter, TypeMirror argument, boolean inFlavor) {
    if (argument == null || argument.getKind() == TypeKind.EXECUTABLE || argument.getKind() == TypeKind.NONE) {
      return true;
    }
    return template.types().isAssignable(erase(argument, inFlavor), erase(parameter, inFlavor));
  }

  private TypeMirror erase(TypeMirror type, boolean inFlavor) {
    TypeElement element = template.classOf(type);
    return template
        .types()
        .erasure(inFlavor && element != null && !model.isDead(element) ? model.resolve(element).asType() : type);
  }
}
