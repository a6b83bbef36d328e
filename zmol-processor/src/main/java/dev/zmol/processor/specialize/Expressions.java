package dev.zmol.processor.specialize;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import java.util.Optional;
import javax.lang.model.element.TypeElement;

/** Rewrites expressions: decided conditions, casts to what an expression is anyway, and the parentheses around them. */
final class Expressions {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;
  private final TemplateVisitor visitor;

  Expressions(Template template, FamilyModel model, Plan plan, TemplateVisitor visitor) {
    this.template = template;
    this.model = model;
    this.plan = plan;
    this.visitor = visitor;
  }

  /** Puts a literal in the place of a condition that the family decides; returns whether it was one. */
  boolean decide(TreePath path) {
    Tree tree = path.getLeaf();
    Fold fold = template.isReal(tree) ? visitor.conditions().fold(path) : Fold.UNKNOWN;
    if (fold.isKnown()) {
      plan.replace(tree, fold == Fold.TRUE ? "true" : "false");
    }
    return fold.isKnown();
  }

  /** Leaves of a conjunction or a disjunction the operand that the family does not decide; returns whether it did. */
  boolean junction(TreePath path, BinaryTree tree) {
    Optional<TreePath> left = remainder(path);
    left.ifPresent(
        operand -> {
          plan.keepOnly(tree, operand.getLeaf());
          visitor.visit(operand);
        });
    return left.isPresent();
  }

  /** Leaves of a conditional expression the branch that the family chooses; returns whether it did. */
  boolean conditional(TreePath path, ConditionalExpressionTree tree) {
    Optional<TreePath> left = remainder(path);
    left.ifPresent(
        chosen -> {
          visitor.meaning().requireSameType(path, chosen);
          plan.keepOnly(tree, chosen.getLeaf());
          visitor.visit(chosen);
        });
    return left.isPresent();
  }

  /** Drops a cast to the type that its operand has in the flavour anyway; returns whether it did. */
  boolean cast(TreePath path, TypeCastTree tree) {
    Optional<TreePath> left = remainder(path);
    left.ifPresent(
        operand -> {
          plan.edits().delete(template.start(tree), template.start(tree.getExpression()));
          visitor.visit(operand);
        });
    return left.isPresent();
  }

  /** The part of an expression that is left of it; empty if the expression stays as it is. */
  private Optional<TreePath> remainder(TreePath path) {
    Tree left =
        switch (path.getLeaf()) {
          case ConditionalExpressionTree tree ->
              switch (visitor.conditions().fold(Template.child(path, tree.getCondition()))) {
                case TRUE -> tree.getTrueExpression();
                case FALSE -> tree.getFalseExpression();
                case UNKNOWN -> null;
              };
          case BinaryTree tree when isJunction(tree) -> {
            boolean leftIsKnown = visitor.conditions().fold(Template.child(path, tree.getLeftOperand())).isKnown();
            boolean rightIsKnown = visitor.conditions().fold(Template.child(path, tree.getRightOperand())).isKnown();
            yield leftIsKnown ? tree.getRightOperand() : rightIsKnown ? tree.getLeftOperand() : null;
          }
          case TypeCastTree tree when isIdle(path, tree) -> tree.getExpression();
          default -> null;
        };
    return Optional.ofNullable(left).map(tree -> Template.child(path, tree));
  }

  private static boolean isJunction(BinaryTree tree) {
    return tree.getKind() == Tree.Kind.CONDITIONAL_AND || tree.getKind() == Tree.Kind.CONDITIONAL_OR;
  }

  private boolean isIdle(TreePath path, TypeCastTree tree) {
    TypeElement target = template.classOf(template.type(Template.child(path, tree.getType())));
    TypeElement from = template.classOf(template.type(Template.child(path, tree.getExpression())));
    return target != null
        && model.isCollapsed(from)
        && !model.isDead(target)
        && model.resolve(target).equals(model.resolve(from));
  }

  /** Drops parentheses around an expression of which nothing is left that needs them. */
  void dropIdleParentheses(TreePath path, ParenthesizedTree tree) {
    Optional<TreePath> left = remainder(Template.child(path, tree.getExpression()));
    while (left.isPresent() && remainder(left.get()).isPresent()) {
      left = remainder(left.get());
    }
    int before = template.start(tree) - 1;
    boolean glued = before >= 0 && Character.isJavaIdentifierPart(template.text().text().charAt(before));
    if (left.isPresent() && isPrimary(left.get().getLeaf()) && !glued && !isRequired(path)) {
      plan.keepOnly(tree, left.get().getLeaf());
    }
  }

  private static boolean isPrimary(Tree tree) {
    return tree instanceof IdentifierTree
        || tree instanceof LiteralTree
        || tree instanceof MemberSelectTree
        || tree instanceof MethodInvocationTree
        || tree instanceof ParenthesizedTree;
  }

  /** Whether a statement demands the parentheses. */
  private static boolean isRequired(TreePath path) {
    return switch (path.getParentPath().getLeaf()) {
      case IfTree _ -> true;
      case WhileLoopTree _ -> true;
      case DoWhileLoopTree _ -> true;
      case SwitchTree _ -> true;
      case SwitchExpressionTree _ -> true;
      case SynchronizedTree _ -> true;
      default -> false;
    };
  }
}
