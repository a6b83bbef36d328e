package dev.zmol.processor.specialize;

import com.sun.source.tree.Tree;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.element.Element;

/**
 * Warns of private members and local variables that only code of the other family uses, so that nothing is left over.
 */
final class Leftovers {
  private final FamilyModel model;
  private final Plan plan;
  private final Survey survey;
  private final Map<Tree, Element> candidates = new LinkedHashMap<>();

  Leftovers(FamilyModel model, Plan plan, Survey survey) {
    this.model = model;
    this.plan = plan;
    this.survey = survey;
  }

  /** Notes that the flavour declares something that nothing outside of the file can use. */
  void declare(Tree tree, Element element) {
    candidates.put(tree, element);
  }

  void check() {
    candidates.forEach(
        (tree, element) -> {
          if (survey.isUsed(element) && !plan.usesElement(element)) {
            plan.warn(
                tree,
                "nothing in the " + model.name() + " flavour uses " + Template.describe(element)
                    + "; annotate it @Only with the family that does, or @Only(DUAL) if neither does");
          }
        });
  }
}
