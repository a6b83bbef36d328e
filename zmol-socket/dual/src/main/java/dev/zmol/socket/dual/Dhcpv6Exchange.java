package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.socket.dhcp.LeaseTimes;
import dev.zmol.socket.dhcp.Retransmission;
import dev.zmol.wire.dual.DhcpUniqueIdentifier;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.Dhcpv6MessageType;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * What a client asks, again and again until it is answered or it is time to give up (RFC 8415 §15, §18.2): one message
 * in one transaction, to the group of all servers.
 *
 * <p>Owned by the thread of the stack. Times are in nanoseconds.
 */
@Only(Family.IPV6)
final class Dhcpv6Exchange {
  private static final long SECOND = 1_000_000_000L;

  // The times of RFC 8415 §7.6.
  private static final long INITIAL_TIMEOUT = SECOND;
  private static final long SOL_MAX_RT = 3_600 * SECOND;
  private static final long REQ_MAX_RT = 30 * SECOND;
  private static final int REQ_MAX_RC = 10;
  private static final long CNF_MAX_RT = 4 * SECOND;
  private static final long CNF_MAX_RD = 10 * SECOND;
  private static final long EXTENSION_TIMEOUT = 10 * SECOND;
  private static final long EXTENSION_MAX_RT = 600 * SECOND;
  private static final long INF_MAX_RT = 3_600 * SECOND;
  private static final int REL_MAX_RC = 4;
  private static final long LEAST_MAX_RT = 60;
  private static final long MOST_MAX_RT = 86_400;

  private static final int TRANSACTIONS = 1 << 24;

  private final RandomGenerator random;
  private final Retransmission retransmission;
  private final byte[] buffer = new byte[Dhcpv6Messages.MAX_LENGTH];

  private UdpSocket socket;
  private Dhcpv6Messages messages;
  private int messageType;
  private int transactionId;
  private DhcpUniqueIdentifier asked;
  private List<Ipv6Address> about = List.of();
  private long sentAt;
  private long solicitMaxTimeout = SOL_MAX_RT;
  private long informationMaxTimeout = INF_MAX_RT;

  /**
   * Asks nothing yet.
   *
   * @param random what transactions are chosen by, and times varied
   */
  Dhcpv6Exchange(RandomGenerator random) {
    this.random = random;
    this.retransmission = new Retransmission(random);
  }

  /**
   * Makes it able to ask.
   *
   * @param newSocket what messages are sent through
   * @param newMessages makes them
   */
  void open(UdpSocket newSocket, Dhcpv6Messages newMessages) {
    socket = newSocket;
    messages = newMessages;
  }

  /** Looks for servers (RFC 8415 §18.2.1). */
  void solicit(long now) {
    begin(
        Dhcpv6MessageType.SOLICIT, null, List.of(), INITIAL_TIMEOUT, solicitMaxTimeout, Retransmission.UNLIMITED,
        LeaseTimes.NEVER, now);
    retransmission.waitInFull();
  }

  /** Asks a server for addresses (RFC 8415 §18.2.2). */
  void request(DhcpUniqueIdentifier server, List<Ipv6Address> addresses, long now) {
    begin(
        Dhcpv6MessageType.REQUEST, server, addresses, INITIAL_TIMEOUT, REQ_MAX_RT, REQ_MAX_RC, LeaseTimes.NEVER, now);
  }

  /** Asks all servers whether addresses fit the link (RFC 8415 §18.2.3). */
  void confirm(List<Ipv6Address> addresses, long now) {
    begin(
        Dhcpv6MessageType.CONFIRM, null, addresses, INITIAL_TIMEOUT, CNF_MAX_RT, Retransmission.UNLIMITED,
        now + CNF_MAX_RD, now);
  }

  /** Asks a server to extend addresses (RFC 8415 §18.2.4). */
  void renew(DhcpUniqueIdentifier server, List<Ipv6Address> addresses, long until, long now) {
    extend(Dhcpv6MessageType.RENEW, server, addresses, until, now);
  }

