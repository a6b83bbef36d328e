package dev.zmol.processor.stack;

import static dev.zmol.processor.stack.StackModel.ICMPV4;
import static dev.zmol.processor.stack.StackModel.ICMPV6;

import com.palantir.javapoet.ClassName;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Protocol;
import dev.zmol.processor.stack.PartConstructors.PartConstructor;
import dev.zmol.processor.stack.StackModel.ProtocolNumber;
import dev.zmol.processor.stack.StackModel.ProtocolPart;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;

/** Checks the protocols that a request lists. */
final class ProtocolChecks {
  private static final int MAX_NUMBER = 255;

  private final ProcessingEnvironment environment;
  private final StackRequest request;
  private final Problems problems;
  private final Family family;
  private final Flavors flavors;
  private final PartConstructors constructors;
  private final FieldNames fields = new FieldNames();
  private final Map<Integer, TypeElement> byNumber = new TreeMap<>();
  private final Set<TypeElement> services = new HashSet<>();

  ProtocolChecks(ProcessingEnvironment environment, StackRequest request, Family family, Problems problems) {
    this.environment = environment;
    this.request = request;
    this.problems = problems;
    this.family = family;
    this.flavors = new Flavors(environment.getElementUtils(), request.type());
    this.constructors = new PartConstructors(new InterfaceNames(family).ipLayer());
  }

  List<ProtocolPart> check() {
    if (request.protocols().isEmpty()) {
      problems.at(
          request.at("protocols"),
          "a stack without protocols would drop everything: list at least one, such as Icmp.class");
    }
    Map<ProtocolPart, AnnotationValue> parts = new LinkedHashMap<>();
    for (AnnotationValue listed : request.protocols()) {
      ProtocolPart part = check(listed);
      if (part != null) {
        parts.put(part, listed);
      }
    }
    return problems.found() ? List.copyOf(parts.keySet()) : new ConstructionOrder(parts, problems).sorted();
  }

  private ProtocolPart check(AnnotationValue at) {
    if (!(at.getValue() instanceof DeclaredType declared)
        || !(declared.asElement() instanceof TypeElement type)
        || type.getAnnotation(Protocol.class) == null) {
      problems.at(
          at, simpleName(at) + " is no protocol: list classes that are annotated @Protocol, such as Udp.class");
      return null;
    }
    if (!isOfOwnFlavor(at, type)) {
      return null;
    }
    isClassToCall(at, type);
    Optional<PartConstructor> constructor = constructors.of(type);
    if (constructor.isEmpty()) {
      problems.at(
          at,
          type.getSimpleName() + " needs a public constructor whose first parameter is "
              + new InterfaceNames(family).ipLayer().canonicalName()
              + ", and whose others, if any, are protocols and at last a configuration that has a constant DEFAULT");
      return null;
    }
    return new ProtocolPart(
        ClassName.get(type),
        numbers(at, type),
        fields.of(type),
        hasMethod(type, "pendingError", 0),
        hasMethod(type, "observe", 2),
        hasMethod(type, "admits", 2),
        hasMethod(type, "pendingPacket", 0),
        constructor.get().needed(),
        constructor.get().configuration());
  }

  /** Whether a protocol does more than it has to: it says so by having a method for it. */
  private static boolean hasMethod(TypeElement type, String name, int parameters) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .anyMatch(
            method ->
                method.getSimpleName().contentEquals(name)
                    && method.getParameters().size() == parameters
                    && method.getModifiers().contains(Modifier.PUBLIC));
  }

  private static String simpleName(AnnotationValue at) {
    return at.getValue() instanceof DeclaredType declared
        ? declared.asElement().getSimpleName().toString()
        : at.getValue().toString();
  }

  private boolean isOfOwnFlavor(AnnotationValue at, TypeElement type) {
    Family its = flavors.of(type).orElse(family);
    if (its == family) {
      return true;
    }
    String what =
        its == Family.DUAL
            ? " is dual-stack, and this stack is " + InterfaceNames.adjective(family) + " only"
            : " speaks " + InterfaceNames.adjective(its)
                + (family == Family.DUAL
                    ? " only, and this stack is dual-stack"
                    : ", an address family that the " + InterfaceNames.adjective(family)
                        + " flavour of this stack lacks");
    problems.at(
        at,
        type.getQualifiedName() + what
            + flavors.sibling(type, family).map(sibling -> ": use " + sibling).orElse(": use its sibling of that flavour"));
    return false;
  }

  /** Checks what the generated calls need. */
  private void isClassToCall(AnnotationValue at, TypeElement type) {
    String name = type.getSimpleName().toString();
    if (type.getKind() != ElementKind.CLASS
        || type.getNestingKind() != NestingKind.TOP_LEVEL
        || !type.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.FINAL))) {
      problems.at(at, name + " has to be a public final top-level class, so that the stack can call it directly");
    }
    var names = new InterfaceNames(family);
    if (!isSubtype(type, names.transportProtocol())) {
      problems.at(at, name + " has to implement " + names.transportProtocol().canonicalName());
    }
  }

  private boolean isSubtype(TypeElement type, ClassName expected) {
    TypeElement found = environment.getElementUtils().getTypeElement(expected.canonicalName());
    return found != null && environment.getTypeUtils().isSubtype(type.asType(), found.asType());
  }

  private List<ProtocolNumber> numbers(AnnotationValue at, TypeElement type) {
    List<ProtocolNumber> numbers = new ArrayList<>();
    int[] assigned = type.getAnnotation(Protocol.class).number();
    if (assigned.length == 0 && !services.add(type)) {
      problems.at(at, type.getSimpleName() + " is listed twice: list it once");
    }
    for (int number : assigned) {
      if (number < 0 || number > MAX_NUMBER) {
        problems.at(
            at, type.getSimpleName() + " claims protocol number " + number + "; it has to be from 0 to " + MAX_NUMBER);
      } else if (isOfFamily(number)) {
        claim(at, type, number);
        numbers.add(new ProtocolNumber(number, constant(number)));
      }
    }
    return numbers;
  }

  private boolean isOfFamily(int number) {
    return !(number == ICMPV4 && family == Family.IPV6) && !(number == ICMPV6 && family == Family.IPV4);
  }

  private void claim(AnnotationValue at, TypeElement type, int number) {
    TypeElement other = byNumber.putIfAbsent(number, type);
    if (other == null) {
      return;
    }
    String who =
        other.equals(type)
            ? type.getSimpleName() + " claims protocol number " + number + " twice"
            : type.getSimpleName() + " and " + other.getSimpleName() + " both claim protocol number " + number;
    problems.at(at, who + ": a packet has one protocol; list one of them, once");
  }

  /** The constant of {@code IpProtocol} that has a value, so that the generated cases can be read. */
  private String constant(int number) {
    TypeElement constants =
        environment.getElementUtils().getTypeElement(InterfaceNames.IP_PROTOCOL.canonicalName());
    return constants == null
        ? ""
        : ElementFilter.fieldsIn(constants.getEnclosedElements()).stream()
            .filter(field -> field.getModifiers().contains(Modifier.PUBLIC))
            .filter(field -> Integer.valueOf(number).equals(field.getConstantValue()))
            .map(VariableElement::getSimpleName)
            .map(Object::toString)
            .findFirst()
            .orElse("");
  }
}
