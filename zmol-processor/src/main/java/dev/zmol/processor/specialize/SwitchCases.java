package dev.zmol.processor.specialize;

import com.sun.source.tree.AnyPatternTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.List;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeMirror;

/** Tells which cases of a switch, and which of their labels, can still be reached in one family. */
final class SwitchCases {
  private final Template template;
  private final FamilyModel model;
  private final Conditions conditions;

  SwitchCases(Template template, FamilyModel model, Conditions conditions) {
    this.template = template;
    this.model = model;
    this.conditions = conditions;
  }

  /** The selector of a switch, without its parentheses. */
  static TreePath selector(TreePath path) {
    ExpressionTree selector =
        switch (path.getLeaf()) {
          case SwitchTree tree -> tree.getExpression();
          case SwitchExpressionTree tree -> tree.getExpression();
          default -> throw new IllegalArgumentException("no switch: " + path.getLeaf().getKind());
        };
    TreePath selectorPath = Template.child(path, selector);
    return selector instanceof ParenthesizedTree inner
        ? Template.child(selectorPath, inner.getExpression())
        : selectorPath;
  }

  /** The cases that can be reached. */
  List<CaseTree> live(TreePath path, List<? extends CaseTree> cases) {
    List<CaseTree> live = new ArrayList<>();
    List<TypeElement> covered = new ArrayList<>();
    boolean needsNoDefault = needsNoDefault(path, cases);
    for (CaseTree tree : cases) {
      TreePath casePath = Template.child(path, tree);
      List<CaseLabelTree> labels = labels(path, tree, needsNoDefault);
      boolean dominated =
          !labels.isEmpty() && labels.stream().allMatch(l -> isCovered(Template.child(casePath, l), covered));
      if (labels.isEmpty() || dominated || guard(casePath) == Fold.FALSE) {
        continue;
      }
      live.add(tree);
      if (isUnguarded(casePath)) {
        labels.forEach(l -> cover(Template.child(casePath, l), covered));
      }
    }
    return live;
  }

  /** The labels of a case that can be reached. */
  List<CaseLabelTree> labels(TreePath path, CaseTree tree, List<? extends CaseTree> cases) {
    return labels(path, tree, needsNoDefault(path, cases));
  }

  /**
   * Whether the default of a switch can go because another case always matches. For javac a statement over the
   * constants of an enum may do nothing without a default.
   */
  private boolean needsNoDefault(TreePath path, List<? extends CaseTree> cases) {
    CaseTree all = unconditional(path, cases);
    return all != null
        && (path.getLeaf() instanceof SwitchExpressionTree
            || all.getLabels().getFirst() instanceof PatternCaseLabelTree);
  }

  private List<CaseLabelTree> labels(TreePath path, CaseTree tree, boolean needsNoDefault) {
    TreePath casePath = Template.child(path, tree);
    List<CaseLabelTree> live = new ArrayList<>();
    for (CaseLabelTree label : tree.getLabels()) {
      boolean dead =
          switch (label) {
            case DefaultCaseLabelTree _ -> needsNoDefault;
            default -> isDead(Template.child(casePath, label));
          };
      if (!dead) {
        live.add(label);
      }
    }
    return live;
  }

  private boolean isDead(TreePath labelPath) {
    return switch (labelPath.getLeaf()) {
      case PatternCaseLabelTree pattern -> conditions.isDead(Template.child(labelPath, pattern.getPattern()));
      case ConstantCaseLabelTree constant -> {
        Element element = template.element(Template.child(labelPath, constant.getConstantExpression()));
        yield element != null && model.isDead(element);
      }
      default -> false;
    };
  }

  /** What the guard of a case comes to; true if there is none. */
  Fold guard(TreePath casePath) {
    ExpressionTree guard = ((CaseTree) casePath.getLeaf()).getGuard();
    return guard == null ? Fold.TRUE : conditions.fold(Template.child(casePath, guard));
  }

  private boolean isUnguarded(TreePath casePath) {
    return guard(casePath) == Fold.TRUE;
  }

