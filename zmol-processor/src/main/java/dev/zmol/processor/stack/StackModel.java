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
 * @param protocols its protocols, in the order in which they are constructed and polled
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
   * @param numbers the numbers it is assigned in the families of the stack, each with the name of its constant, if any;
   *     none if it is a service, which uses other protocols
   * @param field the name of the field that holds it
   * @param reportsErrors whether it brings in errors about packets of other protocols, as ICMP does
   * @param observes whether it sees every packet before the protocol that the packet is for
   * @param admits whether it says of every packet whether it may pass
   * @param unwraps whether it brings in packets that were within those it received
   * @param needed the protocols that its constructor takes
   * @param configuration the class that configures it, which has a constant {@code DEFAULT}; empty if none does
   */
  record ProtocolPart(
      ClassName type,
      List<ProtocolNumber> numbers,
      String field,
      boolean reportsErrors,
      boolean observes,
      boolean admits,
      boolean unwraps,
      List<ClassName> needed,
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

  /** The name of the field that holds a protocol. */
  String field(ClassName protocol) {
    return protocols.stream()
        .filter(part -> part.type().equals(protocol))
        .map(ProtocolPart::field)
        .findFirst()
        .orElseThrow();
  }

  /** Whether the link takes a header off each frame, and says what it carries. */
  boolean hasLinkHeader() {
    return medium != Medium.IP;
  }

  /** Whether the stack speaks by a radio, whose link is configured apart. */
  boolean isRadio() {
    return medium == Medium.IEEE802154;
  }

  boolean hasIpv4() {
    return family != Family.IPV6;
  }

  boolean hasIpv6() {
    return family != Family.IPV4;
  }
}
