package dev.zmol.processor.specialize;

import com.google.auto.service.AutoService;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import com.sun.source.util.TreePath;
import java.io.IOException;
import java.io.Writer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.ProcessingEnvironment;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavors;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;

/**
 * Derives the single-family flavours of the templates that are being compiled.
 *
 * <p>It works on the attributed trees, which javac has only after the annotation processing rounds; it therefore listens
 * for the end of the analysis of each class. The flavours become resources next to the classes, where {@link
 * FlavorProcessor} finds them when the modules of the flavours are compiled.
 */
@AutoService(Processor.class)
public final class SpecializeProcessor extends AbstractProcessor implements TaskListener {
  /** Keeps the flavours of tests apart from those of what they test: {@code main} or {@code test}. */
  static final String SOURCES_OPTION = "zmol.sources";

  /** The name of the file that lists the classes of a flavour. */
  static final String INDEX = "index";

  /** What the name of a class is followed by in the name of the file that holds its source. */
  static final String EXTENSION = ".flavor";

  private static final List<Family> FAMILIES = List.of(Family.IPV4, Family.IPV6);

  private final Set<String> templates = new TreeSet<>();
  private final Set<String> analyzed = new TreeSet<>();
  private final Map<CompilationUnitTree, List<Specializer>> units = new HashMap<>();
  private final Map<String, Set<String>> index = new TreeMap<>();
  private final Map<String, String> templatePackages = new HashMap<>();
  private DocTrees trees;

  /** Creates the processor; called by javac. */
  public SpecializeProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Specialize.class.getName(), Only.class.getName(), Flavors.class.getName());
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(SOURCES_OPTION);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    try {
      ProcessingEnvironment javac = Javac.unwrap(env);
      trees = DocTrees.instance(javac);
      JavacTask.instance(javac).addTaskListener(this);
    } catch (IllegalArgumentException e) {
      env.getMessager()
          .printMessage(Diagnostic.Kind.NOTE, "this compiler is not javac: @Specialize classes have no flavours");
    }
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Class<? extends java.lang.annotation.Annotation> annotation : List.of(Specialize.class, Only.class)) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (element instanceof TypeElement type
            && type.getEnclosingElement() instanceof PackageElement pkg
            && FamilyModel.isTemplate(type)) {
          if (FamilyModel.hasTemplates(pkg)) {
            templates.add(type.getQualifiedName().toString());
          } else {
            error(type, "package " + pkg + " needs @Flavors, which names the packages of the flavours");
          }
        }
      }
    }
    return false;
  }

  private void error(Element element, String message) {
    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
  }

  @Override
  public void finished(TaskEvent event) {
    if (event.getKind() != TaskEvent.Kind.ANALYZE
        || event.getTypeElement() == null
        || !templates.contains(event.getTypeElement().getQualifiedName().toString())) {
      return;
    }
    TypeElement type = event.getTypeElement();
    try {
      CompilationUnitTree unit = event.getCompilationUnit();
      if (!units.containsKey(unit)) {
        units.put(unit, specializers(unit));
      }
      for (Tree tree : unit.getTypeDecls()) {
        if (tree instanceof ClassTree declared
            && type.equals(trees.getElement(new TreePath(new TreePath(unit), declared)))) {
          units.get(unit).forEach(s -> s.specialize(declared));
        }
      }
      if (units.get(unit).stream().allMatch(Specializer::isComplete)) {
        for (Specializer specializer : units.get(unit)) {
          write(specializer, type);
        }
      }
      analyzed.add(type.getQualifiedName().toString());
      if (analyzed.containsAll(templates)) {
        writeIndex();
      }
    } catch (IOException e) {
      error(type, "cannot write the flavours: " + e);
    }
  }

  private List<Specializer> specializers(CompilationUnitTree unit) throws IOException {
    var list = new java.util.ArrayList<Specializer>();
    var pkg = (PackageElement) trees.getElement(new TreePath(new TreePath(unit), unit.getPackage()));
    for (Family family : FAMILIES) {
      var model = new FamilyModel(family, processingEnv.getElementUtils());
      if (!model.flavorOf(pkg).isEmpty()) {
        list.add(
            new Specializer(
                trees, processingEnv.getElementUtils(), processingEnv.getTypeUtils(), unit, model));
      }
    }
    return list;
  }

  private void write(Specializer specializer, TypeElement type) throws IOException {
    var text = specializer.finish();
    if (text.isEmpty()) {
      return;
    }
    String name = specializer.mainType().getSimpleName().toString();
    index.computeIfAbsent(specializer.flavorPackage(), p -> new TreeSet<>()).add(name);
    templatePackages.put(
        specializer.flavorPackage(), processingEnv.getElementUtils().getPackageOf(type).getQualifiedName().toString());
    try (Writer writer =
        processingEnv
            .getFiler()
            .createResource(
                StandardLocation.CLASS_OUTPUT,
                storage(processingEnv, specializer.flavorPackage()),
                name + EXTENSION,
                type)
            .openWriter()) {
      writer.write(text.get());
    }
  }

  private void writeIndex() throws IOException {
    for (var entry : index.entrySet()) {
      keepOthers(entry.getKey(), entry.getValue());
      try (Writer writer =
          processingEnv
              .getFiler()
              .createResource(StandardLocation.CLASS_OUTPUT, storage(processingEnv, entry.getKey()), INDEX)
              .openWriter()) {
        for (String name : entry.getValue()) {
          writer.write(name + "\n");
        }
      }
    }
  }

  /** Keeps what a former compilation listed, if its template is still there: IDEs compile only what has changed. */
  private void keepOthers(String flavorPackage, Set<String> names) {
    String pkg = templatePackages.get(flavorPackage);
    try {
      String former =
          processingEnv
              .getFiler()
              .getResource(StandardLocation.CLASS_OUTPUT, storage(processingEnv, flavorPackage), INDEX)
              .getCharContent(true)
              .toString();
      former
          .lines()
          .filter(n -> !templates.contains(pkg + "." + n))
          .filter(n -> processingEnv.getElementUtils().getTypeElement(pkg + "." + n) != null)
          .forEach(names::add);
    } catch (IOException e) {
      // There is no former compilation.
    }
  }

  /**
   * The package of the files of a flavour.
   *
   * <p>It is not below {@code META-INF} because javac does not find what lies there in a jar: it looks into directories
   * only whose names are identifiers.
   */
  static String storage(ProcessingEnvironment env, String flavorPackage) {
    return "zmol_flavors." + env.getOptions().getOrDefault(SOURCES_OPTION, "main") + "." + flavorPackage;
  }
}
