package dev.zmol.processor.specialize;

import com.google.auto.service.AutoService;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TaskEvent;
import com.sun.source.util.TaskListener;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavors;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.Specialize;
import java.io.IOException;
import java.lang.annotation.Annotation;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
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

/**
 * Derives the single-family flavours of the templates that are being compiled.
 *
 * <p>It works on attributed trees, which javac has only after the rounds of annotation processing. It therefore listens
 * for the end of the analysis of each class, plans its flavours there and then, and writes them all after the last one.
 * They become resources beside the class files, where {@link FlavorProcessor} finds them when the flavours are
 * compiled.
 */
@AutoService(Processor.class)
public final class SpecializeProcessor extends AbstractProcessor implements TaskListener {
  /** A source file, and what derives its flavours. */
  private record Unit(Template template, List<Specializer> specializers) {}

  private static final List<Family> FAMILIES = List.of(Family.IPV4, Family.IPV6);

  private final Set<String> templates = new TreeSet<>();
  private final Set<String> analyzed = new TreeSet<>();
  private final Map<CompilationUnitTree, Unit> units = new LinkedHashMap<>();
  private final Map<String, Set<String>> index = new TreeMap<>();
  private final Map<String, String> templatePackages = new TreeMap<>();
  private final Map<Family, FamilyModel> models = new EnumMap<>(Family.class);
  private final Map<Family, InheritedDocs> inheritedDocs = new EnumMap<>(Family.class);
  private FlavorStore store;
  private DocTrees trees;

  /** Creates the processor; called by javac. */
  public SpecializeProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Specialize.class.getName(), Only.class.getName(), Flavors.class.getName());
  }

  @Override
  public Set<String> getSupportedOptions() {
    return FlavorStore.OPTIONS;
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    store = new FlavorStore(env);
    for (Family family : FAMILIES) {
      var model = new FamilyModel(family, env.getElementUtils());
      models.put(family, model);
      inheritedDocs.put(family, new InheritedDocs(model));
    }
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
    for (Class<? extends Annotation> annotation : List.of(Specialize.class, Only.class)) {
      for (Element element : round.getElementsAnnotatedWith(annotation)) {
        if (element instanceof TypeElement type && type.getEnclosingElement() instanceof PackageElement pkg) {
          addTemplate(type, pkg);
        }
      }
    }
    for (Element element : round.getElementsAnnotatedWith(Flavors.class)) {
      addPackage((PackageElement) element);
    }
    if (round.processingOver() && templates.isEmpty() && !round.errorRaised()) {
      writeAll();
    }
    return false;
  }

  private void addTemplate(TypeElement type, PackageElement pkg) {
    if (!FamilyModel.isTemplate(type)) {
      return;
    }
    if (!FamilyModel.hasTemplates(pkg)) {
      error(type, "package " + pkg + " needs @Flavors, which names the packages of the flavours");
      return;
    }
    templates.add(type.getQualifiedName().toString());
    addPackage(pkg);
  }

  private void addPackage(PackageElement pkg) {
    for (FamilyModel model : models.values()) {
      String flavor = model.flavorOf(pkg);
      if (!flavor.isEmpty()) {
        index.computeIfAbsent(flavor, p -> new TreeSet<>());
        templatePackages.put(flavor, pkg.getQualifiedName().toString());
      }
    }
  }

  private void error(Element element, String message) {
    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
  }

  @Override
  public void finished(TaskEvent event) {
    TypeElement type = event.getTypeElement();
    if (event.getKind() != TaskEvent.Kind.ANALYZE
        || type == null
        || !templates.contains(type.getQualifiedName().toString())) {
      return;
    }
    try {
      specialize(type, event.getCompilationUnit());
    } catch (IOException e) {
      error(type, "cannot read the template: " + e);
    }
    analyzed.add(type.getQualifiedName().toString());
    if (analyzed.containsAll(templates)) {
      writeAll();
    }
  }

  private void specialize(TypeElement type, CompilationUnitTree unit) throws IOException {
    if (!units.containsKey(unit)) {
      var template = new Template(trees, processingEnv.getElementUtils(), processingEnv.getTypeUtils(), unit);
      units.put(unit, new Unit(template, specializers(template)));
    }
    Template template = units.get(unit).template();
    for (ClassTree tree : template.topLevelTypes()) {
      // What shares the file with a template is looked at, too, though javac may not have analysed it yet.
      Element declared = template.element(Template.child(template.root(), tree));
      if (type.equals(declared) || (declared instanceof TypeElement other && !FamilyModel.isTemplate(other))) {
        units.get(unit).specializers().forEach(s -> s.specialize(tree));
      }
    }
  }

  private List<Specializer> specializers(Template template) {
    List<Specializer> specializers = new ArrayList<>();
    models.forEach(
        (family, model) -> {
          if (!model.flavorOf(template.pkg()).isEmpty()) {
            specializers.add(new Specializer(template, model, inheritedDocs.get(family)));
          }
        });
    return specializers;
  }

  private void writeAll() {
    try {
      for (Unit unit : units.values()) {
        for (Specializer specializer : unit.specializers()) {
          write(specializer);
        }
      }
      for (var entry : index.entrySet()) {
        writeIndex(entry.getKey(), entry.getValue());
      }
    } catch (IOException e) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "cannot write the flavours: " + e);
    }
  }

  private void write(Specializer specializer) throws IOException {
    var text = specializer.finish();
    if (text.isEmpty()) {
      return;
    }
    String name = specializer.mainType().getSimpleName().toString();
    index.get(specializer.flavorPackage()).add(name);
    store.write(specializer.flavorPackage(), name, text.get(), specializer.mainType());
    note("derived the " + specializer.family() + " flavour of " + specializer.mainType().getQualifiedName());
  }

  /**
   * Lists the classes of a flavour. What a former compilation has listed stays if its class is still there, because a
   * build may compile only what has changed; what is no more goes.
   */
  private void writeIndex(String flavorPackage, Set<String> names) throws IOException {
    for (String name : store.formerIndex(flavorPackage)) {
      String template = templatePackages.get(flavorPackage) + "." + name;
      if (names.contains(name)) {
        continue;
      }
      if (!templates.contains(template) && processingEnv.getElementUtils().getTypeElement(template) != null) {
        names.add(name);
      } else {
        store.delete(flavorPackage, name);
      }
    }
    store.writeIndex(flavorPackage, names);
  }

  private void note(String message) {
    if (store.isVerbose()) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.NOTE, "zmol: " + message);
    }
  }
}
