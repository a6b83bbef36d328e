package dev.zmol.processor.specialize;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import javax.lang.model.element.Element;

/**
 * What is true of the variables and the methods of a template before anything is edited: which are used, which are
 * assigned, which are set to null, and which are used in a class that is nested in the one that declares them.
 */
final class Survey extends TreePathScanner<Void, Void> {
  private final Template template;
  private final Set<Element> used = new HashSet<>();
  private final Set<Element> assigned = new HashSet<>();
  private final Set<Element> usedDeeper = new HashSet<>();
  private final Set<Element> nulled = new HashSet<>();
  private final Map<Element, Integer> depths = new HashMap<>();
  private int depth;

  Survey(Template template) {
    this.template = template;
  }

  boolean isUsed(Element element) {
    return used.contains(element);
  }

  /** Whether a variable is assigned, other than where it is declared. */
  boolean isAssigned(Element element) {
    return assigned.contains(element);
  }

  /** Whether a variable is somewhere set to {@code null}. */
  boolean isNulled(Element element) {
    return nulled.contains(element);
  }

  /** Whether a local variable is used in a class that is nested in the method that declares it. */
  boolean isUsedInNestedClass(Element element) {
    return usedDeeper.contains(element);
  }

  @Override
  public Void visitClass(ClassTree tree, Void p) {
    depth++;
    super.visitClass(tree, p);
    depth--;
    return null;
  }

  @Override
  public Void visitVariable(VariableTree tree, Void p) {
    depths.put(template.element(getCurrentPath()), depth);
    if (isNull(tree.getInitializer())) {
      nulled.add(template.element(getCurrentPath()));
    }
    return super.visitVariable(tree, p);
  }

  @Override
  public Void visitAssignment(AssignmentTree tree, Void p) {
    Element variable = assigned(tree.getVariable());
    if (isNull(tree.getExpression())) {
      nulled.add(variable);
    }
    return super.visitAssignment(tree, p);
  }

  @Override
  public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void p) {
    assigned(tree.getVariable());
    return super.visitCompoundAssignment(tree, p);
  }

  @Override
  public Void visitUnary(UnaryTree tree, Void p) {
    switch (tree.getKind()) {
      case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT -> assigned(tree.getExpression());
      default -> {}
    }
    return super.visitUnary(tree, p);
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void p) {
    use();
    return super.visitIdentifier(tree, p);
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void p) {
    use();
    return super.visitMemberSelect(tree, p);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void p) {
    use();
    return super.visitMemberReference(tree, p);
  }

  private void use() {
    Element element = template.element(getCurrentPath());
    if (element != null) {
      used.add(element);
      if (depths.getOrDefault(element, depth) < depth) {
        usedDeeper.add(element);
      }
    }
  }

  private Element assigned(ExpressionTree variable) {
    TreePath path = new TreePath(getCurrentPath(), variable);
    while (path.getLeaf() instanceof ParenthesizedTree parenthesized) {
      path = new TreePath(path, parenthesized.getExpression());
    }
    Element element = template.element(path);
    if (element != null) {
      assigned.add(element);
    }
    return element;
  }

  /** Whether an expression says {@code null}, or may choose it. */
  private static boolean isNull(Tree expression) {
    return switch (expression) {
      case null -> false;
      case ParenthesizedTree tree -> isNull(tree.getExpression());
      case ConditionalExpressionTree tree -> isNull(tree.getTrueExpression()) || isNull(tree.getFalseExpression());
      default -> expression.getKind() == Tree.Kind.NULL_LITERAL;
    };
  }
}
