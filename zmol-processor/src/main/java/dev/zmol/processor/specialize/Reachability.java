package dev.zmol.processor.specialize;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ContinueTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LambdaExpressionTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.util.IdentityHashMap;
import java.util.List;
import javax.lang.model.element.Name;

/**
 * Tells whether a statement can complete once the conditions are folded, so that what follows it stays.
 *
 * <p>The rules are those of the Java Language Specification §14.22, applied to what is left. In doubt a statement
 * completes: then javac complains about unreachable code in the flavour, and nothing is lost silently.
 */
final class Reachability {
  private final Conditions conditions;
  private final SwitchCases cases;
  private final IdentityHashMap<Tree, TreePath> collapsed = new IdentityHashMap<>();

  Reachability(Conditions conditions, SwitchCases cases) {
    this.conditions = conditions;
    this.cases = cases;
  }

  /** Notes what has taken the place of a switch. */
  void collapse(Tree switchTree, TreePath body) {
    collapsed.put(switchTree, body);
  }

  boolean completes(TreePath path) {
    return switch (path.getLeaf()) {
      case ReturnTree _ -> false;
      case ThrowTree _ -> false;
      case BreakTree _ -> false;
      case YieldTree _ -> false;
      case ContinueTree _ -> false;
      case BlockTree tree -> tree.getStatements().stream().allMatch(s -> completes(Template.child(path, s)));
      case SynchronizedTree tree -> completes(Template.child(path, tree.getBlock()));
      case LabeledStatementTree tree ->
          breaksTo(Template.child(path, tree.getStatement()), tree.getLabel())
              || completes(Template.child(path, tree.getStatement()));
      case IfTree tree -> ifCompletes(path, tree);
      case TryTree tree -> tryCompletes(path, tree);
      case SwitchTree tree when collapsed.containsKey(tree) -> completes(collapsed.get(tree));
      case SwitchTree tree -> switchCompletes(path, tree);
      case WhileLoopTree tree -> !isEndless(tree.getCondition()) || breaks(path, tree.getStatement());
      case DoWhileLoopTree tree -> doCompletes(path, tree);
      case ForLoopTree tree -> !isEndless(tree.getCondition()) || breaks(path, tree.getStatement());
      default -> true;
    };
  }

  private boolean ifCompletes(TreePath path, IfTree tree) {
    // A dead branch is not looked at: what is in it need not make sense in this family.
    return switch (conditions.fold(Template.child(path, tree.getCondition()))) {
      case TRUE -> completes(Template.child(path, tree.getThenStatement()));
      case FALSE -> elseCompletes(path, tree);
      case UNKNOWN -> completes(Template.child(path, tree.getThenStatement())) || elseCompletes(path, tree);
    };
  }

  private boolean elseCompletes(TreePath path, IfTree tree) {
    return tree.getElseStatement() == null || completes(Template.child(path, tree.getElseStatement()));
  }

  private boolean tryCompletes(TreePath path, TryTree tree) {
    if (tree.getFinallyBlock() != null && !completes(Template.child(path, tree.getFinallyBlock()))) {
      return false;
    }
    return completes(Template.child(path, tree.getBlock()))
        || tree.getCatches().stream()
            .anyMatch(c -> completes(Template.child(Template.child(path, c), c.getBlock())));
  }

  private boolean switchCompletes(TreePath path, SwitchTree tree) {
    List<CaseTree> live = cases.live(path, tree.getCases());
    boolean exhaustive =
        live.stream()
            .flatMap(c -> c.getLabels().stream())
            .anyMatch(l -> l instanceof DefaultCaseLabelTree || l instanceof PatternCaseLabelTree);
    return !exhaustive
        || live.stream()
            .anyMatch(
                c ->
                    c.getBody() == null
                        || breaks(Template.child(path, c), c.getBody())
                        || completes(Template.child(Template.child(path, c), c.getBody())));
  }

  private boolean doCompletes(TreePath path, DoWhileLoopTree tree) {
    boolean reachesCondition =
        completes(Template.child(path, tree.getStatement())) || continues(tree.getStatement());
    return (reachesCondition && !isEndless(tree.getCondition())) || breaks(path, tree.getStatement());
  }

  /** Whether there is any continue in a loop; if it is dead, or of another loop, nothing is lost. */
  private static boolean continues(Tree body) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitContinue(ContinueTree tree, Void p) {
        found[0] = true;
        return null;
      }
    }.scan(body, null);
    return found[0];
  }

  private static boolean isEndless(Tree condition) {
    return switch (condition) {
      case null -> true;
      case ParenthesizedTree tree -> isEndless(tree.getExpression());
      case LiteralTree tree -> Boolean.TRUE.equals(tree.getValue());
      default -> false;
    };
  }

  /** Whether a break that is left leaves the loop or the switch whose body this is. */
  boolean breaks(TreePath parent, Tree body) {
    return breaksTo(Template.child(parent, body), null);
  }

  private boolean breaksTo(TreePath body, Name label) {
    var scanner = new Breaks(label);
    scanner.scan(body, null);
    return scanner.found;
  }

  /** Looks for a break; with a label, or outside of what else a break without one would leave. */
  private final class Breaks extends TreePathScanner<Void, Void> {
    private final Name label;
    private int nested;
    private boolean found;

    Breaks(Name label) {
      this.label = label;
    }

    @Override
    public Void visitBreak(BreakTree tree, Void p) {
      found |= label == null ? tree.getLabel() == null && nested == 0 : label.equals(tree.getLabel());
      return null;
    }

    @Override
    public Void visitIf(IfTree tree, Void p) {
      return switch (conditions.fold(Template.child(getCurrentPath(), tree.getCondition()))) {
        case TRUE -> scan(tree.getThenStatement(), p);
        case FALSE -> scan(tree.getElseStatement(), p);
        case UNKNOWN -> super.visitIf(tree, p);
      };
    }

    @Override
    public Void visitSwitch(SwitchTree tree, Void p) {
      nested++;
      super.visitSwitch(tree, p);
      nested--;
      return null;
    }

    @Override
    public Void visitWhileLoop(WhileLoopTree tree, Void p) {
      nested++;
      super.visitWhileLoop(tree, p);
      nested--;
      return null;
    }

    @Override
    public Void visitDoWhileLoop(DoWhileLoopTree tree, Void p) {
      nested++;
      super.visitDoWhileLoop(tree, p);
      nested--;
      return null;
    }

    @Override
    public Void visitForLoop(ForLoopTree tree, Void p) {
      nested++;
      super.visitForLoop(tree, p);
      nested--;
      return null;
    }

    @Override
    public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void p) {
      nested++;
      super.visitEnhancedForLoop(tree, p);
      nested--;
      return null;
    }

    @Override
    public Void visitClass(ClassTree tree, Void p) {
      return null;
    }

    @Override
    public Void visitLambdaExpression(LambdaExpressionTree tree, Void p) {
      return null;
    }
  }
}
