package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsQuestion;
import java.util.Optional;

/** A query over TCP: one message in front of which is its length, and one such message in return (RFC 7766 §8). */
@Specialize
final class DnsStreamQuery {
  private static final int LENGTH_FIELD = 2;

  private final TcpConnection connection;
  private final DnsQuestion question;
  private final DropCounters drops;
  private final int id;
  private final byte[] query = new byte[LENGTH_FIELD + DnsMessage.MAX_DATAGRAM];
  private final int queryLength;
  private int sent;
  private byte[] message = new byte[LENGTH_FIELD];
  private int received;
  private boolean over;

  DnsStreamQuery(TcpConnection connection, DnsQuestion question, int id, DropCounters drops) {
    this.connection = connection;
    this.question = question;
    this.id = id;
    this.drops = drops;
    this.queryLength = DnsMessage.query(id, question).emit(query, LENGTH_FIELD);
    BigEndian.putShort(query, 0, queryLength - LENGTH_FIELD);
  }

  /** Sends and receives what there is, up to the response. */
  Optional<DnsMessage> poll() {
    if (connection.canSend() && sent < queryLength) {
      sent += Math.max(0, connection.send(query, sent, queryLength - sent));
    }
    read();
    if (received < LENGTH_FIELD || received < message.length || message.length == LENGTH_FIELD) {
      return Optional.empty();
    }
    over = true;
    Optional<DnsMessage> parsed = DnsMessage.parse(message, LENGTH_FIELD, message.length);
    if (parsed.isPresent() && DnsDatagramQuery.isResponse(parsed.get(), id, question)) {
      return parsed;
    }
    drops.count(parsed.isEmpty() ? DropReason.DNS_MALFORMED : DropReason.DNS_UNEXPECTED);
    return Optional.empty();
  }

  private void read() {
    received += Math.max(0, connection.receive(message, received, message.length - received));
    if (received == LENGTH_FIELD && message.length == LENGTH_FIELD) {
      byte[] whole = new byte[LENGTH_FIELD + BigEndian.getShort(message, 0)];
      whole[0] = message[0];
      whole[1] = message[1];
      message = whole;
      over = message.length == LENGTH_FIELD;
      received += Math.max(0, connection.receive(message, received, message.length - received));
    }
  }

  /** Whether there will be no response. */
  boolean isOver() {
    return over || connection.isEndOfStream();
  }

  void close() {
    // Who has the answer does not wait for the other side to agree to the end, nor keeps state for it.
    connection.closeInput();
    connection.close();
  }

  void abort() {
    connection.abort();
  }
}
