package dev.zmol.processor.specialize;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.Element;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;
import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.FamilyTest;
import dev.zmol.annotations.Flavors;
import dev.zmol.annotations.Only;
import dev.zmol.annotations.PerFlavor;
import dev.zmol.annotations.Specialize;

/**
 * What a single family leaves of a dual-stack program: which elements are alive, and which types collapse.
 *
 * <p>An element is <em>dead</em> if it, or what encloses it, is {@link Only} of another family, or if it is a sealed
 * type none of whose subtypes is alive. A sealed interface of several subtypes of which one is alive
 * <em>collapses</em>: that subtype, the survivor, takes its place. Both are <em>gone</em>. The model knows elements
 * only, neither trees nor text.
 */
final class FamilyModel {
  private final Family family;
  private final Elements elements;
  private final Set<TypeElement> judged = new HashSet<>();
  private final Map<Element, Boolean> deaths = new HashMap<>();

  FamilyModel(Family family, Elements elements) {
    this.family = family;
    this.elements = elements;
  }

  Family family() {
    return family;
  }

  /** The name of the family in prose. */
  String name() {
    return family == Family.IPV4 ? "IPv4" : "IPv6";
  }

  /** Whether an annotation leaves this very element out, whatever becomes of what encloses it. */
  boolean isLeftOut(Element element) {
    Only only = element.getAnnotation(Only.class);
    return (only != null && only.value() != family) || element.getAnnotation(FamilyTest.class) != null;
  }

  /** Whether the element does not exist in this family. */
  boolean isDead(Element element) {
    Boolean known = deaths.get(element);
    if (known != null) {
      return known;
    }
    boolean dead = judge(element);
    if (judged.isEmpty()) {
      deaths.put(element, dead);
    }
    return dead;
  }

  private boolean judge(Element element) {
    for (Element e = element; e != null && e.getKind() != ElementKind.PACKAGE; e = e.getEnclosingElement()) {
      if (isLeftOut(e)) {
        return true;
      }
      if (e instanceof TypeElement type && isSealed(type) && judged.add(type)) {
        // Subtypes may be nested in their supertype; while this one is judged, it does not doom them.
        try {
          if (permitted(type).stream().allMatch(this::isDead)) {
            return true;
          }
        } finally {
          judged.remove(type);
        }
      }
    }
    return false;
  }

  /** The one subtype that is left of a sealed type, and that therefore takes its place. */
  Optional<TypeElement> survivor(TypeElement type) {
    if (!type.getKind().isInterface() || !isSealed(type) || isDead(type)) {
      return Optional.empty();
    }
    List<TypeElement> all = permitted(type);
    List<TypeElement> alive = all.stream().filter(t -> !isDead(t)).toList();
    if (alive.size() != 1 || all.size() == 1) {
      return Optional.empty();
    }
    return Optional.of(survivor(alive.get(0)).orElse(alive.get(0)));
  }

  /** Whether there is no class file of this type in this family: it is dead, or another type takes its place. */
  boolean isGone(TypeElement type) {
    return isDead(type) || survivor(type).isPresent();
  }

  /** Whether another type takes the place of this one. */
  boolean isCollapsed(TypeElement type) {
    return type != null && survivor(type).isPresent();
  }

  /** The type that stands for a type in this family. */
  TypeElement resolve(TypeElement type) {
    return survivor(type).orElse(type);
  }

  /** The class of a declared type, as it stands in this family; null for anything else. */
  TypeElement resolve(TypeMirror type) {
    return type != null && type.getKind() == TypeKind.DECLARED
        ? resolve((TypeElement) ((DeclaredType) type).asElement())
        : null;
  }

  /** The one constant that is left of an enum of which others are not; null if there is no such constant. */
  VariableElement soleConstant(TypeElement type) {
    if (type.getKind() != ElementKind.ENUM) {
      return null;
    }
    List<VariableElement> all =
        type.getEnclosedElements().stream()
            .filter(e -> e.getKind() == ElementKind.ENUM_CONSTANT)
            .map(VariableElement.class::cast)
            .toList();
    List<VariableElement> alive = all.stream().filter(e -> !isDead(e)).toList();
    return alive.size() == 1 && all.size() > 1 ? alive.get(0) : null;
  }

  private static boolean isSealed(TypeElement type) {
    // An enum whose constants have bodies is sealed, too.
    return type.getModifiers().contains(Modifier.SEALED) && type.getKind() != ElementKind.ENUM;
  }

  private static List<TypeElement> permitted(TypeElement type) {
    return type.getPermittedSubclasses().stream().map(t -> (TypeElement) ((DeclaredType) t).asElement()).toList();
  }

  /** The value of a {@link Comptime} constant in this family; null if the element is none. */
  Boolean constant(Element element) {
    if (element == null
        || element.getKind() != ElementKind.FIELD
        || !(element.getEnclosingElement() instanceof TypeElement owner)
        || !owner.getQualifiedName().contentEquals(Comptime.class.getName())) {
      return null;
    }
    return element.getSimpleName().contentEquals(family.name());
  }

  /** What a family test answers in this family; null if the method is none. */
  Boolean test(Element element) {
    FamilyTest test = element instanceof ExecutableElement ? element.getAnnotation(FamilyTest.class) : null;
    return test == null ? null : test.value() == family;
  }

  /** Whether a package holds templates. */
  static boolean hasTemplates(PackageElement pkg) {
    return pkg.getAnnotation(Flavors.class) != null;
  }

  /** The package that holds the flavour of what a package of templates holds; empty if there is none. */
  String flavorOf(PackageElement pkg) {
    Flavors flavors = pkg.getAnnotation(Flavors.class);
    if (flavors == null) {
      return "";
    }
    return family == Family.IPV4 ? flavors.ipv4() : flavors.ipv6();
  }

  /** Whether a top-level type of a package of templates is itself a template. */
  static boolean isTemplate(TypeElement topLevel) {
    return (topLevel.getAnnotation(Specialize.class) != null || topLevel.getAnnotation(Only.class) != null)
        && topLevel.getAnnotation(PerFlavor.class) == null;
  }

  /** Whether templates may refer to a top-level type of a package of templates. */
  static boolean hasFlavors(TypeElement topLevel) {
    return isTemplate(topLevel) || topLevel.getAnnotation(PerFlavor.class) != null;
  }

  PackageElement packageOf(Element element) {
    return elements.getPackageOf(element);
  }

  /** Whether an element is enclosed in another, at any depth. */
  boolean isInside(Element inner, Element outer) {
    Element e = inner.getEnclosingElement();
    while (e != null && !e.equals(outer)) {
      e = e.getEnclosingElement();
    }
    return e != null;
  }

  static TypeElement topLevel(TypeElement type) {
    Element e = type;
    while (e.getEnclosingElement() instanceof TypeElement outer) {
      e = outer;
    }
    return (TypeElement) e;
  }
}
