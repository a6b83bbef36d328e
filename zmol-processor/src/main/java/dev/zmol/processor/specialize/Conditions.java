package dev.zmol.processor.specialize;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.util.TreePath;
import java.util.IdentityHashMap;
import java.util.stream.Stream;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/**
 * Decides conditions: what does the family alone make of them?
 *
 * <p>A condition is decided by constants of {@code Comptime}, by calls of {@code @FamilyTest} methods, by {@code
 * instanceof}, by comparisons with constants of enums, and by {@code !}, {@code &&}, {@code ||} over these. What a
 * decided condition no longer evaluates must have had no effect; a call in it is reported.
 */
final class Conditions {
  private final Template template;
  private final FamilyModel model;
  private final Survey survey;
  private final Bindings bindings;
  private final Purity purity;
  private final IdentityHashMap<Tree, Fold> folds = new IdentityHashMap<>();

  Conditions(Template template, FamilyModel model, Survey survey, Bindings bindings, Purity purity) {
    this.template = template;
    this.model = model;
    this.survey = survey;
    this.bindings = bindings;
    this.purity = purity;
  }

  /** What a condition comes to. */
  Fold fold(TreePath path) {
    Fold known = folds.get(path.getLeaf());
    if (known == null) {
      known = compute(path);
      folds.put(path.getLeaf(), known);
    }
    return known;
  }

  /** Settles a condition whose pattern variable is going to be declared by a statement of its own. */
  void settle(Tree condition, Fold fold) {
    folds.put(condition, fold);
  }

  private Fold compute(TreePath path) {
    return switch (path.getLeaf()) {
      case ParenthesizedTree tree -> fold(Template.child(path, tree.getExpression()));
      case UnaryTree tree when tree.getKind() == Tree.Kind.LOGICAL_COMPLEMENT ->
          fold(Template.child(path, tree.getExpression())).not();
      case BinaryTree tree -> binary(path, tree);
      case InstanceOfTree tree -> instanceOf(path, tree);
      case MethodInvocationTree tree -> call(path, tree);
      case IdentifierTree _ -> constant(path);
      case MemberSelectTree _ -> constant(path);
      default -> Fold.UNKNOWN;
    };
  }

  private Fold constant(TreePath path) {
    Boolean value = model.constant(template.element(path));
    return value == null ? Fold.UNKNOWN : Fold.of(value);
  }

  private Fold call(TreePath path, MethodInvocationTree tree) {
    Boolean answer = model.test(template.element(path));
    if (answer == null) {
      return Fold.UNKNOWN;
    }
    if (tree.getMethodSelect() instanceof MemberSelectTree select) {
      purity.require(Template.child(Template.child(path, select), select.getExpression()));
    }
    for (ExpressionTree argument : tree.getArguments()) {
      purity.require(Template.child(path, argument));
    }
    return Fold.of(answer);
  }

  private Fold binary(TreePath path, BinaryTree tree) {
    TreePath left = Template.child(path, tree.getLeftOperand());
    TreePath right = Template.child(path, tree.getRightOperand());
    return switch (tree.getKind()) {
      case CONDITIONAL_AND -> junction(left, right, Fold.FALSE);
      case CONDITIONAL_OR -> junction(left, right, Fold.TRUE);
      case EQUAL_TO -> equality(left, right);
      case NOT_EQUAL_TO -> equality(left, right).not();
      default -> Fold.UNKNOWN;
    };
  }

  /** A conjunction or a disjunction; the value of one operand that decides it makes the difference. */
  private Fold junction(TreePath leftPath, TreePath rightPath, Fold decisive) {
    Fold left = fold(leftPath);
    if (left == decisive) {
      return decisive;
    }
    Fold right = fold(rightPath);
    if (right == decisive) {
      if (left == Fold.UNKNOWN) {
        purity.require(leftPath);
      }
      return decisive;
    }
    return left.isKnown() && right.isKnown() ? decisive.not() : Fold.UNKNOWN;
  }

  private Fold equality(TreePath left, TreePath right) {
    Fold fold = isConstant(left, right);
    return fold.isKnown() ? fold : isConstant(right, left);
  }

