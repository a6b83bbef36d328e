package dev.zmol.processor.specialize;

import com.sun.source.doctree.DocCommentTree;
import com.sun.source.doctree.DocTree;
import com.sun.source.doctree.LinkTree;
import com.sun.source.doctree.ReferenceTree;
import com.sun.source.doctree.SeeTree;
import com.sun.source.doctree.ThrowsTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.BindingPatternTree;
import com.sun.source.tree.BlockTree;
import com.sun.source.tree.BreakTree;
import com.sun.source.tree.CaseLabelTree;
import com.sun.source.tree.CaseTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.CompoundAssignmentTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.ConstantCaseLabelTree;
import com.sun.source.tree.DeconstructionPatternTree;
import com.sun.source.tree.DefaultCaseLabelTree;
import com.sun.source.tree.DoWhileLoopTree;
import com.sun.source.tree.EnhancedForLoopTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.ForLoopTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.IfTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.LabeledStatementTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.PatternCaseLabelTree;
import com.sun.source.tree.PatternTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.SwitchExpressionTree;
import com.sun.source.tree.SwitchTree;
import com.sun.source.tree.SynchronizedTree;
import com.sun.source.tree.ThrowTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TryTree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.tree.UnaryTree;
import com.sun.source.tree.VariableTree;
import com.sun.source.tree.WhileLoopTree;
import com.sun.source.tree.YieldTree;
import com.sun.source.util.DocSourcePositions;
import com.sun.source.util.DocTreePath;
import com.sun.source.util.DocTreePathScanner;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import javax.lang.model.util.Types;
import javax.tools.Diagnostic;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;

/**
 * Derives the single-family flavour of one source file.
 *
 * <p>The file has to be attributed. Its text is edited at the positions of its trees, so that everything that does not
 * depend on the family stays as its author wrote it, comments included.
 */
final class Specializer extends TreePathScanner<Void, Void> {
  private enum Fold {
    TRUE,
    FALSE,
    UNKNOWN;

    static Fold of(boolean value) {
      return value ? TRUE : FALSE;
    }

    Fold not() {
      return switch (this) {
        case TRUE -> FALSE;
        case FALSE -> TRUE;
        case UNKNOWN -> UNKNOWN;
      };
    }
  }

  /** What a folded statement declares in place of a pattern: {@code type name = operand}. */
  private record Declaration(String type, String name, Tree operand) {}

  private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w*");

  private final DocTrees trees;
  private final DocSourcePositions positions;
  private final Elements elements;
  private final Types types;
  private final CompilationUnitTree unit;
  private final FamilyModel model;
  private final SourceText src;
  private final Edits edits = new Edits();
  private final PackageElement pkg;
  private final String flavorPackage;

  private final Map<Tree, Fold> folds = new IdentityHashMap<>();
  private final Map<Element, String> renames = new HashMap<>();
  private final Set<Element> assigned = new HashSet<>();
  private final Map<Element, Integer> uses = new HashMap<>();
  private final Set<String> usedNames = new HashSet<>();
  private final Map<String, String> neededImports = new LinkedHashMap<>();
  private final Set<Tree> done = java.util.Collections.newSetFromMap(new IdentityHashMap<>());
  private final Map<Tree, TreePath> collapsed = new IdentityHashMap<>();
  private final Map<Integer, Integer> dedents = new HashMap<>();
  private int liveTypes;
  private boolean failed;

  Specializer(DocTrees trees, Elements elements, Types types, CompilationUnitTree unit, FamilyModel model)
      throws IOException {
    this.trees = trees;
    this.positions = trees.getSourcePositions();
    this.elements = elements;
    this.types = types;
    this.unit = unit;
    this.model = model;
    this.src = new SourceText(unit.getSourceFile().getCharContent(true).toString());
    this.pkg = (PackageElement) trees.getElement(new TreePath(new TreePath(unit), unit.getPackage()));
    this.flavorPackage = model.flavorOf(pkg);
  }

  String flavorPackage() {
    return flavorPackage;
  }

  // ---- The file ------------------------------------------------------------------------------------------------

  /** Specialises one top-level type; the trees of the others need not be attributed yet. */
  void specialize(ClassTree type) {
    if (!done.add(type)) {
      return;
    }
    TreePath path = new TreePath(new TreePath(unit), type);
    var element = (TypeElement) trees.getElement(path);
    if (model.isGone(element)) {
      deleteLines(start(type), end(type));
      return;
    }
    if (!FamilyModel.isTemplate(element)) {
      error(type, element.getSimpleName() + " shares a file with a template; annotate it @Specialize or move it");
      return;
    }
    liveTypes++;
    survey(path);
    scan(path, null);
  }

  boolean isComplete() {
    return unit.getTypeDecls().stream().filter(ClassTree.class::isInstance).allMatch(done::contains);
  }

  /** The text of the flavour; empty if nothing is left of the file, or if it cannot be specialised. */
  Optional<String> finish() {
    if (failed || liveTypes == 0) {
      return Optional.empty();
    }
    imports();
    dedents.forEach((line, width) -> edits.delete(line, line + Math.min(width, src.indent(line).length())));
    Tree name = unit.getPackage().getPackageName();
    edits.replace(start(name), end(name), flavorPackage);
    String header =
        "// The " + model.name() + " flavour of " + pkg.getQualifiedName() + "."
            + mainType().getSimpleName() + ", derived by zmol. Do not edit.\n";
    edits.insert(src.lineStart(start(unit.getPackage())), header);
    String text = edits.apply(src.text());
    return Optional.of(src.text().contains("\n\n\n") ? text : text.replaceAll("\n{3,}", "\n\n"));
  }

  /** The first type that is left; its name is that of the file. */
  TypeElement mainType() {
    for (Tree tree : unit.getTypeDecls()) {
      if (tree instanceof ClassTree
          && trees.getElement(new TreePath(new TreePath(unit), tree)) instanceof TypeElement type
          && !model.isGone(type)) {
        return type;
      }
    }
    throw new IllegalStateException("no type is left");
  }

  private void imports() {
    Set<String> present = new HashSet<>();
    for (ImportTree tree : unit.getImports()) {
      if (!tree.isModule()) {
        importTree(tree, present);
      }
    }
    StringBuilder missing = new StringBuilder();
    neededImports.forEach(
        (simple, qualified) -> {
          if (!present.contains(qualified)) {
            missing.append("import ").append(qualified).append(";\n");
          }
        });
    if (!missing.isEmpty()) {
      int at =
          unit.getImports().isEmpty()
              ? src.nextLine(end(unit.getPackage()))
              : src.lineStart(start(unit.getImports().get(0)));
      edits.insert(at, unit.getImports().isEmpty() ? "\n" + missing : missing.toString());
    }
  }

  private void importTree(ImportTree tree, Set<String> present) {
    TreePath path = new TreePath(new TreePath(unit), tree);
    var qualified = (MemberSelectTree) tree.getQualifiedIdentifier();
    TreePath qualifiedPath = new TreePath(path, qualified);
    boolean onDemand = qualified.getIdentifier().contentEquals("*");
    boolean hasOwner = tree.isStatic() || onDemand;
    Element element =
        trees.getElement(hasOwner ? new TreePath(qualifiedPath, qualified.getExpression()) : qualifiedPath);
    Tree named = hasOwner ? qualified.getExpression() : qualified;
    if (element instanceof PackageElement imported) {
      if (FamilyModel.hasTemplates(imported)) {
        String target = model.flavorOf(imported);
        if (target.isEmpty() || target.equals(flavorPackage)) {
          deleteImport(tree);
        } else {
          edits.replace(start(named), end(named), target);
        }
      }
      return;
    }
    if (!(element instanceof TypeElement type)) {
      return;
    }
    TypeElement resolved = model.resolve(type);
    String name = hasOwner ? qualified.getIdentifier().toString() : resolved.getSimpleName().toString();
    String target = qualifiedName(resolved);
    String line = target + (hasOwner ? "." + qualified.getIdentifier() : "");
    if (model.isDead(type)
        || (!onDemand && !usedNames.contains(name))
        || (!hasOwner && target.equals(flavorPackage + "." + name))
        || !present.add(line)) {
      deleteImport(tree);
    } else if (!target.contentEquals(type.getQualifiedName())) {
      edits.replace(start(named), end(named), target);
    }
  }

