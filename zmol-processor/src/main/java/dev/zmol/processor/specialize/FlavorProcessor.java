package dev.zmol.processor.specialize;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.Writer;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.StandardLocation;
import dev.zmol.annotations.Flavor;

/** Fills a package that is annotated {@link Flavor} with the classes that {@link SpecializeProcessor} derived for it. */
@AutoService(Processor.class)
public final class FlavorProcessor extends AbstractProcessor {
  /** Creates the processor; called by javac. */
  public FlavorProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(Flavor.class.getName());
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(SpecializeProcessor.SOURCES_OPTION);
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
    String index;
    try {
      index = read(name, SpecializeProcessor.INDEX);
    } catch (IOException e) {
      processingEnv
          .getMessager()
          .printMessage(
              Diagnostic.Kind.ERROR,
              "the class path has no templates for this flavour: depend on the module of package "
                  + pkg.getAnnotation(Flavor.class).of() + ", and build it first",
              pkg);
      return;
    }
    for (String type : index.lines().toList()) {
      try (Writer writer = processingEnv.getFiler().createSourceFile(name + "." + type, pkg).openWriter()) {
        writer.write(read(name, type + SpecializeProcessor.EXTENSION));
      } catch (IOException e) {
        processingEnv
            .getMessager()
            .printMessage(Diagnostic.Kind.ERROR, "cannot write " + name + "." + type + ": " + e, pkg);
      }
    }
  }

  private String read(String flavorPackage, String file) throws IOException {
    return processingEnv
        .getFiler()
        .getResource(StandardLocation.CLASS_PATH, SpecializeProcessor.storage(processingEnv, flavorPackage), file)
        .getCharContent(true)
        .toString();
  }
}
