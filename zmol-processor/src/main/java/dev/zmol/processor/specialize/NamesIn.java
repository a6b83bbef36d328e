package dev.zmol.processor.specialize;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.HashSet;
import java.util.Set;

/** The simple names in a piece of code. */
final class NamesIn extends TreeScanner<Void, Void> {
  private final Set<String> declared = new HashSet<>();
  private final Set<String> mentioned = new HashSet<>();

  private NamesIn() {}

  private static NamesIn collect(Tree tree) {
    var names = new NamesIn();
    names.scan(tree, null);
    return names;
  }

  /** The names of the variables and the classes that are declared there, at any depth. */
  static Set<String> declared(Tree tree) {
    return collect(tree).declared;
  }

  /** The names that are declared or mentioned there, other than as members of something. */
  static Set<String> all(Tree tree) {
    NamesIn names = collect(tree);
    names.mentioned.addAll(names.declared);
    return names.mentioned;
  }

  @Override
  public Void visitVariable(VariableTree tree, Void p) {
    declared.add(tree.getName().toString());
    return super.visitVariable(tree, p);
  }

  @Override
  public Void visitClass(ClassTree tree, Void p) {
    declared.add(tree.getSimpleName().toString());
    return super.visitClass(tree, p);
  }

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void p) {
    mentioned.add(tree.getName().toString());
    return super.visitIdentifier(tree, p);
  }
}