  private void deleteImport(ImportTree tree) {
    edits.delete(src.lineStart(start(tree)), src.nextLine(end(tree)));
  }

  /** The qualified name of a type in the flavour. */
  private String qualifiedName(TypeElement type) {
    PackageElement of = model.packageOf(type);
    String name = type.getQualifiedName().toString();
    if (!FamilyModel.hasTemplates(of)) {
      return name;
    }
    return model.flavorOf(of) + name.substring(of.getQualifiedName().length());
  }

  /** Collects which local variables are assigned, and which names are declared, before anything is edited. */
  private void survey(TreePath path) {
    new TreePathScanner<Void, Void>() {
      @Override
      public Void visitAssignment(AssignmentTree tree, Void p) {
        assigned(tree.getVariable());
        return super.visitAssignment(tree, p);
      }

      @Override
      public Void visitCompoundAssignment(CompoundAssignmentTree tree, Void p) {
        assigned(tree.getVariable());
        return super.visitCompoundAssignment(tree, p);
      }

      @Override
      public Void visitUnary(UnaryTree tree, Void p) {
        switch (tree.getKind()) {
          case PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT, POSTFIX_DECREMENT ->
              assigned(tree.getExpression());
          default -> {}
        }
        return super.visitUnary(tree, p);
      }

      @Override
      public Void visitIdentifier(IdentifierTree tree, Void p) {
        Element element = trees.getElement(getCurrentPath());
        if (element != null) {
          uses.merge(element, 1, Integer::sum);
        }
        return super.visitIdentifier(tree, p);
      }

      private void assigned(ExpressionTree variable) {
        Element element = trees.getElement(new TreePath(getCurrentPath(), variable));
        if (element != null) {
          assigned.add(element);
        }
      }
    }.scan(path, null);
  }

  // ---- Declarations --------------------------------------------------------------------------------------------

  @Override
  public Void visitClass(ClassTree tree, Void p) {
    TreePath path = getCurrentPath();
    var element = (TypeElement) trees.getElement(path);
    doc(path);
    scan(tree.getModifiers(), p);
    scan(tree.getTypeParameters(), p);
    if (tree.getExtendsClause() != null) {
      scan(tree.getExtendsClause(), p);
    }
    Predicate<Tree> gone =
        t -> {
          TypeMirror type = trees.getTypeMirror(new TreePath(path, t));
          var named = types.asElement(type);
          return named instanceof TypeElement te && (model.isDead(te) || model.resolve(te).equals(element));
        };
    if (element.getKind() == ElementKind.RECORD) {
      // javac keeps no trees of the annotations of record components.
      int header = src.findWord("record", start(tree), end(tree));
      WORD.matcher(src.text().substring(header, src.find('{', header, end(tree))))
          .results()
          .forEach(m -> usedNames.add(m.group()));
    }
    String keyword = element.getKind().isInterface() ? "extends" : "implements";
    boolean anyGone = tree.getImplementsClause().stream().anyMatch(gone);
    clause(keyword, tree.getImplementsClause(), gone);
    if (anyGone) {
      dropNonSealed(tree, element, gone);
    }
    clause("permits", tree.getPermitsClause(), gone);
    Map<String, Tree> signatures = new HashMap<>();
    for (Tree member : tree.getMembers()) {
      member(path, element, member, signatures);
    }
    return null;
  }

  private void clause(String keyword, List<? extends Tree> items, Predicate<Tree> gone) {
    if (items.isEmpty() || start(items.get(0)) < 0 || !isReal(items.get(0))) {
      return;
    }
    List<? extends Tree> kept = items.stream().filter(gone.negate()).toList();
    if (kept.isEmpty()) {
      int word = -1;
      for (int i = src.findWord(keyword, 0, start(items.get(0)));
          i >= 0;
          i = src.findWord(keyword, i + 1, start(items.get(0)))) {
        word = i;
      }
      edits.delete(src.skipBlankBack(word), end(items.get(items.size() - 1)));
      return;
    }
    removeFrom(items, kept);
    kept.forEach(t -> scan(t, null));
  }

  private void removeFrom(List<? extends Tree> items, List<? extends Tree> kept) {
    int firstKept = items.indexOf(kept.get(0));
    if (firstKept > 0) {
      edits.delete(start(items.get(0)), start(items.get(firstKept)));
    }
    for (int i = firstKept + 1; i < items.size(); i++) {
      if (!kept.contains(items.get(i))) {
        edits.delete(end(items.get(i - 1)), end(items.get(i)));
      }
    }
  }

  private void dropNonSealed(ClassTree tree, TypeElement element, Predicate<Tree> gone) {
    if (!element.getModifiers().contains(Modifier.NON_SEALED)) {
      return;
    }
    boolean sealedLeft =
        tree.getImplementsClause().stream()
            .filter(gone.negate())
            .map(t -> types.asElement(trees.getTypeMirror(new TreePath(getCurrentPath(), t))))
            .anyMatch(e -> e.getModifiers().contains(Modifier.SEALED));
    int at = src.text().indexOf("non-sealed", start(tree));
    if (!sealedLeft && at >= 0) {
      edits.delete(at, src.skipBlank(at + "non-sealed".length()));
    }
  }

  private void member(TreePath classPath, TypeElement owner, Tree member, Map<String, Tree> signatures) {
    TreePath path = new TreePath(classPath, member);
    Element element = trees.getElement(path);
    boolean component =
        owner.getKind() == ElementKind.RECORD
            && element != null
            && element.getKind() == ElementKind.FIELD
            && !element.getModifiers().contains(Modifier.STATIC);
    if (component) {
      scan(new TreePath(path, ((VariableTree) member).getType()), null);
      return;
    }
    if (element != null && elements.getOrigin(element) != Elements.Origin.EXPLICIT) {
      return;
    }
    boolean gone =
        element != null
            && (model.isLeftOut(element) || (element instanceof TypeElement type && model.isGone(type)));
    if (element != null && element.getKind() == ElementKind.ENUM_CONSTANT) {
      enumConstant(path, (VariableTree) member, gone);
      return;
    }
    if (gone) {
      if (member instanceof VariableTree && sharesDeclaration(classPath, member)) {
        error(member, "a field that is annotated @Only needs a declaration of its own");
        return;
      }
      deleteLines(start(member), end(member));
      return;
    }
    if (element instanceof ExecutableElement method) {
      String signature = signature(method);
      Tree other = signatures.putIfAbsent(signature, member);
      if (other != null) {
        error(member, "the " + model.name() + " flavour has two methods " + signature);
        return;
      }
    }
    scan(path, null);
  }

  private boolean sharesDeclaration(TreePath classPath, Tree member) {
    return ((ClassTree) classPath.getLeaf())
        .getMembers().stream()
            .anyMatch(m -> m != member && m instanceof VariableTree && start(m) == start(member));
  }

  private void enumConstant(TreePath path, VariableTree member, boolean gone) {
    if (!gone) {
      scan(new TreePath(path, member.getModifiers()), null);
      doc(path);
      if (member.getInitializer() instanceof NewClassTree create) {
        TreePath createPath = new TreePath(path, create);
        create.getArguments().forEach(a -> scan(new TreePath(createPath, a), null));
        if (create.getClassBody() != null) {
          scan(new TreePath(createPath, create.getClassBody()), null);
        }
      }
      return;
    }
    int from = start(member);
    int to = end(member);
    int next = src.skipBlank(to);
    if (src.text().charAt(next) == ',') {
      deleteLines(from, next + 1);
      return;
    }
    // The last constant: the comma before it goes, and what follows it stays.
    int before = src.skipBlankBack(src.withCommentsAbove(from));
    if (src.text().charAt(before - 1) == ',') {
      edits.delete(before - 1, to);
    } else {
      edits.delete(src.withCommentsAbove(from), to);
    }
  }

