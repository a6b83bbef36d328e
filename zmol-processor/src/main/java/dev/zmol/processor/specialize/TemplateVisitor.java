package dev.zmol.processor.specialize;

import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.TypeElement;

/**
 * Walks the live part of a template, and hands each tree to the room that knows what to do with it.
 *
 * <p>Dead code is never walked: what is in it need not make sense in the family. Whatever no room cares for stays as it
 * is.
 */
final class TemplateVisitor extends TreePathScanner<Void, Void> {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;
  private final Purity purity;
  private final Bindings bindings;
  private final Conditions conditions;
  private final SwitchCases switchCases;
  private final Reachability reachability;
  private final Signatures signatures;
  private final Names names;
  private final Meaning meaning;
  private final Docs docs;
  private final InheritedDocs.Requests inheritedDocs;
  private final Leftovers leftovers;
  private final Expressions expressions;
  private final Statements statements;
  private final Switches switches;
  private final Declarations declarations;

  TemplateVisitor(Template template, FamilyModel model, Plan plan, Survey survey) {
    this.template = template;
    this.model = model;
    this.plan = plan;
    this.purity = new Purity(template, model, plan);
    this.bindings = new Bindings(template, survey, purity);
    this.conditions = new Conditions(template, model, survey, bindings, purity);
    this.switchCases = new SwitchCases(template, model, conditions);
    this.reachability = new Reachability(conditions, switchCases);
    this.signatures = new Signatures(template, model);
    this.names = new Names(template, model, plan, bindings, signatures);
    this.meaning = new Meaning(template, model, plan);
    this.docs = new Docs(template, model, plan, signatures);
    this.inheritedDocs = new InheritedDocs.Requests(template);
    this.leftovers = new Leftovers(model, plan, survey);
    this.expressions = new Expressions(template, model, plan, this);
    this.statements = new Statements(template, model, plan, this);
    this.switches = new Switches(template, model, plan, this);
    this.declarations = new Declarations(template, model, plan, this);
  }

  Purity purity() {
    return purity;
  }

  Bindings bindings() {
    return bindings;
  }

  Conditions conditions() {
    return conditions;
  }

  SwitchCases switchCases() {
    return switchCases;
  }

  Reachability reachability() {
    return reachability;
  }

  Signatures signatures() {
    return signatures;
  }

  Names names() {
    return names;
  }

  Meaning meaning() {
    return meaning;
  }

  Docs docs() {
    return docs;
  }

  InheritedDocs.Requests inheritedDocs() {
    return inheritedDocs;
  }

  Leftovers leftovers() {
    return leftovers;
  }

  Statements statements() {
    return statements;
  }

  Declarations declarations() {
    return declarations;
  }

  /** Walks a tree that is part of the flavour. */
  void visit(TreePath path) {
    scan(path, null);
  }

  @Override
  public Void scan(Tree tree, Void p) {
    return tree instanceof ExpressionTree && expressions.decide(Template.child(getCurrentPath(), tree))
        ? null
        : super.scan(tree, p);
  }

  @Override
  public Void scan(TreePath path, Void p) {
    return path.getLeaf() instanceof ExpressionTree && expressions.decide(path) ? null : super.scan(path, p);
  }

  // Declarations

  @Override
  public Void visitClass(ClassTree tree, Void p) {
    declarations.rewriteClass(getCurrentPath(), tree);
    return null;
  }

  @Override
  public Void visitMethod(MethodTree tree, Void p) {
    declarations.rewriteMethod(getCurrentPath(), tree);
    return null;
  }

  @Override
  public Void visitVariable(VariableTree tree, Void p) {
    docs.rewrite(getCurrentPath());
    Element variable = template.element(getCurrentPath());
    names.declare(variable);
    boolean local = variable != null && Template.isLocal(variable);
    if (local && variable.getAnnotation(Only.class) != null && !Template.isInBlock(getCurrentPath())) {
      plan.error(tree, "a local variable can be @Only where it is a statement of its own, but not here");
    }
    if (local && variable.getKind() == ElementKind.LOCAL_VARIABLE) {
      leftovers.declare(tree, variable);
    }
    return super.visitVariable(tree, p);
  }

  @Override
  public Void visitAnnotation(AnnotationTree tree, Void p) {
    if (!template.isReal(tree)) {
      return null;
    }
    Element type = template.element(Template.child(getCurrentPath(), tree.getAnnotationType()));
    if (type instanceof TypeElement te
        && (te.getQualifiedName().contentEquals(Only.class.getName())
            || te.getQualifiedName().contentEquals(Specialize.class.getName()))) {
      plan.deleteToken(tree);
      return null;
    }
    return super.visitAnnotation(tree, p);
  }