  private Fold isConstant(TreePath constantPath, TreePath otherPath) {
    Element constant = template.element(constantPath);
    if (constant == null || constant.getKind() != ElementKind.ENUM_CONSTANT) {
      return Fold.UNKNOWN;
    }
    Fold fold = Fold.UNKNOWN;
    if (model.isDead(constant)) {
      fold = Fold.FALSE;
    } else if (constant.equals(model.soleConstant((TypeElement) constant.getEnclosingElement()))) {
      fold = Fold.TRUE;
    }
    if (fold.isKnown()) {
      purity.require(otherPath);
    }
    return fold;
  }

  private Fold instanceOf(TreePath path, InstanceOfTree tree) {
    TreePath operand = Template.child(path, tree.getExpression());
    Fold outcome = outcome(path, tree);
    if (outcome == Fold.FALSE) {
      purity.require(operand);
    }
    if (outcome != Fold.TRUE) {
      return outcome;
    }
    boolean replaceable =
        tree.getPattern() instanceof BindingPatternTree binding
            ? bindings.bind(variable(Template.child(path, binding)), operand)
            : purity.isPure(operand);
    return replaceable ? Fold.TRUE : Fold.UNKNOWN;
  }

  /** What a test of a type comes to, whatever becomes of the variable of its pattern. */
  Fold outcome(TreePath path, InstanceOfTree tree) {
    PatternTree pattern = tree.getPattern();
    if (pattern != null && isDead(Template.child(path, pattern))) {
      return Fold.FALSE;
    }
    TypeElement tested =
        switch (pattern) {
          case null -> template.classOf(template.type(Template.child(path, tree.getType())));
          case BindingPatternTree binding ->
              template.classOf(variable(Template.child(path, binding)).asType());
          default -> null;
        };
    if (tested == null) {
      return Fold.UNKNOWN;
    }
    if (model.isDead(tested)) {
      return Fold.FALSE;
    }
    TreePath operandPath = Template.child(path, tree.getExpression());
    TypeElement operand = template.classOf(template.type(operandPath));
    boolean certain =
        model.isCollapsed(operand)
            && template.isSubclass(model.resolve(operand), model.resolve(tested))
            && !mayBeNull(operandPath);
    return certain ? Fold.TRUE : Fold.UNKNOWN;
  }

  /**
   * Whether an operand may be null, so that the test has to stay. Variables and components of records are not, unless
   * they are annotated {@code @Nullable} or the template sets them to null itself; anything else may be.
   */
  private boolean mayBeNull(TreePath path) {
    if (path.getLeaf() instanceof ParenthesizedTree tree) {
      return mayBeNull(Template.child(path, tree.getExpression()));
    }
    Element element = template.element(path);
    boolean known = element instanceof VariableElement || (element != null && Purity.isAccessor(element));
    return !known || survey.isNulled(element) || isNullable(element);
  }

  private static boolean isNullable(Element element) {
    TypeMirror type = element instanceof ExecutableElement method ? method.getReturnType() : element.asType();
    return Stream.concat(element.getAnnotationMirrors().stream(), type.getAnnotationMirrors().stream())
        .anyMatch(a -> a.getAnnotationType().asElement().getSimpleName().contentEquals("Nullable"));
  }

  /** The variable that a pattern declares. */
  Element variable(TreePath bindingPath) {
    return template.element(Template.child(bindingPath, ((BindingPatternTree) bindingPath.getLeaf()).getVariable()));
  }

  /** Whether a pattern never matches. */
  boolean isDead(TreePath path) {
    return switch (path.getLeaf()) {
      case BindingPatternTree _ -> isDeadClass(template.classOf(variable(path).asType()));
      case DeconstructionPatternTree tree ->
          isDeadClass(template.classOf(template.type(Template.child(path, tree.getDeconstructor()))))
              || tree.getNestedPatterns().stream().anyMatch(n -> isDead(Template.child(path, n)));
      default -> false;
    };
  }

  private boolean isDeadClass(TypeElement type) {
    return type != null && model.isDead(type);
  }
}