  /** The signature of a method in the flavour, with erased types. */
  private String signature(ExecutableElement method) {
    return (method.getKind() == ElementKind.CONSTRUCTOR
            ? method.getEnclosingElement().getSimpleName()
            : method.getSimpleName())
        + method.getParameters().stream().map(v -> typeName(v.asType())).collect(Collectors.joining(", ", "(", ")"));
  }

  private String typeName(TypeMirror type) {
    TypeMirror erased = types.erasure(type);
    if (erased.getKind() == TypeKind.ARRAY) {
      return typeName(((javax.lang.model.type.ArrayType) erased).getComponentType()) + "[]";
    }
    TypeElement element = model.resolve(erased);
    return element == null ? erased.toString() : element.getQualifiedName().toString();
  }

  @Override
  public Void visitMethod(MethodTree tree, Void p) {
    var method = (ExecutableElement) trees.getElement(getCurrentPath());
    doc(getCurrentPath());
    dropOverride(tree, method);
    scan(tree.getModifiers(), p);
    scan(tree.getReturnType(), p);
    scan(tree.getTypeParameters(), p);
    if (!elements.isCompactConstructor(method)) {
      scan(tree.getParameters(), p);
    }
    scan(tree.getThrows(), p);
    scan(tree.getBody(), p);
    scan(tree.getDefaultValue(), p);
    return null;
  }

  /** Drops {@code @Override} if the flavour has nothing that the method overrides. */
  private void dropOverride(MethodTree tree, ExecutableElement method) {
    for (AnnotationTree annotation : tree.getModifiers().getAnnotations()) {
      Element type =
          trees.getElement(
              new TreePath(
                  new TreePath(
                      new TreePath(getCurrentPath(), tree.getModifiers()), annotation),
                  annotation.getAnnotationType()));
      if (type instanceof TypeElement te
          && te.getQualifiedName().contentEquals("java.lang.Override")
          && !overrides(method)) {
        deleteToken(start(annotation), end(annotation));
      }
    }
  }

  private boolean overrides(ExecutableElement method) {
    var owner = (TypeElement) method.getEnclosingElement();
    if (owner.getKind() == ElementKind.RECORD
        && owner.getRecordComponents().stream().map(RecordComponentElement::getAccessor).anyMatch(method::equals)) {
      return true;
    }
    Set<TypeElement> supertypes = new HashSet<>();
    collectSupertypes(owner.asType(), supertypes);
    supertypes.add(elements.getTypeElement("java.lang.Object"));
    return supertypes.stream()
        .filter(t -> !model.isGone(t))
        .flatMap(t -> t.getEnclosedElements().stream())
        .filter(ExecutableElement.class::isInstance)
        .map(ExecutableElement.class::cast)
        .anyMatch(other -> elements.overrides(method, other, owner));
  }

  private void collectSupertypes(TypeMirror type, Set<TypeElement> into) {
    for (TypeMirror supertype : types.directSupertypes(type)) {
      if (types.asElement(supertype) instanceof TypeElement element && into.add(element)) {
        collectSupertypes(supertype, into);
      }
    }
  }

  @Override
  public Void visitVariable(VariableTree tree, Void p) {
    doc(getCurrentPath());
    return super.visitVariable(tree, p);
  }

  @Override
  public Void visitAnnotation(AnnotationTree tree, Void p) {
    if (!isReal(tree)) {
      return null;
    }
    Element type = trees.getElement(new TreePath(getCurrentPath(), tree.getAnnotationType()));
    if (type instanceof TypeElement te
        && (te.getQualifiedName().contentEquals(Only.class.getName())
            || te.getQualifiedName().contentEquals(Specialize.class.getName()))) {
      deleteToken(start(tree), end(tree));
      return null;
    }
    return super.visitAnnotation(tree, p);
  }

  /** Deletes a modifier or an annotation together with the white space after it. */
  private void deleteToken(int start, int end) {
    int to = end;
    while (to < src.text().length() && Character.isWhitespace(src.text().charAt(to))) {
      to++;
    }
    edits.delete(start, to);
  }

  // ---- Names ---------------------------------------------------------------------------------------------------

  @Override
  public Void visitIdentifier(IdentifierTree tree, Void p) {
    int start = start(tree);
    String name = tree.getName().toString();
    if (start < 0 || !src.text().startsWith(name, start)) {
      return null; // javac made it up
    }
    Element element = trees.getElement(getCurrentPath());
    String renamed = element == null ? null : renames.get(element);
    if (renamed != null) {
      edits.replace(start, start + name.length(), renamed);
      return null;
    }
    if (element instanceof TypeElement type) {
      typeUse(tree, type, start, start + name.length(), false);
      return null;
    }
    usedNames.add(name);
    memberUse(tree, element);
    return null;
  }

  @Override
  public Void visitMemberSelect(MemberSelectTree tree, Void p) {
    if (!isReal(tree)) {
      return null;
    }
    Element element = trees.getElement(getCurrentPath());
    Element owner = trees.getElement(new TreePath(getCurrentPath(), tree.getExpression()));
    if (element instanceof PackageElement) {
      return null;
    }
    if (element instanceof TypeElement type && owner instanceof PackageElement) {
      typeUse(tree, type, start(tree), end(tree), true);
      return null;
    }
    if (element instanceof TypeElement type) {
      if (model.isDead(type)) {
        error(tree, type.getSimpleName() + " does not exist in the " + model.name() + " flavour");
        return null;
      }
    } else if (!tree.getIdentifier().contentEquals("class") && !memberUse(tree, element)) {
      return null;
    }
    return scan(tree.getExpression(), p);
  }

  private void typeUse(Tree tree, TypeElement type, int start, int end, boolean qualified) {
    if (model.isDead(type)) {
      error(
          tree,
          type.getSimpleName() + " does not exist in the " + model.name()
              + " flavour; guard what uses it with a test of the family, or annotate what declares it @Only");
      return;
    }
    TypeElement resolved = model.resolve(type);
    TypeElement top = FamilyModel.topLevel(resolved);
    PackageElement of = model.packageOf(top);
    if (FamilyModel.hasTemplates(of)) {
      if (!FamilyModel.hasFlavors(top)) {
        error(tree, top.getSimpleName() + " has no " + model.name() + " flavour; annotate it @Specialize");
        return;
      }
      if (model.flavorOf(of).isEmpty()) {
        error(tree, "package " + of + " names no package for its " + model.name() + " flavour");
        return;
      }
    } else if (inOwnModule(of)) {
      error(
          tree,
          top.getSimpleName() + " is in package " + of + " of the template's own module, which the "
              + model.name() + " flavour cannot see; annotate the package @Flavors and the class @Specialize");
      return;
    }
    if (qualified) {
      String name = qualifiedName(resolved);
      if (!src.text().substring(start, end).equals(name)) {
        edits.replace(start, end, name);
      }
      return;
    }
    String name = resolved.getSimpleName().toString();
    usedNames.add(resolved.equals(top) || resolved.equals(type) ? name : top.getSimpleName().toString());
    if (!resolved.equals(type)) {
      edits.replace(start, end, name);
      String target = qualifiedName(resolved);
      if (!model.flavorOf(of).equals(flavorPackage)) {
        neededImports.put(name, target);
      }
    }
  }

  private boolean inOwnModule(PackageElement other) {
    ModuleElement own = elements.getModuleOf(pkg);
    return own != null && !own.isUnnamed() && own.equals(elements.getModuleOf(other));
  }

  /** Checks that a member exists in the flavour; whether it does. */
  private boolean memberUse(Tree tree, Element element) {
    if (element == null) {
      return true;
    }
    ElementKind kind = element.getKind();
    if (kind == ElementKind.PACKAGE || kind == ElementKind.TYPE_PARAMETER) {
      return true;
    }
    if (isLocal(kind)) {
      if (model.isLeftOut(element)) {
        error(tree, element.getSimpleName() + " does not exist in the " + model.name() + " flavour");
        return false;
      }
      return true;
    }
    if (model.isDead(element)) {
      error(
          tree,
          describe(element) + " does not exist in the " + model.name()
              + " flavour; guard what uses it with a test of the family, or annotate what declares it @Only");
      return false;
    }
    if (element.getEnclosingElement() instanceof TypeElement owner
        && model.survivor(owner).isPresent()
        && !declares(model.survivor(owner).get(), element)) {
      TypeElement survivor = model.survivor(owner).get();
      error(
          tree,
          "the " + model.name() + " flavour has " + survivor.getSimpleName() + " in place of " + owner.getSimpleName()
              + ", and " + survivor.getSimpleName() + " does not declare " + describe(element));
      return false;
    }
    return true;
  }

