package dev.zmol.wire;

/**
 * Shows the messages of one protocol to people: what {@link MessagePrinters} finds by a port, a type or a number.
 *
 * <p>The packet is from the network, and may be cut short: {@code to} is where the bytes end, not where the message
 * says that it does. Whatever the bytes are, nothing is thrown, and nothing outside of the range is read; what is
 * missing or wrong is shown as {@code [truncated]} or {@code [malformed]}. It may allocate freely, but what it shows of
 * one message has a bounded length. Control characters need no care: who prints replaces them.
 */
public interface MessagePrinter {
  /**
   * Adds to the line about a packet. What is there already says who sends to whom and by what: {@code … > … UDP length
   * 33}, or the name of the type for a message of ICMP. It ends with a space; this adds the name of the protocol, if
   * the line does not have it yet, and what matters most, without a space at either end.
   *
   * @param out the line
   * @param buf the bytes
   * @param from where the message begins: behind the header of what carries it; for ICMP, where the ICMP header begins
   * @param to where the bytes end
   */
  void appendLine(StringBuilder out, byte[] buf, int from, int to);

  /**
   * Adds all fields to a dissection: in a part of its own with the protocol's name, but for messages of ICMP, whose
   * part has been begun already.
   *
   * @param out the dissection
   * @param buf the bytes
   * @param from where the message begins: behind the header of what carries it; for ICMP, where the ICMP header begins
   * @param to where the bytes end
   */
  void describe(Dissection out, byte[] buf, int from, int to);
}
