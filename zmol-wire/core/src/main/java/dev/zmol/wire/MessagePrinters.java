package dev.zmol.wire;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Which {@link MessagePrinter} shows which messages: by EtherType, IP protocol, ICMP type, or port. Immutable.
 *
 * <p>Whoever has a protocol of his own adds its printer to those that the packet printer of a flavour has already.
 */
public final class MessagePrinters {
  /** None. */
  public static final MessagePrinters NONE = new MessagePrinters(Map.of());

  /** What carries a message, and which of its numbers says what the message is. */
  public enum Carrier {
    /** Ethernet, by {@link EtherType}. */
    ETHERNET,
    /** Either version of IP, by {@link IpProtocol}. */
    IP,
    /** ICMP for IPv4, by the type of the message. */
    ICMPV4,
    /** ICMP for IPv6, by the type of the message. */
    ICMPV6,
    /** UDP, by either port. */
    UDP,
    /** TCP, by either port; the message is what one segment has of the stream. */
    TCP
  }

  private record Key(Carrier carrier, int number) {}

  private final Map<Key, MessagePrinter> printers;

  private MessagePrinters(Map<Key, MessagePrinter> printers) {
    this.printers = printers;
  }

  /**
   * Returns these printers and one more, or one in place of another.
   *
   * @param carrier what carries the messages
   * @param number the number that they have there
   * @param printer what shows them
   * @return the printers
   */
  public MessagePrinters with(Carrier carrier, int number, MessagePrinter printer) {
    Map<Key, MessagePrinter> all = new HashMap<>(printers);
    all.put(new Key(carrier, number), Objects.requireNonNull(printer, "printer is null"));
    return new MessagePrinters(Map.copyOf(all));
  }

  /**
   * Finds what shows a message.
   *
   * @param carrier what carries the message
   * @param number the number that it has there
   * @return the printer, if there is one
   */
  public Optional<MessagePrinter> find(Carrier carrier, int number) {
    return Optional.ofNullable(printers.get(new Key(carrier, number)));
  }

  /**
   * Finds what shows a message between two ports: the destination's printer, or else the source's.
   *
   * @param carrier what carries the message
   * @param source the port of the sender
   * @param destination the port of the receiver
   * @return the printer, if there is one
   */
  public Optional<MessagePrinter> find(Carrier carrier, int source, int destination) {
    return find(carrier, destination).or(() -> find(carrier, source));
  }
}
