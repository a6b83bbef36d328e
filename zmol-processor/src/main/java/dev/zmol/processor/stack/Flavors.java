package dev.zmol.processor.stack;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Flavor;
import java.util.Optional;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.Elements;

/**
 * Tells the flavour of classes by the annotations of their packages, so that protocols of other projects need nothing
 * that ours do not have.
 */
final class Flavors {
  private final Elements elements;
  private final TypeElement reader;

  /**
   * @param reader the type whose module has to be able to read what is found
   */
  Flavors(Elements elements, TypeElement reader) {
    this.elements = elements;
    this.reader = reader;
  }

  /** The flavour of a class; empty if its package belongs to none. */
  Optional<Family> of(TypeElement type) {
    PackageElement room = elements.getPackageOf(type);
    Flavor flavor = room.getAnnotation(Flavor.class);
    if (flavor != null) {
      return Optional.of(flavor.family());
    }
    return room.getAnnotation(dev.zmol.annotations.Flavors.class) == null
        ? Optional.empty()
        : Optional.of(Family.DUAL);
  }

  /** The name of the class that is to another flavour what a class is to its own; empty if it cannot be told. */
  Optional<String> sibling(TypeElement type, Family wanted) {
    PackageElement room = elements.getPackageOf(type);
    Flavor flavor = room.getAnnotation(Flavor.class);
    String dual = flavor == null ? room.getQualifiedName().toString() : flavor.of();
    return siblingPackage(dual, wanted).map(name -> name + "." + type.getSimpleName());
  }

  private Optional<String> siblingPackage(String dual, Family wanted) {
    if (wanted == Family.DUAL) {
      return Optional.of(dual);
    }
    ModuleElement own = elements.getModuleOf(reader);
    PackageElement room = own == null ? elements.getPackageElement(dual) : elements.getPackageElement(own, dual);
    var names = room == null ? null : room.getAnnotation(dev.zmol.annotations.Flavors.class);
    if (names == null) {
      return Optional.empty();
    }
    return Optional.of(wanted == Family.IPV4 ? names.ipv4() : names.ipv6()).filter(name -> !name.isEmpty());
  }
}
