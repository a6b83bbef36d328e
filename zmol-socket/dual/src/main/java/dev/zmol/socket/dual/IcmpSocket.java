package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IcmpError;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.wire.dual.IcmpEcho;
import dev.zmol.wire.dual.IcmpWire;
import dev.zmol.wire.dual.IpAddress;
import java.util.Objects;
import java.util.Optional;

/**
 * An ICMP socket: what {@link IcmpSockets} binds to an identifier of echo requests, or to a port.
 *
 * <p>It receives whole ICMP messages, from their type on: echo requests and replies with the identifier, and errors
 * about what was sent with the identifier or from the port. That a socket sees a message changes nothing about what the
 * stack does with it: echo requests are answered. Owned by the thread that polls the stack; all methods are called by
 * it.
 */
@Specialize
public final class IcmpSocket extends PacketSocket {
  /** What a socket is bound to. */
  enum Binding {
    /** An identifier of echo messages. */
    IDENTIFIER,
    /** A UDP port. */
    UDP_PORT,
    /** A TCP port. */
    TCP_PORT
  }

  private final IcmpSockets sockets;
  private final Binding binding;
  private final IpAddress address;
  private final int number;
  private char[] typesAndCodes = new char[0];
  private char[] quotes = new char[0];
  private IcmpError.Kind[] kinds = new IcmpError.Kind[0];
  private int type = -1;
  private int code = -1;
  private int quote;
  private IcmpError.Kind kind;

  IcmpSocket(IcmpSockets sockets, Binding binding, IpAddress address, int number) {
    super(sockets.ip(), sockets.news());
    this.sockets = sockets;
    this.binding = binding;
    this.address = address;
    this.number = number;
  }

  /** {@return the identifier, or the port} */
  public int number() {
    return number;
  }

  Binding binding() {
    return binding;
  }

  /** The address, or null for any. */
  IpAddress address() {
    return address;
  }

  /** {@return the type of the message that was received last; -1 before the first} */
  public int type() {
    return type;
  }

  /** {@return the code of the message that was received last; -1 before the first} */
  public int code() {
    return code;
  }

  /** {@return what the message that was received last means if it is an error} */
  public Optional<IcmpError.Kind> error() {
    return Optional.ofNullable(kind);
  }

  /**
   * {@return where in the message that was received last the transport header of the quoted packet begins, of which there
   * are 8 bytes at least; 0 if the message is no error}
   */
  public int quote() {
    return quote;
  }

  @Override
  void looked(int slot) {
    type = typesAndCodes[slot] >>> 8;
    code = typesAndCodes[slot] & 0xff;
    quote = quotes[slot];
    kind = kinds[slot];
  }

  /** Takes in a message; the error is null if it is none. */
  void add(ReceivedPacket packet, IcmpError error, long nowNanos) {
    int icmp = packet.transportOffset();
    int at = add(packet, icmp, nowNanos);
    if (at < 0) {
      ip.drops().count(DropReason.ICMP_QUEUE_FULL);
      return;
    }
    if (kinds.length != slots()) {
      typesAndCodes = new char[slots()];
      quotes = new char[slots()];
      kinds = new IcmpError.Kind[slots()];
    }
    typesAndCodes[at] = (char) (IcmpWire.type(packet.bytes(), icmp) << 8 | IcmpWire.code(packet.bytes(), icmp));
    quotes[at] = (char) (error == null ? 0 : error.transportOffset() - icmp);
    kinds[at] = error == null ? null : error.kind();
  }

  /**
   * Sends a message of any type; its checksum is computed.
   *
   * @param bytes where the message is, from its type on
   * @param offset where it begins
   * @param length how long it is, in bytes (8 or more)
   * @param destination where to send it to
   * @return false if it was not sent: the device is busy, there is no route, or it is too long for the path (which are
   *     counted)
   * @throws IllegalArgumentException if the message lacks a header or is too long for any packet, or nothing can be sent
   *     to the address
   * @throws IllegalStateException if the socket is closed
   */
  @Override
  public boolean send(byte[] bytes, int offset, int length, IpAddress destination) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    Packet message = begin(length, destination);
    System.arraycopy(bytes, offset, message.bytes(), message.offset(), length);
    return transmit(message, destination);
  }

  /**
   * Sends an echo request with the identifier that the socket is bound to.
   *
   * @param sequence tells the requests from each other (0 to 65,535)
   * @param bytes where the data is that the reply has to repeat
   * @param offset where the data begins
   * @param length how long it is, in bytes
   * @param destination where to send it to
   * @return false if it was not sent: the device is busy, there is no route, or it is too long for the path (which are
   *     counted)
   * @throws IllegalArgumentException if the request is too long for any packet, or nothing can be sent to the address
   * @throws IllegalStateException if the socket is closed, or bound to a port
   */
  public boolean sendEchoRequest(int sequence, byte[] bytes, int offset, int length, IpAddress destination) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (binding != Binding.IDENTIFIER) {
      throw new IllegalStateException("the " + this + " has no identifier to send echo requests with");
    }
    Packet request = begin(IcmpWire.LENGTH + length, destination);
    int data = IcmpEcho.emitRequest(request.bytes(), request.offset(), destination, number, sequence & 0xffff);
    System.arraycopy(bytes, offset, request.bytes(), data, length);
    return transmit(request, destination);
  }

  private Packet begin(int length, IpAddress destination) {
    requireOpen();
    if (destination.isUnspecified()) {
      throw new IllegalArgumentException("destination is " + destination + "; it has to be the address of somebody");
    }
    int most = ip.maxDatagram(destination);
    if (length < IcmpWire.LENGTH || length > most) {
      throw new IllegalArgumentException(
          "length is " + length + "; it has to be from " + IcmpWire.LENGTH + " to " + most);
    }
    Packet message = ip.outgoing(length);
    message.set(message.offset(), length);
    return message;
  }

  private boolean transmit(Packet message, IpAddress destination) {
    IpAddress source = address != null ? address : ip.sourceFor(destination);
    if (source == null) {
      ip.drops().count(DropReason.NO_ROUTE);
      return false;
    }
    return isSent(
        sockets
            .icmp()
            .send(message, source, destination, sendTrafficClass(), sendHopLimit(), sockets.news().nowNanos()));
  }

  @Override
  void released() {
    sockets.release(this);
  }

  @Override
  public String toString() {
    String what =
        switch (binding) {
          case IDENTIFIER -> "identifier ";
          case UDP_PORT -> "UDP port ";
          case TCP_PORT -> "TCP port ";
        };
    return "ICMP socket at " + what + number;
  }
}
