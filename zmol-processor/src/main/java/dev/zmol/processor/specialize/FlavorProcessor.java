package dev.zmol.processor.specialize;

import com.google.auto.service.AutoService;
import dev.zmol.annotations.Flavor;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Set;
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
 * Fills a package that is annotated {@link Flavor} with the classes that {@link SpecializeProcessor} derived for it.
 *
 * <p>If it does not run, the package stays empty, and javac says no more than that something exports an empty package
 * or cannot find a symbol. {@code dev.zmol.processor.check.Check} tells the reason.
 */
@AutoService(Processor.class)
public final class FlavorProcessor extends AbstractProcessor {
  private FlavorStore store;

  /** Creates the processor; called by javac. */
  public FlavorProcessor() {}

  @Override
  public synchronized void init(ProcessingEnvironment env) {
    super.init(env);
    store = new FlavorStore(env);
  }

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Flavor.class.getName());
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
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element element : round.getElementsAnnotatedWith(Flavor.class)) {
      fill((PackageElement) element);
    }
    return false;
  }

  private void fill(PackageElement pkg) {
    String name = pkg.getQualifiedName().toString();
    List<String> types;
    try {
      types = store.index(name);
    } catch (IOException e) {
      error(pkg, missing(pkg.getAnnotation(Flavor.class).of()));
      return;
    }
    for (String type : types) {
      try (Writer writer = processingEnv.getFiler().createSourceFile(name + "." + type, pkg).openWriter()) {
        writer.write(store.source(name, type));
      } catch (IOException e) {
        error(pkg, "cannot write " + name + "." + type + ": " + e);
      }
    }
    if (store.isVerbose()) {
      processingEnv
          .getMessager()
          .printMessage(
              Diagnostic.Kind.NOTE,
              "zmol: filled " + name + " with " + types.size() + " classes of "
                  + pkg.getAnnotation(Flavor.class).of());
    }
  }

  private String missing(String templates) {
    PackageElement of = processingEnv.getElementUtils().getPackageElement(templates);
    return of != null && FamilyModel.hasTemplates(of)
        ? "the class path has package " + templates + ", but not its flavours: zmol-processor did not run when it was"
            + " compiled, or its @Flavors does not name this package"
        : "the class path has no templates for this flavour: depend on the module of package " + templates
            + ", and build it first";
  }

  private void error(Element element, String message) {
    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
  }
}
