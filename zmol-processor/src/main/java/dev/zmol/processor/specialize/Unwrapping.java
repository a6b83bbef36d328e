package dev.zmol.processor.specialize;

import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import javax.lang.model.element.Element;

/**
 * Puts the statements of a block in the place of the folded statement that the block belongs to, indented as a person
 * would have written them. The braces stay where a name of the block would otherwise clash with one that follows.
 */
final class Unwrapping {
  private final Template template;
  private final Plan plan;
  private final TemplateVisitor visitor;

  Unwrapping(Template template, Plan plan, TemplateVisitor visitor) {
    this.template = template;
    this.plan = plan;
    this.visitor = visitor;
  }

  /** Begins a statement with a declaration, and replaces what follows its operand. */
  void declare(Tree whole, Statements.Declaration declaration, int until, String then) {
    Tree operand = declaration.operand().getLeaf();
    plan.edits()
        .replace(
            template.start(whole),
            template.start(operand),
            declaration.type() + " " + declaration.name() + " = ");
    plan.edits().replace(template.end(operand), until, then);
  }

  void unwrap(TreePath path, TreePath blockPath, Statements.Declaration declaration) {
    var block = (BlockTree) blockPath.getLeaf();
    Tree whole = path.getLeaf();
    if (block.getStatements().isEmpty()
        && declaration == null
        && Template.isInBlock(path)
        && !template.text().hasComment(template.start(block), template.end(block))) {
      plan.deleteLines(whole);
    } else if (!Template.isInBlock(path) || clashes(path, blockPath, declaration)) {
      keepBraces(whole, block, declaration);
    } else if (isLaidOut(whole, block)) {
      unwrapLines(whole, block, declaration);
    } else if (template.text().hasComment(template.start(block), template.end(whole))) {
      keepBraces(whole, block, declaration);
    } else {
      unwrapInLine(whole, block, declaration);
    }
  }

  private void keepBraces(Tree whole, BlockTree block, Statements.Declaration declaration) {
    if (declaration == null) {
      plan.keepOnly(whole, block);
      return;
    }
    plan.edits().insert(template.start(whole), "{\n" + template.text().indent(template.start(whole)) + "  ");
    declare(whole, declaration, template.start(block) + 1, ";");
    plan.edits().delete(template.end(block), template.end(whole));
  }

  private void unwrapInLine(Tree whole, BlockTree block, Statements.Declaration declaration) {
    int from = template.text().skipSpaces(template.start(block) + 1);
    int to = Math.max(from, template.text().skipSpacesBack(template.end(block) - 1));
    if (declaration == null) {
      plan.edits().delete(template.start(whole), from);
    } else {
      declare(whole, declaration, from, "; ");
    }
    plan.edits().delete(to, template.end(whole));
  }

  /** Whether the braces of a block end a line and have a line of their own. */
  private boolean isLaidOut(Tree whole, BlockTree block) {
    SourceText text = template.text();
    int open = template.start(block);
    int close = template.end(block) - 1;
    return text.startsLine(template.start(whole))
        && text.endsLine(open + 1)
        && text.startsLine(close)
        && text.endsLine(template.end(whole))
        && text.nextLine(open) <= text.lineStart(close);
  }

  private void unwrapLines(Tree whole, BlockTree block, Statements.Declaration declaration) {
    SourceText text = template.text();
    int start = template.start(whole);
    int content = text.nextLine(template.start(block));
    int last = text.lineStart(template.end(block) - 1);
    if (declaration == null) {
      plan.edits().delete(text.lineStart(start), content);
    } else {
      declare(whole, declaration, content, ";\n");
    }
    plan.edits().delete(last, text.nextLine(template.end(whole)));
    String outer = text.indent(start);
    String inner = text.indent(text.skipSpaces(content));
    if (!inner.startsWith(outer) || inner.length() == outer.length()) {
      return;
    }
    for (int line = content; line < last; line = text.nextLine(line)) {
      boolean moves =
          text.isLiteral(line)
              ? text.isIndented(line, inner)
              : text.text().startsWith(inner.substring(outer.length()), line);
      if (moves) {
        plan.edits().dedent(line, inner.length() - outer.length());
      }
    }
  }

  /** Whether a name that the unwrapped block declares means something else in what follows the statement. */
  private boolean clashes(TreePath path, TreePath blockPath, Statements.Declaration declaration) {
    var block = (BlockTree) blockPath.getLeaf();
    Set<String> names = new HashSet<>();
    for (StatementTree statement : block.getStatements()) {
      switch (statement) {
        case VariableTree variable -> names.add(variable.getName().toString());
        case ClassTree type -> names.add(type.getSimpleName().toString());
        case IfTree tree -> names.addAll(NamesIn.declared(tree.getCondition()));
        default -> {}
      }
    }
    if (path.getParentPath().getLeaf() instanceof CaseTree) {
      // The cases that follow would see the names, too.
      return !names.isEmpty() || declaration != null;
    }
    return visitor.reachability().completes(blockPath)
        && ((declaration != null && isTaken(path, declaration.name(), declaration.variable()))
            || names.stream().anyMatch(n -> isTaken(path, n, null)));
  }

  /** Whether what follows a statement uses a name, for anything but the one variable that may have it. */
  private boolean isTaken(TreePath path, String name, Element variable) {
    List<? extends StatementTree> siblings =
        path.getParentPath().getLeaf() instanceof BlockTree parent ? parent.getStatements() : List.of();
    return siblings.stream()
        .skip(siblings.indexOf(path.getLeaf()) + 1L)
        .anyMatch(s -> uses(Template.child(path.getParentPath(), s), name, variable));
  }

  private boolean uses(TreePath statement, String name, Element variable) {
    if (!NamesIn.all(statement.getLeaf()).contains(name)) {
      return false;
    }
    if (variable == null || NamesIn.declared(statement.getLeaf()).contains(name)) {
      return true;
    }
    boolean[] found = {false};
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void p) {
        found[0] |= tree.getName().contentEquals(name) && !variable.equals(template.element(getCurrentPath()));
        return null;
      }
    }.scan(statement, null);
    return found[0];
  }
}
