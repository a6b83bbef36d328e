package dev.zmol.processor.stack;

import com.palantir.javapoet.ClassName;
import dev.zmol.annotations.Family;
import dev.zmol.annotations.Medium;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;

/**
 * A stack that can be composed: a request that has passed all checks.
 *
 * @param type the annotated interface
 * @param family the families that the stack speaks
 * @param medium what its device carries
 * @param device the type of its device
 * @param protocols its protocols, in the order in which they are polled
 * @param accessors the methods of the interface that return parts
 */
record StackModel(
    TypeElement type,
    Family family,
    Medium medium,
    ClassName device,
    List<ProtocolPart> protocols,
    List<Accessor> accessors) {

  /** The number of ICMP for IPv4, which has no meaning in an IPv6 packet. */
  static final int ICMPV4 = 1;

  /** The number of ICMP for IPv6, which has no meaning in an IPv4 packet. */
  static final int ICMPV6 = 58;

  /**
   * A protocol of the stack.
   *
   * @param type its class
   * @param numbers the numbers it is assigned in the families of the stack, each with the name of its constant, if any
   * @param field the name of the field that holds it
   * @param reportsErrors whether it brings in errors about packets of other protocols, as ICMP does
   * @param configuration the class that configures it, which has a constant {@code DEFAULT}; empty if none does
   */
  record ProtocolPart(
      ClassName type,
      List<ProtocolNumber> numbers,
      String field,
      boolean reportsErrors,
      Optional<ClassName> configuration) {

    /** The name of the parameter that configures it. */
    String parameter() {
      return field + "Configuration";
    }
  }

  /**
   * A protocol number.
   *
   * @param value the number, from 0 to 255
   * @param constant the name of the constant of {@code IpProtocol} that has this value; empty if none has
   */
  record ProtocolNumber(int value, String constant) {}

  /**
   * A method of the interface that returns a part.
   *
   * @param method the method
   * @param field the field that it returns
   */
  record Accessor(ExecutableElement method, String field) {}

  /** The name of the generated class. */
  ClassName composed() {
    return ClassName.get(ClassName.get(type).packageName(), "Composed" + type.getSimpleName());
  }

  boolean isEthernet() {
    return medium == Medium.ETHERNET;
  }

  boolean hasIpv4() {
    return family != Family.IPV6;
  }

  boolean hasIpv6() {
    return family != Family.IPV4;
  }
}
