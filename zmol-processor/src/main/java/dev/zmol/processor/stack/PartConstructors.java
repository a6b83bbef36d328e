package dev.zmol.processor.stack;

import com.palantir.javapoet.ClassName;
import dev.zmol.annotations.Protocol;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/** Finds the constructor that a generated stack calls for a protocol. */
final class PartConstructors {
  /**
   * A constructor: it takes the IP layer first, then protocols, and at last a configuration.
   *
   * @param needed the protocols that it takes
   * @param configuration the class of the configuration; empty if it takes none
   */
  record PartConstructor(List<ClassName> needed, Optional<ClassName> configuration) {}

  private final ClassName ipLayer;

  PartConstructors(ClassName ipLayer) {
    this.ipLayer = ipLayer;
  }

  /** The constructor with a configuration if there is one, the one without otherwise; empty if neither is there. */
  Optional<PartConstructor> of(TypeElement type) {
    List<PartConstructor> found =
        ElementFilter.constructorsIn(type.getEnclosedElements()).stream().flatMap(each -> read(each).stream()).toList();
    return found.stream()
        .filter(constructor -> constructor.configuration().isPresent())
        .findFirst()
        .or(() -> found.stream().findFirst());
  }

  private Optional<PartConstructor> read(ExecutableElement constructor) {
    List<? extends VariableElement> parameters = constructor.getParameters();
    if (!constructor.getModifiers().contains(Modifier.PUBLIC)
        || parameters.isEmpty()
        || !parameters.getFirst().asType().toString().equals(ipLayer.canonicalName())) {
      return Optional.empty();
    }
    List<ClassName> needed = new ArrayList<>();
    for (int k = 1; k < parameters.size(); k++) {
      TypeElement type = type(parameters.get(k)).orElse(null);
      if (type != null && type.getAnnotation(Protocol.class) != null) {
        needed.add(ClassName.get(type));
      } else if (type != null && hasDefault(type) && k == parameters.size() - 1) {
        return Optional.of(new PartConstructor(List.copyOf(needed), Optional.of(ClassName.get(type))));
      } else {
        return Optional.empty();
      }
    }
    return Optional.of(new PartConstructor(List.copyOf(needed), Optional.empty()));
  }

  private static Optional<TypeElement> type(VariableElement parameter) {
    return parameter.asType() instanceof DeclaredType declared && declared.asElement() instanceof TypeElement type
        ? Optional.of(type)
        : Optional.empty();
  }

  private static boolean hasDefault(TypeElement configuration) {
    return configuration.getEnclosedElements().stream()
        .filter(member -> member.getKind() == ElementKind.FIELD)
        .anyMatch(
            field ->
                field.getSimpleName().contentEquals("DEFAULT")
                    && field.getModifiers().contains(Modifier.PUBLIC)
                    && field.getModifiers().contains(Modifier.STATIC)
                    && field.asType().toString().equals(configuration.asType().toString()));
  }
}