  private static boolean isLocal(ElementKind kind) {
    return switch (kind) {
      case LOCAL_VARIABLE, PARAMETER, EXCEPTION_PARAMETER, RESOURCE_VARIABLE, BINDING_VARIABLE -> true;
      default -> false;
    };
  }

  private static String describe(Element element) {
    Element owner = element.getEnclosingElement();
    if (element.getKind() == ElementKind.CONSTRUCTOR) {
      return "constructor " + owner.getSimpleName() + element.toString().substring(element.toString().indexOf('('));
    }
    return owner.getSimpleName() + "." + element;
  }

  private boolean declares(TypeElement type, Element member) {
    return elements.getAllMembers(type).stream()
        .filter(m -> m.getSimpleName().equals(member.getSimpleName()) && m.getKind() == member.getKind())
        .filter(m -> !(m.getEnclosingElement() instanceof TypeElement owner) || !model.isGone(owner))
        .filter(m -> !model.isLeftOut(m))
        .anyMatch(
            m ->
                !(m instanceof ExecutableElement method)
                    || method.getParameters().size() == ((ExecutableElement) member).getParameters().size());
  }

  @Override
  public Void visitNewClass(NewClassTree tree, Void p) {
    memberUse(tree, trees.getElement(getCurrentPath()));
    if (tree.getClassBody() != null) {
      scan(tree.getEnclosingExpression(), p);
      scan(tree.getIdentifier(), p);
      scan(tree.getTypeArguments(), p);
      scan(tree.getArguments(), p);
      TreePath bodyPath = new TreePath(getCurrentPath(), tree.getClassBody());
      var owner = (TypeElement) trees.getElement(bodyPath);
      Map<String, Tree> signatures = new HashMap<>();
      for (Tree member : tree.getClassBody().getMembers()) {
        member(bodyPath, owner, member, signatures);
      }
      return null;
    }
    return super.visitNewClass(tree, p);
  }

  @Override
  public Void visitMemberReference(MemberReferenceTree tree, Void p) {
    memberUse(tree, trees.getElement(getCurrentPath()));
    return super.visitMemberReference(tree, p);
  }

  @Override
  public Void visitTypeCast(TypeCastTree tree, Void p) {
    if (isIdle(getCurrentPath(), tree)) {
      edits.delete(start(tree), start(tree.getExpression()));
      return scan(tree.getExpression(), p);
    }
    return super.visitTypeCast(tree, p);
  }

  @Override
  public Void visitParenthesized(ParenthesizedTree tree, Void p) {
    if (tree.getExpression() instanceof TypeCastTree cast
        && isIdle(new TreePath(getCurrentPath(), cast), cast)
        && (cast.getExpression() instanceof IdentifierTree
            || cast.getExpression() instanceof MemberSelectTree
            || cast.getExpression() instanceof MethodInvocationTree)) {
      edits.delete(start(tree), start(cast.getExpression()));
      edits.delete(end(cast), end(tree));
      return scan(new TreePath(new TreePath(getCurrentPath(), cast), cast.getExpression()), p);
    }
    return super.visitParenthesized(tree, p);
  }

  /** Whether a cast is to the type that its operand has in the flavour anyway. */
  private boolean isIdle(TreePath path, TypeCastTree tree) {
    TypeElement target = model.resolve(trees.getTypeMirror(new TreePath(path, tree.getType())));
    TypeMirror from = trees.getTypeMirror(new TreePath(path, tree.getExpression()));
    return target != null && isCollapsed(from) && target.equals(model.resolve(from)) && !model.isDead(target);
  }

  /** Whether another type takes the place of this one. */
  private boolean isCollapsed(TypeMirror type) {
    return types.asElement(type) instanceof TypeElement element && model.survivor(element).isPresent();
  }

  // ---- Conditions ----------------------------------------------------------------------------------------------

  @Override
  public Void scan(Tree tree, Void p) {
    return tree instanceof ExpressionTree && literal(new TreePath(getCurrentPath(), tree)) ? null : super.scan(tree, p);
  }

  @Override
  public Void scan(TreePath path, Void p) {
    return path.getLeaf() instanceof ExpressionTree && literal(path) ? null : super.scan(path, p);
  }

  /** Puts a literal in the place of a condition that the family decides; whether it was one. */
  private boolean literal(TreePath path) {
    Tree tree = path.getLeaf();
    Fold fold = isReal(tree) ? fold(path) : Fold.UNKNOWN;
    if (fold != Fold.UNKNOWN) {
      edits.replace(start(tree), end(tree), fold == Fold.TRUE ? "true" : "false");
    }
    return fold != Fold.UNKNOWN;
  }

  /** What a condition comes to in this family, if the family alone decides it. */
  private Fold fold(TreePath path) {
    Fold known = folds.get(path.getLeaf());
    if (known == null) {
      known = compute(path);
      folds.put(path.getLeaf(), known);
    }
    return known;
  }

  private Fold compute(TreePath path) {
    return switch (path.getLeaf()) {
      case ParenthesizedTree tree -> fold(new TreePath(path, tree.getExpression()));
      case UnaryTree tree when tree.getKind() == Tree.Kind.LOGICAL_COMPLEMENT ->
          fold(new TreePath(path, tree.getExpression())).not();
      case BinaryTree tree -> binary(path, tree);
      case InstanceOfTree tree -> instance(path, tree, false);
      case MethodInvocationTree tree -> {
        Boolean answer = model.test(trees.getElement(path));
        if (answer == null) {
          yield Fold.UNKNOWN;
        }
        for (ExpressionTree argument : tree.getArguments()) {
          requirePure(new TreePath(path, argument));
        }
        yield Fold.of(answer);
      }
      case IdentifierTree _ -> constant(path);
      case MemberSelectTree _ -> constant(path);
      default -> Fold.UNKNOWN;
    };
  }

  private Fold constant(TreePath path) {
    Boolean value = model.constant(trees.getElement(path));
    return value == null ? Fold.UNKNOWN : Fold.of(value);
  }

  private Fold binary(TreePath path, BinaryTree tree) {
    TreePath leftPath = new TreePath(path, tree.getLeftOperand());
    TreePath rightPath = new TreePath(path, tree.getRightOperand());
    return switch (tree.getKind()) {
      case CONDITIONAL_AND, CONDITIONAL_OR -> {
        Fold decisive = tree.getKind() == Tree.Kind.CONDITIONAL_AND ? Fold.FALSE : Fold.TRUE;
        Fold left = fold(leftPath);
        Fold right = fold(rightPath);
        if (left == decisive) {
          yield decisive;
        }
        if (right == decisive) {
          if (left == Fold.UNKNOWN) {
            requirePure(leftPath);
          }
          yield decisive;
        }
        yield left == Fold.UNKNOWN || right == Fold.UNKNOWN ? Fold.UNKNOWN : decisive.not();
      }
      case EQUAL_TO -> enumEquality(leftPath, rightPath);
      case NOT_EQUAL_TO -> enumEquality(leftPath, rightPath).not();
      default -> Fold.UNKNOWN;
    };
  }

  private Fold enumEquality(TreePath left, TreePath right) {
    for (TreePath[] pair : new TreePath[][] {{left, right}, {right, left}}) {
      Element constant = trees.getElement(pair[0]);
      if (constant == null || constant.getKind() != ElementKind.ENUM_CONSTANT) {
        continue;
      }
      Fold fold =
          model.isDead(constant)
              ? Fold.FALSE
              : constant.equals(model.soleConstant((TypeElement) constant.getEnclosingElement()))
                  ? Fold.TRUE
                  : Fold.UNKNOWN;
      if (fold != Fold.UNKNOWN) {
        requirePure(pair[1]);
        return fold;
      }
    }
    return Fold.UNKNOWN;
  }

