package dev.zmol.processor.specialize;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.RecordComponentElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.ArrayType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/**
 * Compares methods as the flavour has them: with erased parameter types, and survivors in the place of what collapsed.
 */
final class Signatures {
  private final Template template;
  private final FamilyModel model;

  Signatures(Template template, FamilyModel model) {
    this.template = template;
    this.model = model;
  }

  /** The signature of a method in the flavour. */
  String of(ExecutableElement method) {
    String name =
        (method.getKind() == ElementKind.CONSTRUCTOR ? method.getEnclosingElement() : method)
            .getSimpleName()
            .toString();
    return name
        + method.getParameters().stream().map(v -> typeName(v.asType())).collect(Collectors.joining(", ", "(", ")"));
  }

  private String typeName(TypeMirror type) {
    TypeMirror erased = template.types().erasure(type);
    if (erased.getKind() == TypeKind.ARRAY) {
      return typeName(((ArrayType) erased).getComponentType()) + "[]";
    }
    TypeElement element = template.classOf(erased);
    return element == null ? erased.toString() : model.resolve(element).getQualifiedName().toString();
  }

  /** Whether a type has a member like one of the type that it takes the place of. */
  boolean declares(TypeElement type, Element member) {
    return !counterparts(type, member).isEmpty();
  }

  /** The members of a type that are in the flavour what another is in the type that collapsed. */
  List<? extends Element> counterparts(TypeElement type, Element member) {
    return template.elements().getAllMembers(type).stream()
        .filter(m -> m.getSimpleName().equals(member.getSimpleName()) && m.getKind() == member.getKind())
        .filter(m -> !(m.getEnclosingElement() instanceof TypeElement owner) || !model.isGone(owner))
        .filter(m -> !model.isLeftOut(m))
        .filter(m -> !(m instanceof ExecutableElement method) || of(method).equals(of((ExecutableElement) member)))
        .toList();
  }

  /** Whether a method overrides anything that the flavour has, too. */
  boolean overridesInFlavor(ExecutableElement method) {
    var owner = (TypeElement) method.getEnclosingElement();
    if (owner.getKind() == ElementKind.RECORD
        && owner.getRecordComponents().stream().map(RecordComponentElement::getAccessor).anyMatch(method::equals)) {
      return true;
    }
    return inherited(owner).stream()
        .filter(other -> !model.isDead(other))
        .anyMatch(other -> template.elements().overrides(method, other, owner));
  }

  /** A method that the flavour would override though the template does not; null if there is none. */
  ExecutableElement newlyOverridden(ExecutableElement method) {
    var owner = (TypeElement) method.getEnclosingElement();
    if (method.getKind() != ElementKind.METHOD || method.getModifiers().contains(Modifier.PRIVATE)) {
      return null;
    }
    return inherited(owner).stream()
        .filter(other -> other.getSimpleName().equals(method.getSimpleName()))
        .filter(other -> !other.getModifiers().contains(Modifier.PRIVATE) && !model.isDead(other))
        .filter(other -> of(other).equals(of(method)) && !isSubsignature(method, other))
        .findFirst()
        .orElse(null);
  }

  private boolean isSubsignature(ExecutableElement method, ExecutableElement other) {
    return template.elements().overrides(method, other, (TypeElement) method.getEnclosingElement())
        || method.getParameters().stream()
            .map(v -> template.types().erasure(v.asType()).toString())
            .toList()
            .equals(other.getParameters().stream().map(v -> template.types().erasure(v.asType()).toString()).toList());
  }

  /** The methods of those supertypes that the flavour has, too. */
  private List<ExecutableElement> inherited(TypeElement owner) {
    Set<TypeElement> supertypes = new HashSet<>();
    collectSupertypes(owner.asType(), supertypes);
    supertypes.add(template.elements().getTypeElement("java.lang.Object"));
    return supertypes.stream()
        .filter(t -> !model.isGone(t))
        .flatMap(t -> t.getEnclosedElements().stream())
        .filter(ExecutableElement.class::isInstance)
        .map(ExecutableElement.class::cast)
        .toList();
  }

  private void collectSupertypes(TypeMirror type, Set<TypeElement> into) {
    for (TypeMirror supertype : template.types().directSupertypes(type)) {
      TypeElement element = template.classOf(supertype);
      if (element != null && into.add(element)) {
        collectSupertypes(supertype, into);
      }
    }
  }
}
