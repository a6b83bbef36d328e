package dev.zmol.processor.specialize;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePath;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * Hands the documentation of a collapsed interface down to the methods of its survivor, which inherit it no longer.
 *
 * <p>One object per family serves all templates of a compilation: an interface may be analysed after its survivor.
 */
final class InheritedDocs {
  private record Comment(String text, Plan plan) {}

  private final FamilyModel model;
  private final Map<Element, Comment> comments = new HashMap<>();

  InheritedDocs(FamilyModel model) {
    this.model = model;
  }

  /** Keeps the comments of the methods of an interface that collapses. */
  void keep(Template template, TreePath path, ClassTree type) {
    for (Tree member : type.getMembers()) {
      TreePath memberPath = Template.child(path, member);
      if (!(template.element(memberPath) instanceof ExecutableElement method)
          || template.trees().getDocCommentTree(memberPath) == null) {
        continue;
      }
      var plan = new Plan(template, model);
      new Docs(template, model, plan, new Signatures(template, model)).rewrite(memberPath);
      SourceText text = template.text();
      int from = text.lineStart(text.withCommentsAbove(template.start(member)));
      int to = text.lineStart(template.start(member));
      comments.put(method, new Comment(plan.edits().apply(text.text(), from, to), plan));
    }
  }

  /** The methods of one template that have lost what they override, and where their comments belong. */
  static final class Requests {
    private final Template template;
    private final Map<Integer, ExecutableElement> methods = new LinkedHashMap<>();

    Requests(Template template) {
      this.template = template;
    }

    void request(TreePath path, ExecutableElement method) {
      int start = template.start(path.getLeaf());
      if (template.trees().getDocCommentTree(path) == null && template.text().startsLine(start)) {
        methods.put(template.text().lineStart(start), method);
      }
    }
  }

  /** Puts the comments in the places where they were asked for. */
  void deliver(Requests requests, Plan plan, Names names) {
    requests.methods.forEach(
        (line, method) -> {
          Comment comment = find(method, requests.template);
          if (comment != null) {
            plan.edits().insert(line, comment.text());
            comment.plan().usedTypes().forEach(t -> plan.useFromElsewhere(t, names.qualifiedName(t)));
          }
        });
  }

  private Comment find(ExecutableElement method, Template template) {
    var owner = (TypeElement) method.getEnclosingElement();
    return comments.keySet().stream()
        .filter(e -> template.elements().overrides(method, (ExecutableElement) e, owner))
        .findFirst()
        .map(comments::get)
        .orElse(null);
  }
}
