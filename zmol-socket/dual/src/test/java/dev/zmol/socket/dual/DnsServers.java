package dev.zmol.socket.dual;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.network.LinkConditions;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dns.DnsHeader;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsOpcode;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsType;
import dev.zmol.wire.dual.AddressRecords;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpCidr;
import dev.zmol.wire.dual.IpEndpoint;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A resolver, and any number of servers that say what a test makes them say. */
@Specialize
final class DnsServers {
  static final DnsName HOST = DnsName.parse("www.example.org");

  /** What a server does with a query. */
  @FunctionalInterface
  interface Behaviour {
    void serve(Query query);
  }

  /** A query as a server has seen it. */
  @Specialize
  record Query(DnsMessage message, IpAddress server, IpEndpoint client, long atNanos) {
    DnsQuestion question() {
      return message.questions().getFirst();
    }
  }

  final TcpPair pair =
      TcpPair.withGateway(
          LinkConditions.PERFECT.withLatency(Duration.ofMillis(1)),
          TcpConfiguration.DEFAULT,
          IpCidr.parse(Comptime.IPV4 ? "198.51.0.0/16" : "2001:db8:1::/64"));
  final DnsClient client = pair.client.dns();
  final List<Query> queries = new ArrayList<>();
  private final UdpSocket socket = pair.server.udp().bind(53);
  private final byte[] buf = new byte[2_000];
  private Behaviour behaviour = query -> {};

  DnsServers() {
    socket.onReady(this::serve);
  }

  static IpAddress server(int number) {
    return TestStack.stranger(number);
  }

  /** Sets how many servers the client knows. */
  DnsServers knows(int count) {
    DnsConfiguration.Builder builder = client.configuration().toBuilder().noServers();
    for (int k = 0; k < count; k++) {
      builder.server(server(k));
    }
    client.configure(builder.build());
    return this;
  }

  void serve(Behaviour newBehaviour) {
    behaviour = newBehaviour;
  }

  private void serve() {
    while (socket.available() > 0) {
      int length = socket.receive(buf, 0, buf.length);
      DnsMessage message = DnsMessage.parse(buf, 0, length).orElseThrow();
      Query query =
          new Query(message, socket.destination(), socket.source(), pair.simulation.clock().nowNanos());
      queries.add(query);
      behaviour.serve(query);
    }
  }

  /** Answers a query with records. */
  void answer(Query query, DnsRecord... records) {
    reply(query, response(query.message(), 0, records));
  }

  /** Answers a query with a response code. */
  void refuse(Query query, int code) {
    reply(query, response(query.message(), code));
  }

  void reply(Query query, DnsMessage message) {
    byte[] bytes = message.toBytes().toByteArray();
    send(bytes, bytes.length, new IpEndpoint(query.server(), 53), query.client());
  }

  /** Sends any bytes from anywhere. */
  void send(byte[] bytes, int length, IpEndpoint from, IpEndpoint to) {
    UdpSocket sender = pair.server.udp().bind(from);
    sender.send(bytes, 0, length, to);
    sender.close();
  }

  static DnsMessage response(DnsMessage query, int code, DnsRecord... answers) {
    return response(query.header().id(), query.questions().getFirst(), code, false, answers);
  }

  static DnsMessage response(int id, DnsQuestion question, int code, boolean truncated, DnsRecord... answers) {
    DnsHeader header =
        new DnsHeader(
            id, true, DnsOpcode.QUERY, false, truncated, true, true, false, false, false, code, 1, 0, 0, 0);
    return new DnsMessage(header, List.of(question), Arrays.asList(answers), List.of(), List.of());
  }

  private void serveStream(TcpConnection connection, Behaviour streamed) {
    byte[] message = new byte[1_000];
    connection.onReady(
        () -> {
          int length = connection.peek(0, message, 0, message.length);
          if (length > 2 && length >= 2 + BigEndian.getShort(message, 0)) {
            connection.skip(length);
            DnsMessage query = DnsMessage.parse(message, 2, length).orElseThrow();
            streamed.serve(
                new Query(
                    query, connection.local().address(), connection.remote(), pair.simulation.clock().nowNanos()));
          }
        });
  }

  /** Listens for connections to all servers. */
  void listen(Behaviour streamed, List<TcpConnection> connections) {
    TcpListener listener = pair.server.tcp().listen(53, 8);
    listener.onReady(
        () -> {
          TcpConnection connection = listener.accept();
          if (connection != null) {
            connections.add(connection);
            serveStream(connection, streamed);
          }
        });
  }

  /** Writes a message to a connection, and closes it. */
  static void write(TcpConnection connection, DnsMessage message) {
    byte[] bytes = new byte[2 + DnsMessage.MAX_LENGTH];
    int end = message.emit(bytes, 2);
    BigEndian.putShort(bytes, 0, end - 2);
    if (connection.send(bytes, 0, end) != end) {
      throw new AssertionError("a send buffer has no room for " + end + " bytes");
    }
    connection.close();
  }

  /** Waits for a lookup. */
  DnsResult finish(DnsLookup lookup) {
    pair.until(lookup::isDone);
    return lookup.result();
  }

  DnsResult lookup(String name, int type) {
    return finish(client.lookup(name, type, _ -> {}));
  }

  long drops(DropReason reason) {
    return pair.client.drops().of(reason);
  }

  long nowNanos() {
    return pair.simulation.clock().nowNanos();
  }

  /** The type of addresses of the family that tests use. */
  static int addressType() {
    return Comptime.IPV4 ? DnsType.A : DnsType.AAAA;
  }

  /** A record of an address of that family. */
  static DnsRecord address(DnsName name, int number) {
    return new DnsRecord(name, 300, AddressRecords.data(server(number)));
  }
}