  /** Asks all servers to extend addresses (RFC 8415 §18.2.5). */
  void rebind(List<Ipv6Address> addresses, long until, long now) {
    extend(Dhcpv6MessageType.REBIND, null, addresses, until, now);
  }

  private void extend(int type, DhcpUniqueIdentifier server, List<Ipv6Address> addresses, long until, long now) {
    begin(type, server, addresses, EXTENSION_TIMEOUT, EXTENSION_MAX_RT, Retransmission.UNLIMITED, until, now);
  }

  /** Asks all servers for everything but addresses (RFC 8415 §18.2.6). */
  void inform(long now) {
    begin(
        Dhcpv6MessageType.INFORMATION_REQUEST, null, List.of(), INITIAL_TIMEOUT, informationMaxTimeout,
        Retransmission.UNLIMITED, LeaseTimes.NEVER, now);
  }

  /** Gives addresses back, or tells that others have them: a RELEASE or a DECLINE (RFC 8415 §18.2.7, §18.2.8). */
  void giveUp(int type, DhcpUniqueIdentifier server, List<Ipv6Address> addresses, long now) {
    begin(
        type, server, addresses, INITIAL_TIMEOUT, Retransmission.UNLIMITED, REL_MAX_RC + 1, LeaseTimes.NEVER, now);
  }

  private void begin(
      int type,
      DhcpUniqueIdentifier server,
      List<Ipv6Address> addresses,
      long first,
      long most,
      int attempts,
      long until,
      long now) {
    messageType = type;
    asked = server;
    about = addresses;
    transactionId = random.nextInt(TRANSACTIONS);
    retransmission.begin(now, first, most, attempts, until);
    send(now);
  }

  /**
   * Sends the message again.
   *
   * @return whether it was; otherwise it is time to give up
   */
  boolean sendAgain(long now) {
    boolean again = retransmission.next(now);
    if (again) {
      send(now);
    }
    return again;
  }

  private void send(long now) {
    Dhcpv6Message message =
        messages.message(messageType, transactionId, retransmission.elapsed(now), asked, about);
    int length = message.emit(buffer, 0);
    sentAt = now;
    socket.send(buffer, 0, length, new IpEndpoint(Dhcpv6Message.ALL_SERVERS, Dhcpv6Message.SERVER_PORT));
  }

  /** Waits for nothing any more. */
  void end() {
    retransmission.end();
  }

  /** {@return when the message is to be sent again; {@link LeaseTimes#NEVER} if nothing is asked} */
  long nextAt() {
    return retransmission.nextAt();
  }

  /** {@return how often the message was sent} */
  int count() {
    return retransmission.count();
  }

  /** {@return when the message was sent last, from where the lifetimes in its answer count} */
  long sentAt() {
    return sentAt;
  }

  /** Reads what answers the message; empty if it is in another transaction, or for or from somebody else. */
  Optional<Dhcpv6Answer> answer(Dhcpv6Message message, long longestLifetime) {
    if (nextAt() == LeaseTimes.NEVER || message.header().transactionId() != transactionId) {
      return Optional.empty();
    }
    return Dhcpv6Answer.of(message, messages, longestLifetime)
        .filter(answer -> asked == null || answer.server().equals(asked));
  }

  /** Takes the longest times of retransmission from a server, wherever they are (RFC 8415 §18.2.9, §18.2.10). */
  void adoptLimits(Dhcpv6Options options) {
    solicitMaxTimeout = limit(options.number32(Dhcpv6OptionCode.SOL_MAX_RT), solicitMaxTimeout);
    informationMaxTimeout = limit(options.number32(Dhcpv6OptionCode.INF_MAX_RT), informationMaxTimeout);
  }

  private static long limit(OptionalLong seconds, long before) {
    long value = seconds.orElse(-1);
    return value >= LEAST_MAX_RT && value <= MOST_MAX_RT ? value * SECOND : before;
  }
}
