package dev.zmol.annotations;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks the class that speaks one protocol above IP, which a {@link NetworkStack} may therefore list.
 *
 * <p>The class is public and final, implements the {@code TransportProtocol} interface of the flavour of {@code
 * dev.zmol.iface} it is written against, and has a public constructor that takes that flavour's {@code IpLayer}. A
 * generated stack constructs it once and calls it directly.
 *
 * <p>A protocol may work with others of its stack: its constructor takes them after the {@code IpLayer}, each by its
 * class, and a stack that lists it has to list them, too. Who only works with others, as a name resolver does with UDP,
 * is a service: it has no number, receives no packets, and is polled like the others.
 *
 * <p>A protocol may be configurable: if it has a second public constructor that takes one object more, the last, whose
 * class has a constant {@code DEFAULT} of its own type, stacks get a second constructor that takes that object.
 * A protocol may bring in errors about the packets of other protocols: if it has a method {@code IcmpError pendingError()},
 * stacks ask it after each packet, and tell the protocol whose packet the error is about.
 * A protocol may see every packet: if it has a method {@code boolean observe(ReceivedPacket, long)}, stacks call it with
 * each packet before the protocol that the packet is for, and answer no packet that it has returned true for as one of
 * an unknown protocol.
 * A protocol may say of every packet whether it may pass: stacks call its method {@code boolean admits(ReceivedPacket,
 * long)} before anything else, and drop a packet that it returns false for; the protocol counts it.
 * A protocol may unwrap packets: if it has a method {@code Packet pendingPacket()}, stacks ask it after each of its
 * packets for the IP packet that was within, and take that in as if it had been received. It is null if there was none;
 * the protocol sees to it that packets are not nested without bound.
 */
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Protocol {
  /**
   * The numbers assigned to the protocol, as in the IPv4 protocol field and the IPv6 next header field (0 to 255).
   *
   * <p>No number is for services. More than one is for protocols whose number depends on the family, such as ICMP (1 and
   * 58).
   *
   * @return the numbers
   */
  int[] number();
}
