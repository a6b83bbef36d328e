package dev.zmol.processor.specialize;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.Trees;
import java.util.HashSet;
import java.util.Set;
import javax.tools.Diagnostic;

/** Tells the author of a template what is wrong with it, and tells it once, though both families may find it. */
final class Reports {
  private final Trees trees;
  private final Set<String> told = new HashSet<>();

  Reports(Trees trees) {
    this.trees = trees;
  }

  void report(Diagnostic.Kind kind, String message, Tree tree, CompilationUnitTree unit) {
    long position = trees.getSourcePositions().getStartPosition(unit, tree);
    if (told.add(unit.getSourceFile().toUri() + " " + position + " " + message)) {
      trees.printMessage(kind, "@Specialize: " + message, tree, unit);
    }
  }
}