  private Fold instance(TreePath path, InstanceOfTree tree, boolean declares) {
    PatternTree pattern = tree.getPattern();
    if (pattern != null && isDeadPattern(new TreePath(path, pattern))) {
      requirePure(new TreePath(path, tree.getExpression()));
      return Fold.FALSE;
    }
    Tree typeTree =
        switch (pattern) {
          case null -> tree.getType();
          case BindingPatternTree binding -> binding.getVariable().getType();
          default -> null;
        };
    if (typeTree == null) {
      return Fold.UNKNOWN;
    }
    TreePath typePath =
        pattern == null
            ? new TreePath(path, typeTree)
            : new TreePath(
                new TreePath(new TreePath(path, pattern), ((BindingPatternTree) pattern).getVariable()), typeTree);
    TypeMirror tested = trees.getTypeMirror(typePath);
    TypeMirror operand = trees.getTypeMirror(new TreePath(path, tree.getExpression()));
    if (types.asElement(tested) instanceof TypeElement type && model.isDead(type)) {
      requirePure(new TreePath(path, tree.getExpression()));
      return Fold.FALSE;
    }
    TypeElement resolved = model.resolve(tested);
    if (!isCollapsed(operand) || resolved == null || !isSubtype(model.resolve(operand), resolved)) {
      return Fold.UNKNOWN;
    }
    TreePath operandPath = new TreePath(path, tree.getExpression());
    if (pattern == null) {
      return isPure(operandPath) ? Fold.TRUE : Fold.UNKNOWN;
    }
    Element binding =
        trees.getElement(new TreePath(new TreePath(path, pattern), ((BindingPatternTree) pattern).getVariable()));
    if (!bind(binding, operandPath)) {
      return declares ? Fold.TRUE : Fold.UNKNOWN;
    }
    return Fold.TRUE;
  }

  private boolean isSubtype(TypeElement sub, TypeElement sup) {
    return types.isSubtype(types.erasure(sub.asType()), types.erasure(sup.asType()));
  }

  /** Lets the operand of a pattern stand for its binding, if that is the same thing. */
  private boolean bind(Element binding, TreePath operandPath) {
    if (!uses.containsKey(binding)) {
      return isPure(operandPath);
    }
    String stable = stable(operandPath);
    if (stable == null || assigned.contains(binding)) {
      return false;
    }
    renames.put(binding, stable);
    return true;
  }

  /** The text of an expression that has the same value wherever it stands; null if it may have others. */
  private String stable(TreePath path) {
    Element element = trees.getElement(path);
    switch (path.getLeaf()) {
      case ParenthesizedTree tree -> {
        return stable(new TreePath(path, tree.getExpression()));
      }
      case IdentifierTree tree -> {
        if (element == null) {
          return null;
        }
        if (isLocal(element.getKind())) {
          return assigned.contains(element)
              ? null
              : renames.getOrDefault(element, tree.getName().toString());
        }
        return element.getKind() == ElementKind.FIELD
                && element.getModifiers().contains(Modifier.FINAL)
                && !isShadowed(path, tree.getName().toString())
            ? tree.getName().toString()
            : null;
      }
      case MemberSelectTree tree -> {
        return element != null
                && element.getKind() == ElementKind.FIELD
                && element.getModifiers().contains(Modifier.FINAL)
                && tree.getExpression() instanceof IdentifierTree id
                && id.getName().contentEquals("this")
            ? src.text().substring(start(tree), end(tree))
            : null;
      }
      default -> {
        return null;
      }
    }
  }

  /** Whether a method declares a local variable that hides the field of the same name somewhere. */
  private static boolean isShadowed(TreePath path, String field) {
    TreePath method = path;
    while (!(method.getLeaf() instanceof MethodTree) && !(method.getLeaf() instanceof ClassTree)) {
      method = method.getParentPath();
    }
    return declaredIn(method.getLeaf()).contains(field);
  }

  private boolean isDeadPattern(TreePath path) {
    return switch (path.getLeaf()) {
      case BindingPatternTree tree -> {
        VariableTree variable = tree.getVariable();
        TypeMirror type = trees.getElement(new TreePath(path, variable)).asType();
        yield types.asElement(type) instanceof TypeElement element && model.isDead(element);
      }
      case DeconstructionPatternTree tree -> {
        Element element = types.asElement(trees.getTypeMirror(new TreePath(path, tree.getDeconstructor())));
        yield (element instanceof TypeElement type && model.isDead(type))
            || tree.getNestedPatterns().stream().anyMatch(n -> isDeadPattern(new TreePath(path, n)));
      }
      default -> false;
    };
  }

  private void requirePure(TreePath path) {
    if (!isPure(path)) {
      error(
          path.getLeaf(),
          "the " + model.name()
              + " flavour would lose the call in this operand of a family test; assign it to a variable first");
    }
  }

  /** Whether nothing happens when an expression is evaluated. */
  private boolean isPure(TreePath path) {
    Boolean[] pure = {true};
    new TreePathScanner<Void, Void>() {
      @Override
      public Void scan(Tree tree, Void p) {
        if (tree != null) {
          switch (tree.getKind()) {
            case ASSIGNMENT, NEW_CLASS, NEW_ARRAY, PREFIX_INCREMENT, PREFIX_DECREMENT, POSTFIX_INCREMENT,
                POSTFIX_DECREMENT, SWITCH_EXPRESSION, LAMBDA_EXPRESSION -> pure[0] = false;
            case METHOD_INVOCATION -> {
              Element method = trees.getElement(new TreePath(getCurrentPath(), tree));
              if (model.test(method) == null && !isAccessor(method)) {
                pure[0] = false;
              }
            }
            default -> {
              if (tree instanceof CompoundAssignmentTree) {
                pure[0] = false;
              }
            }
          }
        }
        return super.scan(tree, p);
      }
    }.scan(path, null);
    return pure[0] && !(path.getLeaf() instanceof MethodInvocationTree && !isPureCall(path));
  }

  private boolean isPureCall(TreePath path) {
    Element method = trees.getElement(path);
    return model.test(method) != null || isAccessor(method);
  }

  private static boolean isAccessor(Element method) {
    return method != null
        && method.getEnclosingElement() instanceof TypeElement owner
        && owner.getKind() == ElementKind.RECORD
        && owner.getRecordComponents().stream().map(RecordComponentElement::getAccessor).anyMatch(method::equals);
  }

  @Override
  public Void visitBinary(BinaryTree tree, Void p) {
    if (tree.getKind() == Tree.Kind.CONDITIONAL_AND || tree.getKind() == Tree.Kind.CONDITIONAL_OR) {
      Fold left = fold(new TreePath(getCurrentPath(), tree.getLeftOperand()));
      Fold right = fold(new TreePath(getCurrentPath(), tree.getRightOperand()));
      if (left != Fold.UNKNOWN) {
        edits.delete(start(tree.getLeftOperand()), start(tree.getRightOperand()));
        return scan(tree.getRightOperand(), p);
      }
      if (right != Fold.UNKNOWN) {
        edits.delete(end(tree.getLeftOperand()), end(tree.getRightOperand()));
        return scan(tree.getLeftOperand(), p);
      }
    }
    return super.visitBinary(tree, p);
  }

  @Override
  public Void visitConditionalExpression(ConditionalExpressionTree tree, Void p) {
    Fold fold = fold(new TreePath(getCurrentPath(), tree.getCondition()));
    if (fold == Fold.UNKNOWN) {
      return super.visitConditionalExpression(tree, p);
    }
    ExpressionTree chosen = fold == Fold.TRUE ? tree.getTrueExpression() : tree.getFalseExpression();
    edits.delete(start(tree), start(chosen));
    edits.delete(end(chosen), end(tree));
    return scan(chosen, p);
  }

  // ---- Statements ----------------------------------------------------------------------------------------------

  @Override
  public Void visitBlock(BlockTree tree, Void p) {
    statements(getCurrentPath(), tree.getStatements());
    return null;
  }