  static boolean isDefault(CaseTree tree) {
    return tree.getLabels().size() == 1 && tree.getLabels().getFirst() instanceof DefaultCaseLabelTree;
  }

  /** The first case that every value of the selector reaches, other than by default; null if there is none. */
  CaseTree unconditional(TreePath path, List<? extends CaseTree> cases) {
    TypeElement selected = template.classOf(template.type(selector(path)));
    if (selected == null) {
      return null;
    }
    for (CaseTree tree : cases) {
      TreePath casePath = Template.child(path, tree);
      if (tree.getLabels().stream().anyMatch(l -> isUnconditional(Template.child(casePath, l), selected))
          && isUnguarded(casePath)) {
        return tree;
      }
    }
    return null;
  }

  private boolean isUnconditional(TreePath labelPath, TypeElement selected) {
    if (labelPath.getLeaf() instanceof ConstantCaseLabelTree constant) {
      VariableElement sole = model.soleConstant(selected);
      return sole != null
          && sole.equals(template.element(Template.child(labelPath, constant.getConstantExpression())));
    }
    TypeElement type = matchedClass(labelPath);
    return type != null
        && model.isCollapsed(selected)
        && isBinding(labelPath)
        && template.isSubclass(model.resolve(selected), type);
  }

  /** Whether the type of a pattern is one that an earlier case takes all values of. */
  private boolean isCovered(TreePath labelPath, List<TypeElement> covered) {
    TypeElement type = matchedClass(labelPath);
    return type != null && covered.stream().anyMatch(c -> template.isSubclass(type, c));
  }

  private void cover(TreePath labelPath, List<TypeElement> covered) {
    boolean total =
        labelPath.getLeaf() instanceof PatternCaseLabelTree label
            && isTotal(Template.child(labelPath, label.getPattern()));
    if (total && matchedClass(labelPath) != null) {
      covered.add(matchedClass(labelPath));
    }
  }

  /** Whether a pattern matches all values of its class: it takes them as they are, or all that they are made of. */
  private boolean isTotal(TreePath pattern) {
    if (!(pattern.getLeaf() instanceof DeconstructionPatternTree tree)) {
      return true;
    }
    TypeElement type = template.classOf(template.type(Template.child(pattern, tree.getDeconstructor())));
    for (int i = 0; i < tree.getNestedPatterns().size(); i++) {
      TypeMirror component = type.getRecordComponents().get(i).asType();
      TreePath nested = Template.child(pattern, tree.getNestedPatterns().get(i));
      boolean any = nested.getLeaf() instanceof AnyPatternTree;
      if (!any && (!isTotal(nested) || !takes(nested, component))) {
        return false;
      }
    }
    return true;
  }

  /** Whether the type of a nested pattern is one that every value of a component has in this family. */
  private boolean takes(TreePath pattern, TypeMirror component) {
    TypeMirror type =
        pattern.getLeaf() instanceof DeconstructionPatternTree tree
            ? template.type(Template.child(pattern, tree.getDeconstructor()))
            : conditions.variable(pattern).asType();
    TypeElement asked = template.classOf(type);
    TypeElement given = template.classOf(component);
    return (asked == null || given == null)
        ? template.types().isSameType(type, component)
        : template.isSubclass(model.resolve(given), model.resolve(asked));
  }

  private static boolean isBinding(TreePath labelPath) {
    return labelPath.getLeaf() instanceof PatternCaseLabelTree label
        && label.getPattern() instanceof BindingPatternTree;
  }

  /** The class that the pattern of a label asks for, as it stands in this family; null if there is none. */
  private TypeElement matchedClass(TreePath labelPath) {
    if (!(labelPath.getLeaf() instanceof PatternCaseLabelTree label)) {
      return null;
    }
    TreePath pattern = Template.child(labelPath, label.getPattern());
    TypeElement type =
        switch (label.getPattern()) {
          case BindingPatternTree _ -> template.classOf(conditions.variable(pattern).asType());
          case DeconstructionPatternTree tree ->
              template.classOf(template.type(Template.child(pattern, tree.getDeconstructor())));
          default -> null;
        };
    return type == null ? null : model.resolve(type);
  }
}
