package dev.zmol.processor.specialize;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.ImportTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/**
 * Reads a flavour once more before it is written: it has to parse, and must not name a type that the family does not
 * have.
 *
 * <p>The last line of defence, for constructs that no room has looked at.
 */
final class Proofreader {
  private final Template template;
  private final FamilyModel model;

  Proofreader(Template template, FamilyModel model) {
    this.template = template;
    this.model = model;
  }

  /** What is wrong with the text of a flavour. */
  Optional<String> mistake(String text) {
    var diagnostics = new DiagnosticCollector<JavaFileObject>();
    var task =
        (JavacTask)
            ToolProvider.getSystemJavaCompiler()
                .getTask(null, null, diagnostics, List.of("-proc:none"), null, List.of(new Text(text)));
    CompilationUnitTree unit;
    try {
      unit = task.parse().iterator().next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return diagnostics.getDiagnostics().stream()
        .filter(d -> d.getKind() == Diagnostic.Kind.ERROR)
        .findFirst()
        .map(
            d ->
                "the " + model.name() + " flavour would not be Java; please report it: " + d.getMessage(null) + ": "
                    + text.lines().skip(d.getLineNumber() - 1).findFirst().orElse("").strip())
        .or(() -> goneName(unit));
  }

  private Optional<String> goneName(CompilationUnitTree unit) {
    Set<String> gone = goneNames();
    String[] found = {null};
    new TreeScanner<Void, Void>() {
      @Override
      public Void visitIdentifier(IdentifierTree tree, Void p) {
        if (gone.contains(tree.getName().toString())) {
          found[0] = tree.getName().toString();
        }
        return null;
      }
    }.scan(unit, null);
    return Optional.ofNullable(found[0])
        .map(
            name ->
                "the " + model.name() + " flavour still names " + name
                    + ", in a place where zmol does not replace it; write this differently");
  }

  /** The simple names of the types that the template sees without qualification, and that the flavour does not have. */
  private Set<String> goneNames() {
    Set<String> names = new HashSet<>();
    for (Element element : template.pkg().getEnclosedElements()) {
      addIfGone(element, names);
    }
    for (ImportTree tree : template.unit().getImports()) {
      if (!tree.isModule() && tree.getQualifiedIdentifier() instanceof MemberSelectTree) {
        TreePath path = Template.child(template.root(), tree);
        addIfGone(template.element(Template.child(path, tree.getQualifiedIdentifier())), names);
      }
    }
    return names;
  }

  private void addIfGone(Element element, Set<String> names) {
    if (element instanceof TypeElement type && model.isGone(type)) {
      names.add(type.getSimpleName().toString());
    }
  }

  private static final class Text extends SimpleJavaFileObject {
    private final String text;

    Text(String text) {
      super(URI.create("mem:///Flavor.java"), Kind.SOURCE);
      this.text = text;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return text;
    }
  }
}
