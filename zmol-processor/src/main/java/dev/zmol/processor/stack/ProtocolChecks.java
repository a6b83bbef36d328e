package dev.zmol.processor.stack;

import static dev.zmol.processor.stack.StackModel.ICMPV4;
import static dev.zmol.processor.stack.StackModel.ICMPV6;

import com.palantir.javapoet.ClassName;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Protocol;
import dev.zmol.processor.stack.StackModel.ProtocolNumber;
import dev.zmol.processor.stack.StackModel.ProtocolPart;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.ElementKind;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.NestingKind;
import javax.lang.model.element.TypeElement;
import javax.lang.model.element.VariableElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** Checks the protocols that a request lists. */
final class ProtocolChecks {
  private static final int MAX_NUMBER = 255;

  private final ProcessingEnvironment environment;
  private final StackRequest request;
  private final Problems problems;
  private final Family family;
  private final Flavors flavors;
  private final FieldNames fields = new FieldNames();
  private final Map<Integer, TypeElement> byNumber = new TreeMap<>();

  ProtocolChecks(ProcessingEnvironment environment, StackRequest request, Family family, Problems problems) {
    this.environment = environment;
    this.request = request;
    this.problems = problems;
    this.family = family;
    this.flavors = new Flavors(environment.getElementUtils(), request.type());
  }

  List<ProtocolPart> check() {
    if (request.protocols().isEmpty()) {
      problems.at(
          request.at("protocols"),
          "a stack without protocols would drop everything: list at least one, such as Icmp.class");
    }
    List<ProtocolPart> parts = new ArrayList<>();
    for (AnnotationValue listed : request.protocols()) {
      ProtocolPart part = check(listed);
      if (part != null) {
        parts.add(part);
      }
    }
    return parts;
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
    return new ProtocolPart(
        ClassName.get(type), numbers(at, type), fields.of(type), reportsErrors(type), configuration(type));
  }

  /** Whether a protocol reads errors about packets of others: it says so by having a method for them. */
  private boolean reportsErrors(TypeElement type) {
    return ElementFilter.methodsIn(type.getEnclosedElements()).stream()
        .anyMatch(
            method ->
                method.getSimpleName().contentEquals("pendingError")
                    && method.getParameters().isEmpty()
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
    if (ElementFilter.constructorsIn(type.getEnclosedElements()).stream().noneMatch(this::takesIpLayer)) {
      problems.at(at, name + " needs a public constructor with one parameter, " + names.ipLayer().canonicalName());
    }
  }

  private boolean isSubtype(TypeElement type, ClassName expected) {
    TypeElement found = environment.getElementUtils().getTypeElement(expected.canonicalName());
    return found != null && environment.getTypeUtils().isSubtype(type.asType(), found.asType());
  }

  private boolean takesIpLayer(ExecutableElement constructor) {
    return constructor.getParameters().size() == 1 && beginsWithIpLayer(constructor);
  }

  private boolean beginsWithIpLayer(ExecutableElement constructor) {
    TypeMirror first = constructor.getParameters().getFirst().asType();
    return constructor.getModifiers().contains(Modifier.PUBLIC)
        && first.toString().equals(new InterfaceNames(family).ipLayer().canonicalName());
  }

  /** The second parameter of a constructor that takes two, if its class says what it is by default. */
  private Optional<ClassName> configuration(TypeElement type) {
    return ElementFilter.constructorsIn(type.getEnclosedElements()).stream()
        .filter(constructor -> constructor.getParameters().size() == 2 && beginsWithIpLayer(constructor))
        .map(constructor -> constructor.getParameters().getLast().asType())
        .flatMap(second -> second instanceof DeclaredType declared ? Stream.of(declared.asElement()) : Stream.of())
        .map(TypeElement.class::cast)
        .filter(ProtocolChecks::hasDefault)
        .map(ClassName::get)
        .findFirst();
  }

  private static boolean hasDefault(TypeElement configuration) {
    return ElementFilter.fieldsIn(configuration.getEnclosedElements()).stream()
        .anyMatch(
            field ->
                field.getSimpleName().contentEquals("DEFAULT")
                    && field.getModifiers().containsAll(Set.of(Modifier.PUBLIC, Modifier.STATIC))
                    && field.asType().toString().equals(configuration.asType().toString()));
  }

  private List<ProtocolNumber> numbers(AnnotationValue at, TypeElement type) {
    List<ProtocolNumber> numbers = new ArrayList<>();
    int[] assigned = type.getAnnotation(Protocol.class).number();
    if (assigned.length == 0) {
      problems.at(at, type.getSimpleName() + " claims no protocol number: its @Protocol needs at least one");
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
