package dev.zmol.processor.specialize;

import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.TreePath;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;

/**
 * Rewrites the imports, last of all: those of templates become those of their flavours, those that nothing uses any
 * more go, and what was in order stays in order.
 */
final class Imports {
  private final Template template;
  private final FamilyModel model;
  private final Plan plan;
  private final Names names;
  private final Map<String, String> bySimpleName = new HashMap<>();

  Imports(Template template, FamilyModel model, Plan plan, Names names) {
    this.template = template;
    this.model = model;
    this.plan = plan;
    this.names = names;
  }

  void rewrite() {
    List<List<ImportTree>> groups = groups();
    Map<List<ImportTree>, Set<String>> rewritten = new HashMap<>();
    Set<String> all = new TreeSet<>();
    for (List<ImportTree> group : groups) {
      Set<String> lines = new LinkedHashSet<>();
      for (ImportTree tree : group) {
        String line = rewritten(tree);
        if (line != null && all.add(line)) {
          lines.add(line);
        }
      }
      rewritten.put(group, lines);
    }
    Set<String> missing = new TreeSet<>();
    plan.neededImports().values().stream()
        .filter(n -> !all.contains("import " + n.substring(0, n.lastIndexOf('.')) + ".*;"))
        .map(n -> "import " + n + ";")
        .filter(all::add)
        .forEach(missing::add);
    if (groups.isEmpty() && !missing.isEmpty()) {
      int at = template.text().nextLine(template.end(template.unit().getPackage()));
      plan.edits().insert(at, "\n" + String.join("\n", missing) + "\n");
    } else if (!groups.isEmpty()) {
      rewritten.get(groups.getLast()).addAll(missing);
    }
    groups.forEach(group -> replace(group, rewritten.get(group)));
  }

  /** The imports that stand on lines of their own, one right below the other. */
  private List<List<ImportTree>> groups() {
    List<List<ImportTree>> groups = new ArrayList<>();
    ImportTree last = null;
    for (ImportTree tree : template.unit().getImports()) {
      if (last == null || !template.text().text().substring(template.end(last), template.start(tree)).equals("\n")) {
        groups.add(new ArrayList<>());
      }
      groups.getLast().add(tree);
      last = tree;
    }
    return groups;
  }

  private void replace(List<ImportTree> group, Set<String> lines) {
    int start = template.start(group.getFirst());
    int end = template.end(group.getLast());
    List<String> old = List.of(template.text().text().substring(start, end).split("\n"));
    List<String> now = new ArrayList<>(lines);
    if (old.equals(now)) {
      return;
    }
    if (now.isEmpty()) {
      plan.deleteLines(start, end);
      return;
    }
    var byName = Comparator.<String, String>comparing(l -> l.replace("static ", "").replace(";", ""));
    if (old.stream().sorted(byName).toList().equals(old)) {
      now.sort(byName);
    }
    plan.edits().replace(start, end, String.join("\n", now));
  }

  /** What becomes of an import; null if it goes. */
  private String rewritten(ImportTree tree) {
    if (tree.isModule()) {
      String module = tree.getQualifiedIdentifier().toString();
      if (!module.startsWith("java.") && !module.startsWith("jdk.")) {
        plan.error(tree, "zmol cannot tell what a flavour needs of module " + module + "; import the classes");
      }
      return template.textOf(tree);
    }
    TreePath path = Template.child(template.root(), tree);
    var qualified = (MemberSelectTree) tree.getQualifiedIdentifier();
    TreePath qualifiedPath = Template.child(path, qualified);
    String member = qualified.getIdentifier().toString();
    if (!tree.isStatic() && !member.equals("*")) {
      return typeImport(tree, template.element(qualifiedPath));
    }
    Element owner = template.element(Template.child(qualifiedPath, qualified.getExpression()));
    String target =
        switch (owner) {
          case PackageElement of -> packageImport(of);
          case TypeElement type when model.isDead(type) || (!member.equals("*") && !plan.usesWord(member)) -> null;
          case TypeElement type -> names.qualifiedName(model.resolve(type));
          case null, default -> qualified.getExpression().toString();
        };
    return target == null ? null : "import " + (tree.isStatic() ? "static " : "") + target + "." + member + ";";
  }

  /** The package to import all of in place of another; null if there is none. */
  private String packageImport(PackageElement of) {
    if (!FamilyModel.hasTemplates(of)) {
      return of.getQualifiedName().toString();
    }
    String flavor = model.flavorOf(of);
    return flavor.isEmpty() || flavor.equals(model.flavorOf(template.pkg())) ? null : flavor;
  }

  private String typeImport(ImportTree tree, Element element) {
    if (!(element instanceof TypeElement type)) {
      return template.textOf(tree);
    }
    TypeElement resolved = model.resolve(type);
    if (model.isDead(type) || !plan.uses(resolved)) {
      return null;
    }
    String target = names.qualifiedName(resolved);
    String simple = resolved.getSimpleName().toString();
    if (target.equals(model.flavorOf(template.pkg()) + "." + simple)) {
      return null;
    }
    String other = bySimpleName.putIfAbsent(simple, target);
    if (other != null && !other.equals(target)) {
      plan.error(tree, "the " + model.name() + " flavour would import both " + other + " and " + target);
    }
    return "import " + target + ";";
  }
}
