package dev.zmol.processor.specialize;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.InheritDocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.doctree.ValueTree;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.TreePath;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;

/** Rewrites documentation comments: a reference to what the flavour does not have becomes plain text, or goes. */
final class Docs {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;
  private final Signatures signatures;

  Docs(Template template, FamilyModel model, Plan plan, Signatures signatures) {
    this.template = template;
    this.model = model;
    this.plan = plan;
    this.signatures = signatures;
  }

  /** Rewrites the comment of a declaration, if it has one. */
  void rewrite(TreePath declaration) {
    DocCommentTree comment = template.trees().getDocCommentTree(declaration);
    if (comment != null) {
      new References(declaration, comment).scan(new DocTreePath(declaration, comment), null);
    }
  }

  private final class References extends DocTreePathScanner<Void, Void> {
    private final TreePath declaration;
    private final DocCommentTree comment;

    References(TreePath declaration, DocCommentTree comment) {
      this.declaration = declaration;
      this.comment = comment;
    }

    private int from(DocTree tree) {
      return (int) template.positions().getStartPosition(template.unit(), comment, tree);
    }

    private int to(DocTree tree) {
      return (int) template.positions().getEndPosition(template.unit(), comment, tree);
    }

    private Element element(DocTree reference) {
      return template.trees().getElement(new DocTreePath(getCurrentPath(), reference));
    }

    private boolean isGone(DocTree reference) {
      Element element = element(reference);
      if (element == null || element instanceof PackageElement) {
        return false;
      }
      if (model.isDead(element)) {
        return true;
      }
      return !(element instanceof TypeElement)
          && element.getEnclosingElement() instanceof TypeElement owner
          && model.isCollapsed(owner)
          && !signatures.declares(model.resolve(owner), element);
    }

    @Override
    public Void visitLink(LinkTree tree, Void p) {
      if (!isGone(tree.getReference())) {
        return super.visitLink(tree, p);
      }
      String label =
          tree.getLabel().isEmpty()
              ? asCode(tree.getReference())
              : template.text().text().substring(from(tree.getLabel().getFirst()), to(tree) - 1).strip();
      plan.edits().replace(from(tree), to(tree), label);
      return null;
    }

    @Override
    public Void visitValue(ValueTree tree, Void p) {
      if (tree.getReference() == null || !isGone(tree.getReference())) {
        return super.visitValue(tree, p);
      }
      plan.edits().replace(from(tree), to(tree), asCode(tree.getReference()));
      return null;
    }

    private String asCode(ReferenceTree reference) {
      String signature = reference.getSignature();
      return "{@code " + (signature.startsWith("#") ? signature.substring(1) : signature.replace('#', '.')) + "}";
    }

    @Override
    public Void visitSee(SeeTree tree, Void p) {
      if (!tree.getReference().isEmpty()
          && tree.getReference().getFirst() instanceof ReferenceTree reference
          && isGone(reference)) {
        deleteTag(tree);
        return null;
      }
      return super.visitSee(tree, p);
    }

    @Override
    public Void visitThrows(ThrowsTree tree, Void p) {
      if (isGone(tree.getExceptionName())) {
        deleteTag(tree);
        return null;
      }
      return super.visitThrows(tree, p);
    }

    /** Deletes a block tag with its lines, or the tag alone if the comment begins or ends on them. */
    private void deleteTag(DocTree tree) {
      SourceText text = template.text();
      int start = text.lineStart(from(tree));
      int end = text.nextLine(to(tree));
      String lines = text.text().substring(start, end);
      if (lines.contains("/**") || lines.contains("*/")) {
        plan.edits().delete(from(tree), to(tree));
      } else {
        plan.edits().delete(start, end);
      }
    }

    @Override
    public Void visitInheritDoc(InheritDocTree tree, Void p) {
      if (template.element(declaration) instanceof ExecutableElement method
          && !signatures.overridesInFlavor(method)) {
        plan.error(
            declaration.getLeaf(),
            "{@inheritDoc} has nothing to inherit from in the " + model.name() + " flavour; write the text out");
      }
      return null;
    }

    @Override
    public Void visitReference(ReferenceTree tree, Void p) {
      Element element = template.trees().getElement(getCurrentPath());
      String changed = tree.getSignature();
      for (Element e = element; e != null && e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
        changed = e instanceof TypeElement type ? rename(changed, type) : changed;
      }
      if (element instanceof ExecutableElement method) {
        for (VariableElement parameter : method.getParameters()) {
          TypeElement type = template.classOf(template.types().erasure(parameter.asType()));
          changed = type == null ? changed : rename(changed, type);
        }
      }
      if (!changed.equals(tree.getSignature())) {
        plan.edits().replace(from(tree), from(tree) + tree.getSignature().length(), changed);
      }
      return null;
    }

    /** Names a type in a signature by its survivor, and its package by that of the flavour. */
    private String rename(String signature, TypeElement type) {
      TypeElement resolved = model.resolve(type);
      plan.use(resolved);
      PackageElement of = model.packageOf(type);
      String name = of.getQualifiedName() + "." + type.getSimpleName();
      String changed = signature;
      if (FamilyModel.hasTemplates(of) && signature.contains(name)) {
        changed = changed.replace(name, model.flavorOf(of) + "." + type.getSimpleName());
      }
      return resolved.equals(type)
          ? changed
          : changed.replaceAll("\\b" + type.getSimpleName() + "\\b", resolved.getSimpleName().toString());
    }
  }
}
