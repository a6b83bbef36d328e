package dev.zmol.processor.stack;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import dev.zmol.annotations.NetworkStack;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * What a {@link NetworkStack} annotation says, as it was written, with the places for messages.
 *
 * @param type the annotated type
 * @param annotation the annotation
 * @param values the arguments that were given
 */
record StackRequest(TypeElement type, AnnotationMirror annotation, Map<String, AnnotationValue> values) {

  static StackRequest of(TypeElement type) {
    AnnotationMirror annotation =
        type.getAnnotationMirrors().stream()
            .filter(each -> isNetworkStack(each.getAnnotationType()))
            .findFirst()
            .orElseThrow();
    var values = new TreeMap<String, AnnotationValue>();
    annotation.getElementValues().forEach((key, value) -> values.put(key.getSimpleName().toString(), value));
    return new StackRequest(type, annotation, values);
  }

  private static boolean isNetworkStack(DeclaredType annotation) {
    return ((TypeElement) annotation.asElement()).getQualifiedName().contentEquals(NetworkStack.class.getName());
  }

  /** The family that is named; empty if it is left to the package. */
  Optional<Family> family() {
    return values.containsKey("family")
        ? Optional.of(type.getAnnotation(NetworkStack.class).family())
        : Optional.empty();
  }

  Medium medium() {
    return type.getAnnotation(NetworkStack.class).medium();
  }

  /** Where an argument stands; null, which means the annotation itself, if it was left out. */
  AnnotationValue at(String argument) {
    return values.get(argument);
  }

  /** The listed protocols, each where it stands. */
  @SuppressWarnings("unchecked")
  List<AnnotationValue> protocols() {
    AnnotationValue listed = at("protocols");
    return listed != null && listed.getValue() instanceof List<?> list ? (List<AnnotationValue>) list : List.of();
  }

  /**
   * Tells whether all classes that the annotation names are there; those that other processors generate are not, in the
   * first round.
   */
  boolean isResolved() {
    return isComplete()
        && protocols().stream().allMatch(StackRequest::isClass)
        && (at("device") == null || isClass(at("device")));
  }

  private boolean isComplete() {
    return values.containsKey("medium") && values.containsKey("protocols");
  }

  private static boolean isClass(AnnotationValue value) {
    return value.getValue() instanceof TypeMirror mirror && mirror.getKind() != TypeKind.ERROR;
  }
}
