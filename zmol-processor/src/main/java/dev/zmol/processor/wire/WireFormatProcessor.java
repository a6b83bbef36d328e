package dev.zmol.processor.wire;

import com.google.auto.service.AutoService;
import dev.zmol.annotations.Bits;
import dev.zmol.annotations.WireFormat;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.tools.Diagnostic;

/** Generates the accessors of {@link WireFormat} records. */
@AutoService(Processor.class)
public final class WireFormatProcessor extends AbstractProcessor {
  /** The records whose components are of types that another processor may still generate. */
  private final Set<String> waiting = new LinkedHashSet<>();

  /** Who has taken a name: the classes of the compilation, and the records whose generated classes have it. */
  private final Map<String, String> owners = new HashMap<>();

  /** Creates the processor; called by javac. */
  public WireFormatProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(WireFormat.class.getName(), Bits.class.getName());
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element root : round.getRootElements()) {
      owners.putIfAbsent(root.toString(), "a class of the compilation");
    }
    var records = new LinkedHashSet<TypeElement>();
    waiting.forEach(name -> records.add(processingEnv.getElementUtils().getTypeElement(name)));
    waiting.clear();
    for (Element element : round.getElementsAnnotatedWith(WireFormat.class)) {
      records.add((TypeElement) element);
    }
    records.forEach(this::process);
    round.getElementsAnnotatedWith(Bits.class).forEach(this::checkBits);
    return false;
  }

  private void process(TypeElement record) {
    if (record.getRecordComponents().stream().anyMatch(c -> c.asType().getKind() == TypeKind.ERROR)) {
      // If nobody generates the type, javac will say so.
      waiting.add(record.getQualifiedName().toString());
      return;
    }
    new LayoutReader(processingEnv.getMessager()).read(record).ifPresent(this::generate);
  }

  private void generate(WireLayout layout) {
    TypeElement record = layout.record();
    var generator = new WireGenerator(processingEnv.getElementUtils(), layout);
    String name = generator.className().canonicalName();
    String owner = owners.putIfAbsent(name, "the one generated for " + record);
    if (owner != null) {
      error(record, "there is a class " + name + " already, " + owner + "; choose another with @WireFormat(name = …)");
      return;
    }
    try {
      generator.generate().writeTo(processingEnv.getFiler());
    } catch (IOException e) {
      error(record, "cannot write the class " + name + ": " + e.getMessage());
    }
  }

  private void checkBits(Element element) {
    if (element instanceof RecordComponentElement
        && element.getEnclosingElement().getAnnotation(WireFormat.class) == null) {
      error(element, "@Bits means nothing here: record " + element.getEnclosingElement().getSimpleName()
          + " is not @WireFormat");
    }
  }

  private void error(Element element, String message) {
    processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, message, element);
  }
}
