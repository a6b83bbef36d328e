package dev.zmol.processor.specialize;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import javax.lang.model.element.ElementKind;

/** Rewrites the constants of enums: dead ones go with their commas. */
final class EnumConstants {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;
  private final TemplateVisitor visitor;

  EnumConstants(Template template, FamilyModel model, Plan plan, TemplateVisitor visitor) {
    this.template = template;
    this.model = model;
    this.plan = plan;
    this.visitor = visitor;
  }

  void rewrite(TreePath path, VariableTree constant) {
    if (isDead(path)) {
      drop(path, constant);
      return;
    }
    visitor.visit(Template.child(path, constant.getModifiers()));
    visitor.docs().rewrite(path);
    if (constant.getInitializer() instanceof NewClassTree create) {
      TreePath createPath = Template.child(path, create);
      create.getArguments().forEach(a -> visitor.visit(Template.child(createPath, a)));
      if (create.getClassBody() != null) {
        visitor.visit(Template.child(createPath, create.getClassBody()));
      }
    }
  }

  private boolean isDead(TreePath path) {
    return model.isLeftOut(template.element(path));
  }

  private void drop(TreePath path, VariableTree constant) {
    SourceText text = template.text();
    List<VariableTree> constants = constants(path.getParentPath());
    int index = constants.indexOf(constant);
    boolean trailing =
        constants.stream().skip(index).allMatch(c -> isDead(Template.child(path.getParentPath(), c)))
            && text.text().charAt(text.skipBlank(template.end(constants.getLast()))) != ',';
    if (!trailing) {
      plan.deleteLines(template.start(constant), text.skipBlank(template.end(constant)) + 1);
    } else if (index == 0 || !isDead(Template.child(path.getParentPath(), constants.get(index - 1)))) {
      dropTail(template.start(constant), template.end(constants.getLast()), index == 0);
    }
  }

  /** Deletes the last constants; the comma before them goes, too, and what follows them stays. */
  private void dropTail(int start, int end, boolean all) {
    SourceText text = template.text();
    int above = text.withCommentsAbove(start);
    if (all) {
      plan.edits().delete(above, end);
      return;
    }
    int comma = text.skipBlankBack(above) - 1;
    int comment = text.skipSpacesBack(above);
    int next = text.skipBlank(end);
    if (comment == comma + 1) {
      plan.edits().delete(comma, end);
    } else if (text.text().charAt(next) == ';') {
      // The comment behind the comma belongs to the constant that stays.
      plan.edits().replace(comma, comma + 1, ";");
      plan.edits().delete(comment, next + 1);
    } else {
      plan.edits().delete(comma, comma + 1);
      plan.edits().delete(comment, end);
    }
  }

  private List<VariableTree> constants(TreePath enumPath) {
    return ((ClassTree) enumPath.getLeaf())
        .getMembers().stream()
            .filter(m -> m instanceof VariableTree)
            .map(VariableTree.class::cast)
            .filter(m -> template.element(Template.child(enumPath, m)).getKind() == ElementKind.ENUM_CONSTANT)
            .toList();
  }
}
