package dev.zmol.processor.stack;

import com.palantir.javapoet.ClassName;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import java.util.List;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ModuleElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.Elements;

/** Checks a request, reports every mistake in it, and turns it into a model. */
final class StackChecks {
  private final ProcessingEnvironment environment;
  private final Elements elements;
  private final StackRequest request;
  private final Problems problems;
  private Family family;
  private InterfaceNames names;

  StackChecks(ProcessingEnvironment environment, StackRequest request, Problems problems) {
    this.environment = environment;
    this.elements = environment.getElementUtils();
    this.request = request;
    this.problems = problems;
  }

  /** The model; of no use if problems were found. */
  StackModel check() {
    if (!isPlainInterface() || !hasFamily() || !flavourIsReadable() || !hasLink()) {
      // Everything else is judged by what these provide.
      return null;
    }
    extendsStack();
    ClassName device = device();
    var protocols = new ProtocolChecks(environment, request, family, problems).check();
    discoversNeighbors(protocols);
    var accessors =
        new AccessorChecks(environment, request.type(), problems, names).check(device, request.medium(), protocols);
    return new StackModel(request.type(), family, request.medium(), device, protocols, accessors);
  }

  private boolean isPlainInterface() {
    TypeElement type = request.type();
    if (type.getKind() != ElementKind.INTERFACE) {
      problems.at(type, "@NetworkStack goes on an interface, and " + type.getSimpleName() + " is none");
      return false;
    }
    if (type.getEnclosingElement().getKind() != ElementKind.PACKAGE) {
      problems.at(
          type, "interface " + type.getSimpleName() + " is nested: @NetworkStack goes on a top-level interface; move it");
    }
    if (!type.getTypeParameters().isEmpty()) {
      problems.at(
          type,
          "interface " + type.getSimpleName() + " is generic: a composed stack has no type parameters; remove them");
    }
    return !problems.found();
  }

  private boolean hasFamily() {
    family = request.family().or(() -> new Flavors(elements, request.type()).of(request.type())).orElse(null);
    if (family == null) {
      problems.at(
          request.type(),
          "@NetworkStack needs a family: the package of " + request.type().getSimpleName() + " is of no flavour");
      return false;
    }
    names = new InterfaceNames(family);
    return true;
  }

  private boolean flavourIsReadable() {
    if (find(names.ipLayer()) != null) {
      return true;
    }
    String module = InterfaceNames.packageOf(family);
    problems.at(
        request.at("family"),
        "the " + InterfaceNames.adjective(family) + " flavour is not readable here: depend on "
            + InterfaceNames.artifactOf(family) + moduleHint(module));
    return false;
  }

  /** A radio carries IPv6 only, and its link is in a module of its own. */
  private boolean hasLink() {
    if (request.medium() != Medium.IEEE802154) {
      return true;
    }
    if (family != Family.IPV6) {
      problems.at(
          request.at("medium"),
          "IEEE802154 carries IPv6 alone (RFC 4944), and this stack is " + InterfaceNames.adjective(family)
              + ": set family = Family.IPV6");
    } else if (find(InterfaceNames.LOWPAN_LINK) == null) {
      problems.at(
          request.at("medium"),
          "the link of IEEE802154 is not readable here: depend on zmol-lowpan" + moduleHint("dev.zmol.lowpan"));
    }
    return !problems.found();
  }

  private String moduleHint(String module) {
    ModuleElement own = elements.getModuleOf(request.type());
    return own == null || own.isUnnamed() ? "" : ", and let module " + own + " require " + module;
  }

  private void extendsStack() {
    if (!isSubtype(request.type().asType(), InterfaceNames.STACK)) {
      problems.at(
          request.type(),
          "interface " + request.type().getSimpleName() + " has to extend " + InterfaceNames.STACK.canonicalName());
    }
  }

  private ClassName device() {
    if (request.at("device") == null) {
      return InterfaceNames.DEVICE;
    }
    var mirror = (TypeMirror) request.at("device").getValue();
    if (!(mirror instanceof DeclaredType declared) || !isSubtype(mirror, InterfaceNames.DEVICE)) {
      problems.at(
          request.at("device"),
          mirror + " is no device: name a class that implements " + InterfaceNames.DEVICE.canonicalName()
              + ", or leave the device out to compose a stack for any");
      return InterfaceNames.DEVICE;
    }
    return ClassName.get((TypeElement) declared.asElement());
  }

  private void discoversNeighbors(List<StackModel.ProtocolPart> protocols) {
    boolean needed = request.medium() != Medium.IP && family != Family.IPV4;
    boolean present =
        protocols.stream()
            .flatMap(protocol -> protocol.numbers().stream())
            .anyMatch(number -> number.value() == StackModel.ICMPV6);
    if (needed && !present && !problems.found()) {
      problems.at(
          request.at("protocols"),
          "IPv6 on " + (request.medium() == Medium.ETHERNET ? "Ethernet" : "IEEE 802.15.4") + " finds its neighbours by ICMPv6 (RFC 4861): add the protocol that has number 58, Icmp.class");
    }
  }

  private boolean isSubtype(TypeMirror type, ClassName expected) {
    TypeElement found = find(expected);
    return found != null && environment.getTypeUtils().isSubtype(type, found.asType());
  }

  private TypeElement find(ClassName name) {
    ModuleElement own = elements.getModuleOf(request.type());
    return own == null
        ? elements.getTypeElement(name.canonicalName())
        : elements.getTypeElement(own, name.canonicalName());
  }
}
