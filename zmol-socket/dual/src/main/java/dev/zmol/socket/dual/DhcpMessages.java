package dev.zmol.socket.dual;

import dev.zmol.annotations.Family;
import dev.zmol.annotations.Only;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.dual.DhcpHeader;
import dev.zmol.wire.dual.DhcpMessage;
import dev.zmol.wire.dual.DhcpMessageType;
import dev.zmol.wire.dual.DhcpOptionCode;
import dev.zmol.wire.dual.DhcpOptions;
import dev.zmol.wire.dual.Ipv4Address;

/** Makes the messages of a client (RFC 2131 §4.4.1, table 5), all with one transaction and one station address. */
@Only(Family.IPV4)
final class DhcpMessages {
  private static final int MAX_SECONDS = 0xffff;
  private static final int HARDWARE_LENGTH = 6;

  private final DhcpConfiguration configuration;
  private final MacAddress mac;
  private final int longest;

  /** Makes them for a station, and tells servers how long an IP packet to it may be. */
  DhcpMessages(DhcpConfiguration configuration, MacAddress mac, int longest) {
    this.configuration = configuration;
    this.mac = mac;
    this.longest = longest;
  }

  MacAddress mac() {
    return mac;
  }

  /** Looks for servers. */
  DhcpMessage discover(int transactionId, long seconds) {
    DhcpOptions.Builder options = parameters(DhcpMessageType.DISCOVER);
    configuration
        .previousAddress()
        .ifPresent(previous -> options.address(DhcpOptionCode.REQUESTED_ADDRESS, previous));
    if (configuration.rapidCommit()) {
      options.bytes(DhcpOptionCode.RAPID_COMMIT, Bytes.EMPTY);
    }
    return message(transactionId, seconds, Ipv4Address.UNSPECIFIED, options);
  }

  /** Asks a server for what it has offered. */
  DhcpMessage select(int transactionId, long seconds, DhcpLease offer) {
    DhcpOptions.Builder options =
        parameters(DhcpMessageType.REQUEST)
            .address(DhcpOptionCode.REQUESTED_ADDRESS, offer.address())
            .address(DhcpOptionCode.SERVER_IDENTIFIER, offer.server());
    return message(transactionId, seconds, Ipv4Address.UNSPECIFIED, options);
  }

  /** Asks all servers whether an address may still be used. */
  DhcpMessage verify(int transactionId, long seconds, Ipv4Address address) {
    DhcpOptions.Builder options =
        parameters(DhcpMessageType.REQUEST).address(DhcpOptionCode.REQUESTED_ADDRESS, address);
    return message(transactionId, seconds, Ipv4Address.UNSPECIFIED, options);
  }

  /** Asks for an extension, its server or all of them. */
  DhcpMessage extend(int transactionId, long seconds, DhcpLease lease) {
    return message(transactionId, seconds, lease.address(), parameters(DhcpMessageType.REQUEST));
  }

  /** Tells the server that somebody else uses the address. */
  DhcpMessage decline(int transactionId, DhcpLease lease) {
    DhcpOptions.Builder options =
        identity(DhcpMessageType.DECLINE)
            .address(DhcpOptionCode.REQUESTED_ADDRESS, lease.address())
            .address(DhcpOptionCode.SERVER_IDENTIFIER, lease.server());
    return message(transactionId, 0, Ipv4Address.UNSPECIFIED, options);
  }

  /** Gives the address back. */
  DhcpMessage release(int transactionId, DhcpLease lease) {
    DhcpOptions.Builder options =
        identity(DhcpMessageType.RELEASE).address(DhcpOptionCode.SERVER_IDENTIFIER, lease.server());
    return message(transactionId, 0, lease.address(), options);
  }

  /** What all messages hold: their type, and who the client is. */
  private DhcpOptions.Builder identity(int type) {
    DhcpOptions.Builder options = DhcpOptions.builder().messageType(type);
    byte[] identifier = new byte[1 + HARDWARE_LENGTH];
    identifier[0] = DhcpMessage.ETHERNET;
    System.arraycopy(mac.toByteArray(), 0, identifier, 1, HARDWARE_LENGTH);
    Bytes hardware = Bytes.of(identifier);
    Bytes client = configuration.options().bytes(DhcpOptionCode.CLIENT_IDENTIFIER).orElse(hardware);
    return options.bytes(DhcpOptionCode.CLIENT_IDENTIFIER, client);
  }

  /** What messages hold that ask for something: what the user has to say, and what the server is to tell. */
  private DhcpOptions.Builder parameters(int type) {
    byte[] codes = new byte[configuration.requested().size()];
    for (int k = 0; k < codes.length; k++) {
      codes[k] = (byte) (int) configuration.requested().get(k);
    }
    return identity(type)
        .all(configuration.options())
        .number16(DhcpOptionCode.MAXIMUM_MESSAGE_SIZE, longest)
        .bytes(DhcpOptionCode.PARAMETER_REQUEST_LIST, Bytes.of(codes));
  }

  private DhcpMessage message(int transactionId, long seconds, Ipv4Address client, DhcpOptions.Builder options) {
    // Who has an address receives what is sent to it.
    boolean broadcast = configuration.broadcast() && client.isUnspecified();
    DhcpHeader header =
        new DhcpHeader(
            DhcpMessage.BOOT_REQUEST,
            DhcpMessage.ETHERNET,
            HARDWARE_LENGTH,
            0,
            transactionId,
            Math.clamp(seconds, 0, MAX_SECONDS),
            broadcast,
            0,
            client,
            Ipv4Address.UNSPECIFIED,
            Ipv4Address.UNSPECIFIED,
            Ipv4Address.UNSPECIFIED,
            mac,
            0,
            0);
    return new DhcpMessage(header, "", "", options.build());
  }
}
