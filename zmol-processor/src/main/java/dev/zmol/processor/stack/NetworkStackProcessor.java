package dev.zmol.processor.stack;

import com.google.auto.service.AutoService;
import dev.zmol.annotations.NetworkStack;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.Objects;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;

/** Generates the stacks that {@link NetworkStack} asks for. */
@AutoService(Processor.class)
public final class NetworkStackProcessor extends AbstractProcessor {
  /** The interfaces that name classes which other processors may still generate, by canonical name. */
  private final Set<String> deferred = new LinkedHashSet<>();

  /** Creates the processor; called by javac. */
  public NetworkStackProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(NetworkStack.class.getName());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    Set<TypeElement> due = new LinkedHashSet<>();
    deferred.stream()
        .map(processingEnv.getElementUtils()::getTypeElement)
        .filter(Objects::nonNull)
        .forEach(due::add);
    for (Element element : round.getElementsAnnotatedWith(NetworkStack.class)) {
      due.add((TypeElement) element);
    }
    deferred.clear();
    // Whatever is unresolved when processing is over, javac reports itself.
    if (!round.processingOver()) {
      due.forEach(this::compose);
    }
    return false;
  }

  private void compose(TypeElement type) {
    var request = StackRequest.of(type);
    if (!request.isResolved()) {
      deferred.add(type.getQualifiedName().toString());
      return;
    }
    var problems = new Problems(processingEnv.getMessager(), request);
    var model = new StackChecks(processingEnv, request, problems).check();
    if (problems.found()) {
      return;
    }
    String name = model.composed().canonicalName();
    try (Writer file = processingEnv.getFiler().createSourceFile(name, type).openWriter()) {
      file.write(new StackWriter(model).write());
    } catch (IOException e) {
      problems.at(type, "cannot write " + name + ": " + e.getMessage());
    }
  }
}