  /** Leaves out classes that the flavour lacks where an annotation lists classes. */
  @Override
  public Void visitNewArray(NewArrayTree tree, Void p) {
    List<? extends ExpressionTree> items = tree.getInitializers();
    if (items == null || !isArgumentOfAnnotation() || items.stream().noneMatch(this::namesGoneClass)) {
      return super.visitNewArray(tree, p);
    }
    List<? extends ExpressionTree> kept = items.stream().filter(item -> !namesGoneClass(item)).toList();
    if (kept.isEmpty()) {
      plan.replace(tree, "{}");
    } else {
      declarations.removeFrom(items, kept);
      scan(kept, p);
    }
    return null;
  }

  private boolean isArgumentOfAnnotation() {
    TreePath parent = getCurrentPath().getParentPath();
    return parent.getLeaf().getKind() == Tree.Kind.ANNOTATION
        || parent.getParentPath().getLeaf().getKind() == Tree.Kind.ANNOTATION;
  }

  private boolean namesGoneClass(ExpressionTree item) {
    if (!(item instanceof MemberSelectTree literal) || !literal.getIdentifier().contentEquals("class")) {
      return false;
    }
    TreePath path = Template.child(Template.child(getCurrentPath(), literal), literal.getExpression());
    return template.element(path) instanceof TypeElement type && model.isDead(type);
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Void p) {
    Element constructor = template.element(getCurrentPath());
    names.member(tree, constructor);
    meaning.requireSameOverload(getCurrentPath(), constructor, tree.getArguments());
    if (tree.getClassBody() == null) {
      return super.visitNewClass(tree, p);
    }
    scan(tree.getEnclosingExpression(), p);
    scan(tree.getIdentifier(), p);
    scan(tree.getTypeArguments(), p);
    scan(tree.getArguments(), p);
    TreePath body = Template.child(getCurrentPath(), tree.getClassBody());
    declarations.members(body, (TypeElement) template.element(body), tree.getClassBody().getMembers());
    return null;
  }

  // Names

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void p) {
    names.identifier(getCurrentPath(), tree);
    return null;
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void p) {
    return template.isReal(tree) && names.select(getCurrentPath(), tree) ? scan(tree.getExpression(), p) : null;
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void p) {
    names.member(tree, template.element(getCurrentPath()));
    return super.visitMemberReference(tree, p);
  }

  @Override
  public Void visitMethodInvocation(MethodInvocationTree tree, Void p) {
    meaning.requireSameOverload(getCurrentPath(), template.element(getCurrentPath()), tree.getArguments());
    return super.visitMethodInvocation(tree, p);
  }

  // Expressions

  @Override
  public Void visitTypeCast(TypeCastTree tree, Void p) {
    return expressions.cast(getCurrentPath(), tree) ? null : super.visitTypeCast(tree, p);
  }

  @Override
  public Void visitParenthesized(ParenthesizedTree tree, Void p) {
    expressions.dropIdleParentheses(getCurrentPath(), tree);
    return super.visitParenthesized(tree, p);
  }

  @Override
  public Void visitBinary(BinaryTree tree, Void p) {
    return expressions.junction(getCurrentPath(), tree) ? null : super.visitBinary(tree, p);
  }

  @Override
  public Void visitConditionalExpression(ConditionalExpressionTree tree, Void p) {
    return expressions.conditional(getCurrentPath(), tree) ? null : super.visitConditionalExpression(tree, p);
  }

  // Statements

  @Override
  public Void visitBlock(BlockTree tree, Void p) {
    statements.sequence(getCurrentPath(), tree.getStatements());
    return null;
  }

  @Override
  public Void visitIf(IfTree tree, Void p) {
    statements.rewriteIf(getCurrentPath());
    return null;
  }

  @Override
  public Void visitSwitch(SwitchTree tree, Void p) {
    switches.rewrite(getCurrentPath(), tree.getCases());
    return null;
  }

  @Override
  public Void visitSwitchExpression(SwitchExpressionTree tree, Void p) {
    switches.rewrite(getCurrentPath(), tree.getCases());
    return null;
  }

  @Override
  public Void visitCase(CaseTree tree, Void p) {
    throw new IllegalStateException("a case outside of a switch");
  }

  @Override
  public Void visitWhileLoop(WhileLoopTree tree, Void p) {
    loop(tree.getCondition());
    return super.visitWhileLoop(tree, p);
  }

  @Override
  public Void visitDoWhileLoop(DoWhileLoopTree tree, Void p) {
    loop(tree.getCondition());
    return super.visitDoWhileLoop(tree, p);
  }

  @Override
  public Void visitForLoop(ForLoopTree tree, Void p) {
    if (tree.getCondition() != null) {
      loop(tree.getCondition());
    }
    return super.visitForLoop(tree, p);
  }

  private void loop(ExpressionTree condition) {
    if (conditions.fold(Template.child(getCurrentPath(), condition)).isKnown()) {
      plan.error(
          condition,
          "in the " + model.name()
              + " flavour the family decides this loop; put a test of the family around the loop instead");
    }
  }
}
