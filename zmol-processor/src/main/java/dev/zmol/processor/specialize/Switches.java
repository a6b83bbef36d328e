package dev.zmol.processor.specialize;

import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import java.util.List;
import javax.lang.model.element.Element;

/**
 * Rewrites switches: cases of the other family go, and a switch of which one case is left that always matches gives way
 * to the body of that case.
 */
final class Switches {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;
  private final TemplateVisitor visitor;

  Switches(Template template, FamilyModel model, Plan plan, TemplateVisitor visitor) {
    this.template = template;
    this.model = model;
    this.plan = plan;
    this.visitor = visitor;
  }

  void rewrite(TreePath path, List<? extends CaseTree> cases) {
    SwitchCases switchCases = visitor.switchCases();
    List<CaseTree> live = switchCases.live(path, cases);
    if (live.isEmpty() && !cases.isEmpty()) {
      plan.error(path.getLeaf(), "the " + model.name() + " flavour has no case left in this switch");
      return;
    }
    CaseTree certain = certain(path, cases, live);
    if (certain != null && collapse(path, certain, cases)) {
      return;
    }
    visitor.visit(SwitchCases.selector(path));
    var fall = new Fall();
    for (CaseTree tree : cases) {
      if (live.contains(tree)) {
        rewriteCase(path, tree, cases);
        fall.after(path, tree);
      } else if (tree.getCaseKind() == CaseTree.CaseKind.RULE) {
        plan.deleteLines(tree);
      } else {
        dropGroup(path, tree, fall);
      }
    }
  }

  /** The only case that can be reached; null if there are others. */
  private CaseTree certain(TreePath path, List<? extends CaseTree> cases, List<CaseTree> live) {
    if (live.size() == 1 && SwitchCases.isDefault(live.getFirst())) {
      return live.getFirst();
    }
    CaseTree all = visitor.switchCases().unconditional(path, cases);
    return live.stream().allMatch(c -> c == all || SwitchCases.isDefault(c)) ? all : null;
  }

  /** What runs on into the next group of statements of an old-style switch. */
  private final class Fall {
    /** Labels are left that have no statements of their own. */
    private boolean ofLabels;

    /** Statements are left that complete. */
    private boolean ofStatements;

    void after(TreePath path, CaseTree tree) {
      List<? extends StatementTree> statements = tree.getStatements();
      ofLabels = statements != null && statements.isEmpty();
      TreePath casePath = Template.child(path, tree);
      ofStatements =
          statements != null
              && !statements.isEmpty()
              && statements.stream().allMatch(s -> visitor.reachability().completes(Template.child(casePath, s)));
    }
  }

  private void rewriteCase(TreePath path, CaseTree tree, List<? extends CaseTree> cases) {
    TreePath casePath = Template.child(path, tree);
    List<CaseLabelTree> labels = visitor.switchCases().labels(path, tree, cases);
    visitor.declarations().removeFrom(tree.getLabels(), labels);
    labels.forEach(l -> visitor.visit(Template.child(casePath, l)));
    if (tree.getGuard() != null) {
      if (visitor.switchCases().guard(casePath) == Fold.TRUE) {
        plan.edits().delete(template.end(tree.getLabels().getLast()), template.end(tree.getGuard()));
      } else {
        visitor.visit(Template.child(casePath, tree.getGuard()));
      }
    }
    if (tree.getBody() != null) {
      visitor.visit(Template.child(casePath, tree.getBody()));
    } else {
      visitor.statements().sequence(casePath, tree.getStatements());
    }
  }

  /** Drops a dead group of statements of an old-style switch, unless a live group runs into it. */
  private void dropGroup(TreePath path, CaseTree dead, Fall fall) {
    List<? extends StatementTree> statements = dead.getStatements();
    if (statements.isEmpty() || fall.ofLabels) {
      // The statements, if any, belong to the labels before, too.
      int colon = template.text().find(':', template.end(dead.getLabels().getLast()), template.end(dead));
      plan.deleteLines(template.start(dead), colon + 1);
      visitor.statements().sequence(Template.child(path, dead), statements);
      if (!statements.isEmpty()) {
        fall.after(path, dead);
      }
    } else if (fall.ofStatements) {
      plan.error(dead, "a live case falls into this case of another family; end that one with a break, or use arrows");
    } else if (statements.stream().anyMatch(VariableTree.class::isInstance)) {
      plan.error(dead, "a case of another family declares a variable that other cases can see; put it into a block");
    } else {
      plan.deleteLines(template.start(dead), template.end(statements.getLast()));
    }
  }

  /** Puts the body of the one case that is left in the place of a switch; returns whether that could be done. */
  private boolean collapse(TreePath path, CaseTree tree, List<? extends CaseTree> cases) {
    List<CaseLabelTree> labels = visitor.switchCases().labels(path, tree, cases);
    TreePath casePath = Template.child(path, tree);
    boolean statement = path.getLeaf() instanceof SwitchTree;
    if (tree.getCaseKind() != CaseTree.CaseKind.RULE
        || labels.size() != 1
        || visitor.switchCases().guard(casePath) != Fold.TRUE
        || (statement
            ? visitor.reachability().breaks(casePath, tree.getBody())
            : tree.getBody() instanceof BlockTree)) {
      return false;
    }
    TreePath selector = SwitchCases.selector(path);
    Statements.Declaration declaration = null;
    if (labels.getFirst() instanceof PatternCaseLabelTree pattern) {
      TreePath bindingPath = Template.child(Template.child(casePath, pattern), pattern.getPattern());
      if (!(bindingPath.getLeaf() instanceof BindingPatternTree)) {
        return false;
      }
      Element variable = visitor.conditions().variable(bindingPath);
      if (!visitor.bindings().bind(variable, selector)) {
        if (!statement || !Template.isInBlock(path)) {
          return false;
        }
        declaration = visitor.statements().declaration(bindingPath, selector);
      }
    } else if (!visitor.purity().isPure(selector)) {
      return false;
    }
    TreePath body = Template.child(casePath, tree.getBody());
    if (statement) {
      visitor.reachability().collapse(path.getLeaf(), body);
      visitor.statements().replace(path, body, declaration);
    } else {
      collapseExpression(path, body);
    }
    return true;
  }

  private void collapseExpression(TreePath path, TreePath bodyPath) {
    Tree whole = path.getLeaf();
    Tree body = bodyPath.getLeaf();
    Tree parent = path.getParentPath().getLeaf();
    if (body instanceof ThrowTree) {
      if (!(parent instanceof ReturnTree)) {
        plan.error(whole, "the " + model.name() + " flavour has nothing but a throw in this switch expression");
        return;
      }
      plan.keepOnly(parent, body);
      visitor.visit(bodyPath);
      return;
    }
    visitor.meaning().requireSameType(path, bodyPath);
    if (needsNoParentheses(parent, whole, body)) {
      plan.keepOnly(whole, body);
    } else {
      plan.edits().replace(template.start(whole), template.start(body), "(");
      plan.edits().replace(template.end(body), template.end(whole), ")");
    }
    visitor.visit(bodyPath);
  }

  private static boolean needsNoParentheses(Tree parent, Tree whole, Tree body) {
    return switch (parent) {
      case ReturnTree _ -> true;
      case VariableTree _ -> true;
      case YieldTree _ -> true;
      case ParenthesizedTree _ -> true;
      case AssignmentTree assignment -> assignment.getExpression() == whole;
      case MethodInvocationTree call when call.getArguments().contains(whole) -> true;
      default -> body instanceof IdentifierTree || body instanceof LiteralTree || body instanceof MethodInvocationTree;
    };
  }
}
