package dev.zmol.processor.specialize;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.util.TreePath;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.Modifier;

/**
 * What stands for the variable of a pattern that always matches.
 *
 * <p>{@code if (address instanceof Ipv4Address v4)} becomes no test at all in the IPv4 flavour; {@code v4} is {@code
 * address} then, wherever it stands. That is so only if the operand means the same thing at each of those places.
 */
final class Bindings {
  /** The text of an operand, and the variable that it reads. */
  record Operand(String text, Element variable) {}

  private final Template template;
  private final Survey survey;
  private final Purity purity;
  private final Map<Element, Operand> operands = new HashMap<>();

  Bindings(Template template, Survey survey, Purity purity) {
    this.template = template;
    this.survey = survey;
    this.purity = purity;
  }

  /** The expression that stands for a variable. */
  Optional<Operand> operandOf(Element variable) {
    return Optional.ofNullable(operands.get(variable));
  }

  /** Lets the operand of a pattern stand for its variable, if that is the same thing; returns whether it is. */
  boolean bind(Element variable, TreePath operand) {
    if (!survey.isUsed(variable)) {
      return purity.isPure(operand);
    }
    Operand stable = stable(operand);
    if (stable == null || survey.isAssigned(variable) || survey.isUsedInNestedClass(variable)) {
      return false;
    }
    operands.put(variable, stable);
    return true;
  }

  /** An expression that has the same value wherever it stands; null if it may have others. */
  private Operand stable(TreePath path) {
    Element element = template.element(path);
    return switch (path.getLeaf()) {
      case ParenthesizedTree tree -> stable(Template.child(path, tree.getExpression()));
      case IdentifierTree tree when element != null -> stableName(path, element, tree.getName().toString());
      case MemberSelectTree tree when isOwnField(tree) && isFinalField(element) ->
          new Operand(template.textOf(tree), element);
      default -> null;
    };
  }

  private Operand stableName(TreePath path, Element element, String name) {
    var itself = new Operand(name, element);
    if (Template.isLocal(element)) {
      return survey.isAssigned(element) ? null : operands.getOrDefault(element, itself);
    }
    return isFinalField(element) && !isShadowed(path, name) ? itself : null;
  }

  private static boolean isOwnField(MemberSelectTree tree) {
    return tree.getExpression() instanceof IdentifierTree owner && owner.getName().contentEquals("this");
  }

  private static boolean isFinalField(Element element) {
    return element != null
        && element.getKind() == ElementKind.FIELD
        && element.getModifiers().contains(Modifier.FINAL);
  }

  /** Whether a method declares a local variable that hides the field of the same name somewhere. */
  private static boolean isShadowed(TreePath path, String field) {
    TreePath method = path;
    while (!(method.getLeaf() instanceof MethodTree) && !(method.getLeaf() instanceof ClassTree)) {
      method = method.getParentPath();
    }
    return NamesIn.declared(method.getLeaf()).contains(field);
  }
}