  private void statements(TreePath parent, List<? extends StatementTree> statements) {
    for (int i = 0; i < statements.size(); i++) {
      StatementTree statement = statements.get(i);
      TreePath path = new TreePath(parent, statement);
      if (statement instanceof VariableTree
          && trees.getElement(path) instanceof VariableElement variable
          && model.isLeftOut(variable)) {
        deleteLines(start(statement), end(statement));
        continue;
      }
      scan(path, null);
      if (i + 1 < statements.size() && !completes(path)) {
        deleteLines(start(statements.get(i + 1)), end(statements.get(statements.size() - 1)));
        return;
      }
    }
  }

  @Override
  public Void visitIf(IfTree tree, Void p) {
    TreePath path = getCurrentPath();
    TreePath conditionPath = new TreePath(path, tree.getCondition());
    Fold fold = fold(conditionPath);
    Declaration declaration = null;
    if (fold == Fold.UNKNOWN) {
      // A condition that is nothing but one pattern can still become a declaration.
      TreePath core = conditionPath;
      boolean negated = false;
      while (core.getLeaf() instanceof ParenthesizedTree || core.getLeaf() instanceof UnaryTree) {
        if (core.getLeaf() instanceof UnaryTree unary) {
          if (unary.getKind() != Tree.Kind.LOGICAL_COMPLEMENT) {
            break;
          }
          negated = !negated;
          core = new TreePath(core, unary.getExpression());
        } else {
          core = new TreePath(core, ((ParenthesizedTree) core.getLeaf()).getExpression());
        }
      }
      if (core.getLeaf() instanceof InstanceOfTree test
          && test.getPattern() instanceof BindingPatternTree binding
          && inBlock(path)
          && instance(core, test, true) == Fold.TRUE) {
        fold = Fold.of(!negated);
        declaration = declaration(new TreePath(core, binding), test.getExpression());
      }
    }
    if (fold == Fold.UNKNOWN) {
      scan(tree.getCondition(), p);
      scan(tree.getThenStatement(), p);
      StatementTree other = tree.getElseStatement();
      if (other instanceof IfTree && isFolded(new TreePath(path, other)) && chosen(new TreePath(path, other)) == null) {
        edits.delete(end(tree.getThenStatement()), end(tree));
        return null;
      }
      scan(other, p);
      return null;
    }
    folds.put(tree.getCondition(), fold);
    replace(path, chosen(path), declaration);
    return null;
  }

  private boolean isFolded(TreePath ifPath) {
    return fold(new TreePath(ifPath, ((IfTree) ifPath.getLeaf()).getCondition())) != Fold.UNKNOWN;
  }

  /** What a folded if comes to, through a chain of folded ifs; null if nothing is left of it. */
  private TreePath chosen(TreePath path) {
    var tree = (IfTree) path.getLeaf();
    StatementTree branch =
        fold(new TreePath(path, tree.getCondition())) == Fold.TRUE ? tree.getThenStatement() : tree.getElseStatement();
    if (branch == null) {
      return null;
    }
    TreePath branchPath = new TreePath(path, branch);
    return branch instanceof IfTree && isFolded(branchPath) ? chosen(branchPath) : branchPath;
  }

  private Declaration declaration(TreePath bindingPath, Tree operand) {
    VariableTree variable = ((BindingPatternTree) bindingPath.getLeaf()).getVariable();
    TypeElement type = model.resolve(trees.getElement(new TreePath(bindingPath, variable)).asType());
    usedNames.add(type.getSimpleName().toString());
    String name = variable.getName().isEmpty() ? "_" : variable.getName().toString();
    return new Declaration(type.getSimpleName().toString(), name, operand);
  }

  private static boolean inBlock(TreePath path) {
    Tree parent = path.getParentPath().getLeaf();
    return parent instanceof BlockTree
        || (parent instanceof CaseTree rule && rule.getCaseKind() == CaseTree.CaseKind.STATEMENT);
  }

  /** Puts a part of a statement, or nothing, in the place of the whole of it. */
  private void replace(TreePath path, TreePath chosenPath, Declaration declaration) {
    Tree whole = path.getLeaf();
    int start = start(whole);
    int end = end(whole);
    if (declaration != null) {
      scan(new TreePath(path, declaration.operand()), null);
    }
    if (chosenPath == null) {
      if (declaration != null) {
        edits.replace(start, start(declaration.operand()), declaration.type() + " " + declaration.name() + " = ");
        edits.replace(end(declaration.operand()), end, ";");
      } else if (inBlock(path)) {
        deleteLines(start, end);
      } else {
        edits.replace(start, end, "{}");
      }
      return;
    }
    Tree chosen = chosenPath.getLeaf();
    int head = start;
    if (declaration != null) {
      edits.replace(start, start(declaration.operand()), declaration.type() + " " + declaration.name() + " = ");
      head = end(declaration.operand());
    }
    if (!(chosen instanceof BlockTree block)) {
      if (chosen instanceof ExpressionTree || inBlock(path) || declaration == null) {
        edits.replace(head, start(chosen), declaration == null ? "" : ";\n" + src.indent(start));
        edits.delete(end(chosen), end);
        scan(chosenPath, null);
      }
      return;
    }
    if (!inBlock(path) || clashes(path, block, declaration)) {
      if (declaration == null) {
        edits.delete(start, start(block));
      } else {
        edits.insert(start, "{\n" + src.indent(start) + "  ");
        edits.replace(head, start(block) + 1, ";");
      }
      edits.delete(end(block), end);
      scan(chosenPath, null);
      return;
    }
    unwrap(path, chosenPath, block, head, declaration);
  }

  private void unwrap(TreePath path, TreePath blockPath, BlockTree block, int head, Declaration declaration) {
    int start = start(path.getLeaf());
    int end = end(path.getLeaf());
    int open = start(block);
    int close = end(block) - 1;
    int content = src.nextLine(open);
    int last = src.lineStart(close);
    boolean laidOut =
        src.startsLine(start)
            && src.endsLine(open + 1)
            && src.startsLine(close)
            && src.endsLine(end)
            && content <= last;
    if (!laidOut) {
      int from = skipSpaces(open + 1);
      int to = close;
      while (to > from && Character.isWhitespace(src.text().charAt(to - 1))) {
        to--;
      }
      edits.replace(head, from, declaration == null ? "" : "; ");
      edits.delete(to, end);
      scan(blockPath, null);
      return;
    }
    if (declaration == null && src.text().substring(content, last).isBlank()) {
      deleteLines(start, end);
      return;
    }
    edits.replace(declaration == null ? src.lineStart(start) : head, content, declaration == null ? "" : ";\n");
    edits.delete(last, src.nextLine(end));
    String outer = src.indent(start);
    String inner = src.indent(src.skipBlank(content) < last ? src.skipBlank(content) : content);
    if (inner.startsWith(outer) && inner.length() > outer.length()) {
      for (int line = content; line < last; line = src.nextLine(line)) {
        if (!src.isLiteral(line) && src.text().startsWith(inner.substring(outer.length()), line)) {
          dedents.merge(line, inner.length() - outer.length(), Integer::sum);
        }
      }
    }
    scan(blockPath, null);
  }

  private int skipSpaces(int position) {
    int i = position;
    while (i < src.text().length() && Character.isWhitespace(src.text().charAt(i))) {
      i++;
    }
    return i;
  }

  /** Whether a block declares a name that what follows the statement declares, too. */
  private boolean clashes(TreePath path, BlockTree block, Declaration declaration) {
    if (!completes(new TreePath(path, block))) {
      return false; // what follows is unreachable, and goes
    }
    Set<String> names = new HashSet<>();
    if (declaration != null) {
      names.add(declaration.name());
    }
    for (StatementTree statement : block.getStatements()) {
      if (statement instanceof VariableTree variable) {
        names.add(variable.getName().toString());
      } else if (statement instanceof ClassTree type) {
        names.add(type.getSimpleName().toString());
      } else if (statement instanceof IfTree) {
        names.addAll(declaredIn(((IfTree) statement).getCondition()));
      }
    }
    List<? extends StatementTree> siblings =
        switch (path.getParentPath().getLeaf()) {
          case BlockTree parent -> parent.getStatements();
          case CaseTree parent -> parent.getStatements();
          default -> List.of();
        };
    return siblings.stream()
        .skip(siblings.indexOf((StatementTree) path.getLeaf()) + 1)
        .anyMatch(s -> declaredIn(s).stream().anyMatch(names::contains));
  }

