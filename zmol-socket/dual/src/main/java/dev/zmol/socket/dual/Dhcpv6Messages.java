package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.dual.DhcpUniqueIdentifier;
import dev.zmol.wire.dual.Dhcpv6Address;
import dev.zmol.wire.dual.Dhcpv6AddressHeader;
import dev.zmol.wire.dual.Dhcpv6Header;
import dev.zmol.wire.dual.Dhcpv6IdentityAssociation;
import dev.zmol.wire.dual.Dhcpv6IdentityAssociationHeader;
import dev.zmol.wire.dual.Dhcpv6Message;
import dev.zmol.wire.dual.Dhcpv6MessageType;
import dev.zmol.wire.dual.Dhcpv6OptionCode;
import dev.zmol.wire.dual.Dhcpv6Options;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Makes the messages of a client (RFC 8415 §18.2), with one identity association. */
@Only(Family.IPV6)
final class Dhcpv6Messages {
  /** The longest message that is sent, in bytes: what fits a packet on every link. */
  static final int MAX_LENGTH = 1232;

  /** The longest identifier of a server, with its type (RFC 8415 §11.1). */
  private static final int MAX_IDENTIFIER = 130;

  private static final int MAX_ELAPSED = 0xffff;
  private static final long HUNDREDTH = 10_000_000L;

  private final Dhcpv6Configuration configuration;
  private final DhcpUniqueIdentifier client;
  private final int association;

  Dhcpv6Messages(Dhcpv6Configuration configuration, DhcpUniqueIdentifier client, int association) {
    this.configuration = configuration;
    this.client = client;
    this.association = association;
  }

  DhcpUniqueIdentifier client() {
    return client;
  }

  int association() {
    return association;
  }

  /**
   * Refuses options that make a message longer than every link takes.
   *
   * @throws IllegalArgumentException if they do
   */
  void requireFits() {
    List<Ipv6Address> most = Collections.nCopies(LeasedAddresses.MAX_ADDRESSES, Ipv6Address.UNSPECIFIED);
    DhcpUniqueIdentifier server = new DhcpUniqueIdentifier(Bytes.of(new byte[MAX_IDENTIFIER]));
    int length = message(Dhcpv6MessageType.REQUEST, 0, 0, server, most).length();
    if (length > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "options of the configuration make a message of " + length + " bytes; it may have " + MAX_LENGTH);
    }
  }

  /**
   * Makes a message.
   *
   * @param type its type
   * @param transactionId its transaction
   * @param elapsedNanos how long the exchange has taken so far
   * @param server whom it is for; null if it is for all servers
   * @param addresses the addresses that it is about
   */
  Dhcpv6Message message(
      int type, int transactionId, long elapsedNanos, DhcpUniqueIdentifier server, List<Ipv6Address> addresses) {
    Dhcpv6Options.Builder options =
        Dhcpv6Options.builder().bytes(Dhcpv6OptionCode.CLIENT_IDENTIFIER, client.content());
    if (server != null) {
      options.bytes(Dhcpv6OptionCode.SERVER_IDENTIFIER, server.content());
    }
    options.number16(Dhcpv6OptionCode.ELAPSED_TIME, (int) Math.min(elapsedNanos / HUNDREDTH, MAX_ELAPSED));
    if (type != Dhcpv6MessageType.INFORMATION_REQUEST) {
      options.identityAssociation(association(addresses));
    }
    if (asks(type)) {
      options.all(configuration.options()).number16(Dhcpv6OptionCode.OPTION_REQUEST, requested(type));
    }
    if (type == Dhcpv6MessageType.SOLICIT && configuration.rapidCommit()) {
      options.bytes(Dhcpv6OptionCode.RAPID_COMMIT, Bytes.EMPTY);
    }
    return new Dhcpv6Message(new Dhcpv6Header(type, transactionId), options.build());
  }

  /** Whether a message of a type asks for options. */
  private static boolean asks(int type) {
    return switch (type) {
      case Dhcpv6MessageType.CONFIRM, Dhcpv6MessageType.RELEASE, Dhcpv6MessageType.DECLINE -> false;
      default -> true;
    };
  }

  /** The codes to ask for, with those of the times that a server may change (RFC 8415 §21.23 to §21.25). */
  private int[] requested(int type) {
    List<Integer> codes = new ArrayList<>(configuration.requested());
    if (type == Dhcpv6MessageType.INFORMATION_REQUEST) {
      codes.add(Dhcpv6OptionCode.INFORMATION_REFRESH_TIME);
      codes.add(Dhcpv6OptionCode.INF_MAX_RT);
    } else {
      codes.add(Dhcpv6OptionCode.SOL_MAX_RT);
    }
    return codes.stream().mapToInt(Integer::intValue).toArray();
  }

  private Dhcpv6IdentityAssociation association(List<Ipv6Address> addresses) {
    Dhcpv6Options.Builder options = Dhcpv6Options.builder();
    for (Ipv6Address address : addresses) {
      options.associatedAddress(new Dhcpv6Address(new Dhcpv6AddressHeader(address, 0, 0), Dhcpv6Options.NONE));
    }
    return new Dhcpv6IdentityAssociation(new Dhcpv6IdentityAssociationHeader(association, 0, 0), options.build());
  }
}
