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
 * Rewrites switches: cases of the other family go, and a switch of which one case is left that always matches gives way to
 * the body of that case.
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
    if (live.size() == 1) {
      boolean certain = switchCases.unconditional(path, cases) == live.getFirst();
      if ((certain || SwitchCases.isDefault(live.getFirst())) && collapse(path, live.getFirst(), cases)) {
        return;
      }
    }
    visitor.visit(SwitchCases.selector(path));
    for (int i = 0; i < cases.size(); i++) {
      if (live.contains(cases.get(i))) {
        rewriteCase(path, cases.get(i), cases);
      } else if (cases.get(i).getCaseKind() == CaseTree.CaseKind.RULE) {
        plan.deleteLines(cases.get(i));
      } else {
        dropGroup(path, cases, live, i);
      }
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

  /** Drops a dead group of statements of an old-style switch, unless a live group falls into it. */
  private void dropGroup(TreePath path, List<? extends CaseTree> cases, List<CaseTree> live, int index) {
    CaseTree dead = cases.get(index);
    List<? extends StatementTree> statements = dead.getStatements();
    int afterLabels = template.text().find(':', template.end(dead.getLabels().getLast()), template.end(dead)) + 1;
    CaseTree before = cases.subList(0, index).stream().filter(live::contains).reduce((_, last) -> last).orElse(null);
    if (statements.isEmpty() || (before != null && before.getStatements().isEmpty() && isNext(cases, before, dead))) {
      // The statements belong to the case before, too.
      plan.deleteLines(template.start(dead), afterLabels);
      visitor.statements().sequence(Template.child(path, dead), statements);
      return;
    }
    if (before != null && fallsThrough(Template.child(path, before))) {
      plan.error(dead, "a live case falls into this case of another family; end that one with a break, or use arrows");
      return;
    }
    if (statements.stream().anyMatch(VariableTree.class::isInstance)) {
      plan.error(dead, "a case of another family declares a variable that other cases can see; put it into a block");
      return;
    }
    plan.deleteLines(template.start(dead), template.end(statements.getLast()));
  }

  /** Whether nothing but labels lies between two cases. */
  private static boolean isNext(List<? extends CaseTree> cases, CaseTree before, CaseTree after) {
    return cases.subList(cases.indexOf(before), cases.indexOf(after)).stream()
        .allMatch(c -> c.getStatements().isEmpty());
  }

  private boolean fallsThrough(TreePath casePath) {
    return ((CaseTree) casePath.getLeaf())
        .getStatements().stream().allMatch(s -> visitor.reachability().completes(Template.child(casePath, s)));
  }

  /** Puts the body of the one case that is left in the place of a switch; returns whether that could be done. */
  private boolean collapse(TreePath path, CaseTree tree, List<? extends CaseTree> cases) {
    List<CaseLabelTree> labels = visitor.switchCases().labels(path, tree, cases);
    TreePath casePath = Template.child(path, tree);
    boolean statement = path.getLeaf() instanceof SwitchTree;
    if (tree.getCaseKind() != CaseTree.CaseKind.RULE
        || labels.size() != 1
        || visitor.switchCases().guard(casePath) != Fold.TRUE
        || (statement ? visitor.reachability().breaks(casePath, tree.getBody()) : tree.getBody() instanceof BlockTree)) {
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
