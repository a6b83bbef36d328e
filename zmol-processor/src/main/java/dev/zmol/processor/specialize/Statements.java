package dev.zmol.processor.specialize;

import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import javax.lang.model.element.Element;

/**
 * Rewrites sequences of statements and ifs: what the family decides gives way to the branch that is left, what cannot
 * be reached any more goes, and what has become empty goes with it.
 */
final class Statements {
  /** What a folded statement declares in place of the variable of a pattern: {@code type name = operand}. */
  record Declaration(Element variable, String type, String name, TreePath operand) {}

  private final Template template;
  private final FamilyModel model;
  private final Plan plan;
  private final TemplateVisitor visitor;
  private final Unwrapping unwrapping;

  Statements(Template template, FamilyModel model, Plan plan, TemplateVisitor visitor) {
    this.template = template;
    this.model = model;
    this.plan = plan;
    this.visitor = visitor;
    this.unwrapping = new Unwrapping(template, plan, visitor);
  }

  /** Rewrites the statements of a block or of a case, up to the first one that does not complete. */
  void sequence(TreePath parent, List<? extends StatementTree> statements) {
    for (int i = 0; i < statements.size(); i++) {
      StatementTree statement = statements.get(i);
      TreePath path = Template.child(parent, statement);
      if (isLeftOut(path)) {
        drop(path, statements);
        continue;
      }
      visitor.visit(path);
      if (i + 1 < statements.size() && !visitor.reachability().completes(path)) {
        plan.deleteLines(template.start(statements.get(i + 1)), template.end(statements.getLast()));
        return;
      }
    }
  }

  private void drop(TreePath path, List<? extends StatementTree> statements) {
    Tree tree = path.getLeaf();
    if (statements.stream().filter(s -> template.start(s) == template.start(tree)).count() > 1) {
      plan.error(tree, "a variable that is annotated @Only needs a declaration of its own");
      return;
    }
    plan.deleteLines(tree);
  }

  /** Whether a statement declares something that {@code @Only} takes out of this family. */
  private boolean isLeftOut(TreePath path) {
    if (!(path.getLeaf() instanceof VariableTree) && !(path.getLeaf() instanceof ClassTree)) {
      return false;
    }
    Element element = template.element(path);
    return element != null && model.isLeftOut(element);
  }

  void rewriteIf(TreePath path) {
    var tree = (IfTree) path.getLeaf();
    TreePath condition = Template.child(path, tree.getCondition());
    Declaration declaration = null;
    if (!visitor.conditions().fold(condition).isKnown()) {
      declaration = lonePattern(path, condition);
    }
    if (visitor.conditions().fold(condition).isKnown()) {
      replace(path, chosen(path), declaration);
    } else if (Template.isInBlock(path) && vanishes(path)) {
      plan.deleteLines(tree);
    } else {
      keep(path, tree);
    }
  }

  private void keep(TreePath path, IfTree tree) {
    visitor.visit(Template.child(path, tree.getCondition()));
    visitor.visit(Template.child(path, tree.getThenStatement()));
    if (tree.getElseStatement() == null) {
      return;
    }
    TreePath other = Template.child(path, tree.getElseStatement());
    if (vanishes(other)) {
      plan.edits().delete(template.end(tree.getThenStatement()), template.end(tree));
    } else {
      visitor.visit(other);
    }
  }

  /** Whether nothing is left of a statement that had something to do with the family. */
  private boolean vanishes(TreePath path) {
    return switch (path.getLeaf()) {
      case IfTree tree -> {
        TreePath condition = Template.child(path, tree.getCondition());
        if (visitor.conditions().fold(condition).isKnown()) {
          TreePath chosen = chosen(path);
          yield chosen == null || vanishes(chosen);
        }
        yield visitor.purity().isPure(condition)
            && NamesIn.declared(tree.getCondition()).isEmpty()
            && vanishes(Template.child(path, tree.getThenStatement()))
            && (tree.getElseStatement() == null || vanishes(Template.child(path, tree.getElseStatement())));
      }
      case BlockTree tree ->
          !tree.getStatements().isEmpty()
              && tree.getStatements().stream().allMatch(s -> vanishes(Template.child(path, s)));
      default -> isLeftOut(path);
    };
  }

