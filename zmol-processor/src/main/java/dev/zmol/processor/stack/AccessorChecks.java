package dev.zmol.processor.stack;

import com.palantir.javapoet.ClassName;
import dev.zmol.annotations.Medium;
import dev.zmol.processor.stack.StackModel.Accessor;
import dev.zmol.processor.stack.StackModel.ProtocolPart;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.annotation.processing.ProcessingEnvironment;
import javax.lang.model.element.Element;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.util.ElementFilter;

/** Finds what each abstract method of an annotated interface returns. */
final class AccessorChecks {
  private final ProcessingEnvironment environment;
  private final TypeElement type;
  private final Problems problems;
  private final InterfaceNames names;

  AccessorChecks(ProcessingEnvironment environment, TypeElement type, Problems problems, InterfaceNames names) {
    this.environment = environment;
    this.type = type;
    this.problems = problems;
    this.names = names;
  }

  List<Accessor> check(ClassName device, Medium medium, List<ProtocolPart> protocols) {
    Map<String, String> fields = fields(device, medium, protocols);
    List<Accessor> accessors = new ArrayList<>();
    for (ExecutableElement method : abstractMethods()) {
      String field = fields.get(method.getReturnType().toString());
      if (field == null || !method.getParameters().isEmpty() || !method.getTypeParameters().isEmpty()) {
        refuse(method, fields);
      } else {
        accessors.add(new Accessor(method, field));
      }
    }
    return accessors;
  }

  /** The methods to implement: those of the interface as they are written, then those it inherits, by name. */
  private Collection<ExecutableElement> abstractMethods() {
    Map<String, ExecutableElement> methods = new LinkedHashMap<>();
    ElementFilter.methodsIn(type.getEnclosedElements()).forEach(method -> methods.put(method.toString(), method));
    ElementFilter.methodsIn(environment.getElementUtils().getAllMembers(type)).stream()
        .sorted(Comparator.comparing(Object::toString))
        .forEach(method -> methods.putIfAbsent(method.toString(), method));
    methods.values().removeIf(method -> !method.getModifiers().contains(Modifier.ABSTRACT) || isOfStack(method));
    return methods.values();
  }

  private Map<String, String> fields(ClassName device, Medium medium, List<ProtocolPart> protocols) {
    Map<String, String> fields = new LinkedHashMap<>();
    protocols.forEach(protocol -> fields.put(protocol.type().canonicalName(), protocol.field()));
    fields.put(names.ipLayer().canonicalName(), FieldNames.IP);
    fields.put(names.link(medium).canonicalName(), FieldNames.LINK);
    fields.put(names.link().canonicalName(), FieldNames.LINK);
    fields.put(device.canonicalName(), FieldNames.DEVICE);
    fields.put(InterfaceNames.DEVICE.canonicalName(), FieldNames.DEVICE);
    return fields;
  }

  /** Tells whether the stack implements a method anyway. */
  private boolean isOfStack(ExecutableElement method) {
    TypeElement stack = environment.getElementUtils().getTypeElement(InterfaceNames.STACK.canonicalName());
    return stack != null
        && ElementFilter.methodsIn(stack.getEnclosedElements()).stream()
            .anyMatch(
                inherited ->
                    inherited.equals(method) || environment.getElementUtils().overrides(method, inherited, type));
  }

  private void refuse(ExecutableElement method, Map<String, String> fields) {
    String message =
        "a composed stack cannot implement " + method + ": a method without parameters may return one of "
            + String.join(", ", fields.keySet()) + "; give any other method a body";
    Element place = method.getEnclosingElement().equals(type) ? method : type;
    problems.at(place, message);
  }
}
