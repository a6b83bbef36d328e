package dev.zmol.processor.specialize;

import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;

/** Tells whether an expression can be left out because nothing happens when it is evaluated. */
final class Purity {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;

  Purity(Template template, FamilyModel model, Plan plan) {
    this.template = template;
    this.model = model;
    this.plan = plan;
  }

  /** Reports an expression that a folded condition would swallow together with what it does. */
  void require(TreePath path) {
    if (!isPure(path)) {
      plan.error(
          path.getLeaf(),
          "the " + model.name()
              + " flavour would lose the call in this operand of a family test; assign it to a variable first");
    }
  }

  boolean isPure(TreePath path) {
    var scanner = new Effects();
    scanner.check(path);
    scanner.scan(path, null);
    return !scanner.found;
  }

  /** Looks for anything that might have an effect; family tests and accessors of records have none. */
  private final class Effects extends TreePathScanner<Void, Void> {
    private boolean found;

    @Override
    public Void scan(Tree tree, Void p) {
      if (tree != null) {
        check(new TreePath(getCurrentPath(), tree));
      }
      return super.scan(tree, p);
    }

    private void check(TreePath path) {
      Tree tree = path.getLeaf();
      found |=
          switch (tree.getKind()) {
            case ASSIGNMENT, NEW_CLASS, NEW_ARRAY, PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT,
                POSTFIX_DECREMENT, SWITCH_EXPRESSION, LAMBDA_EXPRESSION -> true;
            default ->
                tree instanceof CompoundAssignmentTree
                    || (tree instanceof MethodInvocationTree && !isPureCall(template.element(path)));
          };
    }

    private boolean isPureCall(Element method) {
      return method != null && (model.test(method) != null || isAccessor(method));
    }
  }

  /** Whether a method returns a component of a record. */
  static boolean isAccessor(Element method) {
    return method.getEnclosingElement() instanceof TypeElement owner
        && owner.getKind() == ElementKind.RECORD
        && owner.getRecordComponents().stream().map(RecordComponentElement::getAccessor).anyMatch(method::equals);
  }
}