  /**
   * A condition that is nothing but one pattern that always matches, with an operand that cannot stand for the
   * variable: a declaration takes its place. Null if the condition is something else.
   */
  private Declaration lonePattern(TreePath path, TreePath condition) {
    TreePath core = condition;
    boolean negated = false;
    while (core.getLeaf() instanceof ParenthesizedTree
        || core.getLeaf().getKind() == Tree.Kind.LOGICAL_COMPLEMENT) {
      negated ^= core.getLeaf() instanceof UnaryTree;
      core =
          Template.child(
              core,
              core.getLeaf() instanceof UnaryTree unary
                  ? unary.getExpression()
                  : ((ParenthesizedTree) core.getLeaf()).getExpression());
    }
    if (core.getLeaf() instanceof InstanceOfTree test
        && test.getPattern() instanceof BindingPatternTree binding
        && Template.isInBlock(path)
        && visitor.conditions().outcome(core, test) == Fold.TRUE) {
      visitor.conditions().settle(condition.getLeaf(), Fold.of(!negated));
      return declaration(Template.child(core, binding), Template.child(core, test.getExpression()));
    }
    return null;
  }

  /** Makes a declaration of a pattern. */
  Declaration declaration(TreePath bindingPath, TreePath operand) {
    Element variable = visitor.conditions().variable(bindingPath);
    VariableTree tree = ((BindingPatternTree) bindingPath.getLeaf()).getVariable();
    visitor.names().declare(variable);
    String type;
    if (template.isReal(tree.getType()) && !template.textOf(tree.getType()).equals("var")) {
      type = visitor.names().typeText(template.classOf(variable.asType()), template.textOf(tree.getType()));
    } else {
      type = "var";
    }
    return new Declaration(
        variable, type, tree.getName().isEmpty() ? "_" : tree.getName().toString(), operand);
  }

  /** What a folded if comes to, through a chain of folded ifs; null if nothing is left of it. */
  private TreePath chosen(TreePath path) {
    var tree = (IfTree) path.getLeaf();
    Fold fold = visitor.conditions().fold(Template.child(path, tree.getCondition()));
    StatementTree branch = fold == Fold.TRUE ? tree.getThenStatement() : tree.getElseStatement();
    if (branch == null) {
      return null;
    }
    TreePath branchPath = Template.child(path, branch);
    return branch instanceof IfTree inner
            && visitor.conditions().fold(Template.child(branchPath, inner.getCondition())).isKnown()
        ? chosen(branchPath)
        : branchPath;
  }

  /** Puts a part of a statement, or nothing, in the place of the whole of it. */
  void replace(TreePath path, TreePath chosen, Declaration declaration) {
    if (declaration != null) {
      visitor.visit(declaration.operand());
    }
    if (chosen == null) {
      replaceByNothing(path, declaration);
    } else if (chosen.getLeaf() instanceof BlockTree) {
      unwrapping.unwrap(path, chosen, declaration);
      visitor.visit(chosen);
    } else {
      replaceByStatement(path, chosen, declaration);
      visitor.visit(chosen);
    }
  }

  private void replaceByNothing(TreePath path, Declaration declaration) {
    Tree whole = path.getLeaf();
    if (declaration != null) {
      unwrapping.declare(whole, declaration, template.end(whole), ";");
    } else if (Template.isInBlock(path)) {
      plan.deleteLines(whole);
    } else {
      plan.replace(whole, "{}");
    }
  }

  private void replaceByStatement(TreePath path, TreePath chosenPath, Declaration declaration) {
    Tree whole = path.getLeaf();
    Tree chosen = chosenPath.getLeaf();
    if (declaration != null) {
      unwrapping.declare(
          whole, declaration, template.start(chosen), ";\n" + template.text().indent(template.start(whole)));
      plan.edits().delete(template.end(chosen), template.end(whole));
    } else if (path.getParentPath().getLeaf() instanceof IfTree outer && outer.getThenStatement() == whole) {
      // Whatever it is, it must not take the else of the if around it.
      plan.edits().replace(template.start(whole), template.start(chosen), "{ ");
      plan.edits().replace(template.end(chosen), template.end(whole), " }");
    } else {
      plan.keepOnly(whole, chosen);
    }
  }
}
