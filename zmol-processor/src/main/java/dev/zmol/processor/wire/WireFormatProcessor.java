package dev.zmol.processor.wire;

import com.google.auto.service.AutoService;
import java.io.IOException;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.Processor;
import javax.annotation.processing.RoundEnvironment;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import dev.zmol.annotations.WireFormat;

/** Generates the accessors of {@link WireFormat} records. */
@AutoService(Processor.class)
public final class WireFormatProcessor extends AbstractProcessor {
  /** Creates the processor; called by javac. */
  public WireFormatProcessor() {}

  @Override
  public Set<String> getSupportedAnnotationTypes() {
    return Set.of(WireFormat.class.getName());
  }

  @Override
  public Set<String> getSupportedOptions() {
    return Set.of(WireGenerator.ACCESS_OPTION);
  }

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    for (Element element : round.getElementsAnnotatedWith(WireFormat.class)) {
      var record = (TypeElement) element;
      WireLayout layout = WireLayout.of(record, processingEnv.getMessager());
      if (layout == null) {
        continue;
      }
      try {
        new WireGenerator(processingEnv, record, layout).generate().writeTo(processingEnv.getFiler());
      } catch (IOException e) {
        processingEnv
            .getMessager()
            .printMessage(Diagnostic.Kind.ERROR, "cannot write the wire format: " + e.getMessage(), record);
      }
    }
    return false;
  }
}