  private static Set<String> declaredIn(Tree tree) {
    Set<String> names = new HashSet<>();
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitVariable(VariableTree variable, Void p) {
        names.add(variable.getName().toString());
        return super.visitVariable(variable, p);
      }

      @Override
      public Void visitClass(ClassTree type, Void p) {
        names.add(type.getSimpleName().toString());
        return super.visitClass(type, p);
      }
    }.scan(tree, null);
    return names;
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
    if (fold(new TreePath(getCurrentPath(), condition)) != Fold.UNKNOWN) {
      error(condition, "the family decides this loop; put a test of the family around the loop instead");
    }
  }

  // ---- Switches ------------------------------------------------------------------------------------------------

  @Override
  public Void visitSwitch(SwitchTree tree, Void p) {
    switchTree(tree.getExpression(), tree.getCases());
    return null;
  }

  @Override
  public Void visitSwitchExpression(SwitchExpressionTree tree, Void p) {
    switchTree(tree.getExpression(), tree.getCases());
    return null;
  }

  private void switchTree(ExpressionTree parenthesized, List<? extends CaseTree> cases) {
    TreePath path = getCurrentPath();
    ExpressionTree selector =
        parenthesized instanceof ParenthesizedTree inner ? inner.getExpression() : parenthesized;
    TreePath parenthesizedPath = new TreePath(path, parenthesized);
    TreePath selectorPath = selector == parenthesized ? parenthesizedPath : new TreePath(parenthesizedPath, selector);
    List<CaseTree> live = liveCases(path, cases);
    CaseTree all = unconditional(path, selectorPath, live);
    if (all != null) {
      live.removeIf(c -> c != all && isDefault(c));
    }
    if (live.size() == cases.size()
        && live.stream().allMatch(c -> liveLabels(path, c).size() == c.getLabels().size())
        && all == null) {
      scan(selectorPath, null);
      cases.forEach(c -> scan(new TreePath(path, c), null));
      return;
    }
    for (CaseTree dead : cases) {
      if (!live.contains(dead) && dead.getCaseKind() == CaseTree.CaseKind.STATEMENT) {
        error(dead, "a case of another family has to be written with an arrow");
        return;
      }
    }
    if (live.size() == 1 && (all != null || isDefault(live.get(0))) && collapse(path, selectorPath, live.get(0))) {
      return;
    }
    if (live.isEmpty()) {
      error(path.getLeaf(), "the " + model.name() + " flavour has no case left in this switch");
      return;
    }
    scan(selectorPath, null);
    for (CaseTree tree : cases) {
      if (!live.contains(tree)) {
        deleteLines(start(tree), end(tree));
        continue;
      }
      List<? extends CaseLabelTree> labels = liveLabels(path, tree);
      if (labels.size() < tree.getLabels().size()) {
        removeFrom(tree.getLabels(), labels);
      }
      TreePath casePath = new TreePath(path, tree);
      labels.forEach(l -> scan(new TreePath(casePath, l), null));
      if (tree.getGuard() != null) {
        scan(new TreePath(casePath, tree.getGuard()), null);
      }
      if (tree.getBody() != null) {
        scan(new TreePath(casePath, tree.getBody()), null);
      } else {
        statements(casePath, tree.getStatements());
      }
    }
  }

  @Override
  public Void visitCase(CaseTree tree, Void p) {
    tree.getLabels().forEach(l -> scan(l, p));
    scan(tree.getGuard(), p);
    if (tree.getCaseKind() == CaseTree.CaseKind.RULE) {
      scan(tree.getBody(), p);
    } else {
      statements(getCurrentPath(), tree.getStatements());
    }
    return null;
  }

  private List<CaseTree> liveCases(TreePath path, List<? extends CaseTree> cases) {
    List<CaseTree> live = new ArrayList<>();
    for (CaseTree tree : cases) {
      if (!liveLabels(path, tree).isEmpty()) {
        live.add(tree);
      }
    }
    return live;
  }

  private List<CaseLabelTree> liveLabels(TreePath path, CaseTree tree) {
    TreePath casePath = new TreePath(path, tree);
    List<CaseLabelTree> live = new ArrayList<>();
    for (CaseLabelTree label : tree.getLabels()) {
      TreePath labelPath = new TreePath(casePath, label);
      boolean dead =
          switch (label) {
            case PatternCaseLabelTree pattern -> isDeadPattern(new TreePath(labelPath, pattern.getPattern()));
            case ConstantCaseLabelTree constant -> {
              Element element = trees.getElement(new TreePath(labelPath, constant.getConstantExpression()));
              yield element != null && model.isDead(element);
            }
            default -> false;
          };
      if (!dead) {
        live.add(label);
      }
    }
    return live;
  }

  private static boolean isDefault(CaseTree tree) {
    return tree.getLabels().size() == 1 && tree.getLabels().get(0) instanceof DefaultCaseLabelTree;
  }

  /** The case that every value of the selector reaches in this family. */
  private CaseTree unconditional(TreePath path, TreePath selectorPath, List<CaseTree> cases) {
    TypeMirror selector = trees.getTypeMirror(selectorPath);
    if (!(types.asElement(selector) instanceof TypeElement selected)) {
      return null;
    }
    VariableElement sole = model.soleConstant(selected);
    for (CaseTree tree : cases) {
      if (tree.getGuard() != null) {
        continue;
      }
      for (CaseLabelTree label : tree.getLabels()) {
        TreePath labelPath = new TreePath(new TreePath(path, tree), label);
        if (label instanceof PatternCaseLabelTree pattern
            && pattern.getPattern() instanceof BindingPatternTree binding
            && isCollapsed(selector)) {
          TypeElement type =
              model.resolve(
                  trees
                      .getElement(new TreePath(new TreePath(labelPath, binding), binding.getVariable()))
                      .asType());
          if (type != null && isSubtype(model.resolve(selector), type)) {
            return tree;
          }
        }
        if (sole != null
            && label instanceof ConstantCaseLabelTree constant
            && sole.equals(trees.getElement(new TreePath(labelPath, constant.getConstantExpression())))) {
          return tree;
        }
      }
    }
    return null;
  }

  /** Puts the body of the one case that is left in the place of a switch; whether that could be done. */
  private boolean collapse(TreePath path, TreePath selectorPath, CaseTree tree) {
    if (tree.getCaseKind() != CaseTree.CaseKind.RULE || tree.getLabels().size() != 1) {
      return false;
    }
    TreePath casePath = new TreePath(path, tree);
    TreePath bodyPath = new TreePath(casePath, tree.getBody());
    boolean statement = path.getLeaf() instanceof SwitchTree;
    Tree body = tree.getBody();
    if (statement ? breaksOut(body) : body instanceof BlockTree) {
      return false;
    }
    Declaration declaration = null;
    if (tree.getLabels().get(0) instanceof PatternCaseLabelTree pattern) {
      TreePath bindingPath = new TreePath(new TreePath(casePath, pattern), pattern.getPattern());
      var binding = (BindingPatternTree) bindingPath.getLeaf();
      Element variable = trees.getElement(new TreePath(bindingPath, binding.getVariable()));
      if (!bind(variable, selectorPath)) {
        if (!statement || !inBlock(path)) {
          return false;
        }
        declaration = declaration(bindingPath, selectorPath.getLeaf());
      }
    } else if (!isPure(selectorPath)) {
      return false;
    }
    if (statement) {
      collapsed.put(path.getLeaf(), bodyPath);
      replace(path, bodyPath, declaration);
      return true;
    }
    Tree parent = path.getParentPath().getLeaf();
    if (body instanceof ThrowTree) {
      if (!(parent instanceof ReturnTree)) {
        error(path.getLeaf(), "the " + model.name() + " flavour has nothing but a throw in this switch expression");
        return true;
      }
      edits.delete(start(parent), start(body));
      edits.delete(end(body), end(parent));
      scan(bodyPath, null);
      return true;
    }
    boolean bare =
        parent instanceof ReturnTree
            || parent instanceof VariableTree
            || parent instanceof YieldTree
            || parent instanceof ParenthesizedTree
            || (parent instanceof AssignmentTree assignment && assignment.getExpression() == path.getLeaf())
            || (parent instanceof MethodInvocationTree call && call.getArguments().contains(path.getLeaf()))
            || body instanceof IdentifierTree
            || body instanceof LiteralTree
            || body instanceof MethodInvocationTree;
    edits.replace(start(path.getLeaf()), start(body), bare ? "" : "(");
    edits.replace(end(body), end(path.getLeaf()), bare ? "" : ")");
    scan(bodyPath, null);
    return true;
  }

  /** Whether a break in a statement leaves the switch that the statement is a case of. */
  private static boolean breaksOut(Tree statement) {
    boolean[] found = {false};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitBreak(BreakTree tree, Void p) {
        found[0] |= tree.getLabel() == null;
        return null;
      }

      @Override
      public Void visitSwitch(SwitchTree tree, Void p) {
        return null;
      }

      @Override
      public Void visitWhileLoop(WhileLoopTree tree, Void p) {
        return null;
      }

      @Override
      public Void visitDoWhileLoop(DoWhileLoopTree tree, Void p) {
        return null;
      }

      @Override
      public Void visitForLoop(ForLoopTree tree, Void p) {
        return null;
      }

      @Override
      public Void visitEnhancedForLoop(EnhancedForLoopTree tree, Void p) {
        return null;
      }

      @Override
      public Void visitClass(ClassTree tree, Void p) {
        return null;
      }
    }.scan(statement, null);
    return found[0];
  }

  // ---- Reachability --------------------------------------------------------------------------------------------

  /** Whether a statement can complete normally once the conditions are folded; yes if in doubt. */
  private boolean completes(TreePath path) {
    return switch (path.getLeaf()) {
      case ReturnTree _ -> false;
      case ThrowTree _ -> false;
      case BreakTree _ -> false;
      case YieldTree _ -> false;
      case com.sun.source.tree.ContinueTree _ -> false;
      case BlockTree tree -> tree.getStatements().stream().allMatch(s -> completes(new TreePath(path, s)));
      case SynchronizedTree tree -> completes(new TreePath(path, tree.getBlock()));
      case LabeledStatementTree _ -> true;
      case IfTree tree -> {
        Fold fold = fold(new TreePath(path, tree.getCondition()));
        StatementTree other = tree.getElseStatement();
        yield switch (fold) {
          case TRUE -> completes(new TreePath(path, tree.getThenStatement()));
          case FALSE -> other == null || completes(new TreePath(path, other));
          case UNKNOWN ->
              other == null
                  || completes(new TreePath(path, tree.getThenStatement()))
                  || completes(new TreePath(path, other));
        };
      }
      case TryTree tree ->
          (completes(new TreePath(path, tree.getBlock()))
                  || tree.getCatches().stream()
                      .anyMatch(c -> completes(new TreePath(new TreePath(path, c), c.getBlock()))))
              && (tree.getFinallyBlock() == null || completes(new TreePath(path, tree.getFinallyBlock())));
      case SwitchTree tree when collapsed.containsKey(tree) -> completes(collapsed.get(tree));
      case SwitchTree tree -> {
        List<CaseTree> live = liveCases(path, tree.getCases());
        boolean exhaustive =
            live.stream()
                .flatMap(c -> c.getLabels().stream())
                .anyMatch(l -> l instanceof DefaultCaseLabelTree || l instanceof PatternCaseLabelTree);
        yield !exhaustive
            || live.stream()
                .anyMatch(
                    c ->
                        c.getBody() == null
                            || breaksOut(c.getBody())
                            || completes(new TreePath(new TreePath(path, c), c.getBody())));
      }
      default -> true;
    };
  }

  // ---- Documentation -------------------------------------------------------------------------------------------

  private void doc(TreePath path) {
    DocCommentTree comment = trees.getDocCommentTree(path);
    if (comment == null) {
      return;
    }
    new DocTreePathScanner<Void, Void>() {
      private int from(DocTree tree) {
        return (int) positions.getStartPosition(unit, comment, tree);
      }

      private int to(DocTree tree) {
        return (int) positions.getEndPosition(unit, comment, tree);
      }

      private Element element(DocTree reference) {
        return trees.getElement(new DocTreePath(getCurrentPath(), reference));
      }

      private boolean isGone(Element element) {
        if (element == null) {
          return false;
        }
        if (model.isDead(element)) {
          return true;
        }
        return !(element instanceof TypeElement)
            && element.getEnclosingElement() instanceof TypeElement owner
            && model.survivor(owner).isPresent()
            && !declares(model.survivor(owner).get(), element);
      }

      @Override
      public Void visitLink(LinkTree tree, Void p) {
        if (isGone(element(tree.getReference()))) {
          String label =
              tree.getLabel().isEmpty()
                  ? "{@code " + tree.getReference().getSignature() + "}"
                  : src.text().substring(from(tree.getLabel().get(0)), to(tree) - 1).strip();
          edits.replace(from(tree), to(tree), label);
          return null;
        }
        return super.visitLink(tree, p);
      }

      @Override
      public Void visitSee(SeeTree tree, Void p) {
        if (!tree.getReference().isEmpty()
            && tree.getReference().get(0) instanceof ReferenceTree reference
            && isGone(element(reference))) {
          deleteTag(tree);
          return null;
        }
        return super.visitSee(tree, p);
      }

      @Override
      public Void visitThrows(ThrowsTree tree, Void p) {
        if (isGone(element(tree.getExceptionName()))) {
          deleteTag(tree);
          return null;
        }
        return super.visitThrows(tree, p);
      }

      private void deleteTag(DocTree tree) {
        edits.delete(src.lineStart(from(tree)), src.nextLine(to(tree)));
      }

      @Override
      public Void visitReference(ReferenceTree tree, Void p) {
        Element element = trees.getElement(getCurrentPath());
        String signature = tree.getSignature();
        String changed = signature;
        for (Element e = element; e != null && e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
          if (e instanceof TypeElement type) {
            usedNames.add(model.resolve(type).getSimpleName().toString());
            changed = rename(changed, type);
          }
        }
        if (element instanceof ExecutableElement method) {
          for (VariableElement parameter : method.getParameters()) {
            if (types.asElement(types.erasure(parameter.asType())) instanceof TypeElement type) {
              usedNames.add(model.resolve(type).getSimpleName().toString());
              changed = rename(changed, type);
            }
          }
        }
        if (element instanceof TypeElement || element == null || !changed.equals(signature)) {
          if (!changed.equals(signature)) {
            edits.replace(from(tree), from(tree) + signature.length(), changed);
          }
        }
        return null;
      }

      private String rename(String signature, TypeElement type) {
        TypeElement resolved = model.resolve(type);
        return resolved.equals(type)
            ? signature
            : signature.replaceAll(
                "\\b" + type.getSimpleName() + "\\b", resolved.getSimpleName().toString());
      }
    }.scan(new DocTreePath(path, comment), null);
  }

  // ---- Positions -----------------------------------------------------------------------------------------------

  private int start(Tree tree) {
    return (int) positions.getStartPosition(unit, tree);
  }

  private int end(Tree tree) {
    return (int) positions.getEndPosition(unit, tree);
  }

  /** Whether a tree stands in the source, rather than having been made up by javac. */
  private boolean isReal(Tree tree) {
    return start(tree) >= 0 && end(tree) > start(tree);
  }

  private void deleteLines(int start, int end) {
    int[] range = src.wholeLines(start, end);
    edits.delete(range[0], range[1]);
  }

  private void error(Tree tree, String message) {
    failed = true;
    trees.printMessage(Diagnostic.Kind.ERROR, "@Specialize: " + message, tree, unit);
  }
}
