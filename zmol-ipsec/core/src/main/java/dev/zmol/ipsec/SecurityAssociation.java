package dev.zmol.ipsec;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.ipsec.wire.AhPacket;
import dev.zmol.ipsec.wire.AhWire;
import dev.zmol.ipsec.wire.EspPacket;
import dev.zmol.ipsec.wire.EspWire;
import dev.zmol.wire.IpProtocol;
import java.util.Arrays;

/**
 * A security association: how the packets of one direction are protected, and how many there have been (RFC 4301
 * §4.4.2).
 *
 * <p>Owned by the thread of the stack that it is installed in, which calls all methods. It is used either to seal or to
 * open packets. What it refuses it says the reason for, and counts nothing.
 */
public final class SecurityAssociation implements AutoCloseable {
  /** The length of ESP's initialization vector at most: what has to be free in front of where a text is opened to. */
  public static final int MAX_IV_LENGTH = 16;

  /** What the length of an authentication header is a multiple of over IPv6, and over IPv4 with some peers. */
  private static final int LARGEST_ALIGNMENT = 8;

  private static final long MAX_SHORT_SEQUENCE = 0xffff_ffffL;

  private final int protocol;
  private final int spi;
  private final Mode mode;
  private final String algorithms;
  private final boolean extended;
  private final boolean rounded;
  private final long salt;
  private final Lifetime soft;
  private final Lifetime hard;
  private final ReplayWindow window;

  /** Null for AH. */
  private final EspTransform transform;

  /** Null for ESP. */
  private final AhAuthenticator authenticator;

  private ExpiryListener listener = (association, isHard) -> {};
  private long sequence;
  private long bytes;
  private long packets;
  private long installedAt;
  private boolean installed;
  private boolean softOver;
  private boolean over;

  // What the packet opened last has within.
  private int payloadLength;
  private int nextHeader;

  SecurityAssociation(SecurityAssociationBuilder from, EspTransform transform, AhAuthenticator authenticator) {
    this.protocol = from.protocol();
    this.spi = from.spi();
    this.mode = from.mode();
    this.algorithms = from.algorithms();
    this.extended = from.isExtended();
    this.rounded = from.isRounded();
    this.salt = from.salt();
    this.soft = from.soft();
    this.hard = from.hard();
    this.sequence = from.sequence();
    this.window = new ReplayWindow(from.window(), extended, sequence);
    this.transform = transform;
    this.authenticator = authenticator;
  }

  /**
   * Begins an association of the encapsulating security payload.
   *
   * @param spi the security parameters index, which the receiver chooses (256 to 0xffffffff)
   * @return what puts it together
   * @throws IllegalArgumentException if the index is reserved
   */
  public static SecurityAssociationBuilder esp(int spi) {
    return new SecurityAssociationBuilder(IpProtocol.ESP, spi);
  }

  /**
   * Begins an association of the authentication header.
   *
   * @param spi the security parameters index, which the receiver chooses (256 to 0xffffffff)
   * @return what puts it together
   * @throws IllegalArgumentException if the index is reserved
   */
  public static SecurityAssociationBuilder ah(int spi) {
    return new SecurityAssociationBuilder(IpProtocol.AH, spi);
  }

  /** {@return the security parameters index} */
  public int spi() {
    return spi;
  }

  /** {@return 50 for ESP, 51 for AH} */
  public int protocol() {
    return protocol;
  }

  /** {@return what of packets is protected} */
  public Mode mode() {
    return mode;
  }

  /** {@return the last sequence number that was sent} */
  public long sequenceNumber() {
    return sequence;
  }

  /** {@return how many bytes of payload have been sealed or opened} */
  public long bytes() {
    return bytes;
  }

  /** {@return how many packets have been sealed or opened} */
  public long packets() {
    return packets;
  }

  /** {@return whether the association can't be used any more: closed, or its lifetime over} */
  public boolean isOver() {
    return over;
  }

  /**
   * Sets who hears of the end.
   *
   * @param newListener hears of it, in place of another
   */
  public void listener(ExpiryListener newListener) {
    listener = newListener;
  }

  /**
   * Starts the clock of the lifetimes.
   *
   * @param nowNanos the time, in nanoseconds
   */
  public void install(long nowNanos) {
    if (!installed) {
      installed = true;
      installedAt = nowNanos;
    }
  }

  /**
   * Looks whether a lifetime is over, and tells the listener.
   *
   * @param nowNanos the time, in nanoseconds
   * @return whether the association can still be used
   */
  public boolean check(long nowNanos) {
    long used = nowNanos - installedAt;
    if (!softOver && soft.isOver(bytes, packets, used)) {
      softOver = true;
      listener.expired(this, false);
    }
    if (!over && hard.isOver(bytes, packets, used)) {
      end();
    }
    return !over;
  }

  /**
   * Says when {@link #check} has something to tell, should no packet pass before.
   *
   * @return the time, in nanoseconds; {@link Long#MAX_VALUE} means never
   */
  public long expiresAt() {
    long nanos = over ? Long.MAX_VALUE : softOver ? hard.nanos() : Math.min(soft.nanos(), hard.nanos());
    return nanos == Long.MAX_VALUE ? nanos : installedAt + nanos;
  }

  private void end() {
    over = true;
    listener.expired(this, true);
  }

  // Lengths

  /**
   * Returns how long a payload becomes.
   *
   * @param length the length of what is to be protected, in bytes
   * @param alignment what the length of an authentication header is a multiple of: 4 over IPv4, 8 over IPv6
   * @return the length of ESP, or of the authentication header and what follows it
   */
  public int sealedLength(int length, int alignment) {
    if (transform == null) {
      return ahLength(alignment) + length;
    }
    int text = EspPacket.textLength(length, transform.alignment());
    return EspWire.LENGTH + transform.ivLength() + text + transform.icvLength();
  }

  /**
   * Returns how much fits, once it is protected.
   *
   * @param room the room in bytes
   * @param alignment what the length of an authentication header is a multiple of: 4 over IPv4, 8 over IPv6
   * @return the length of what may be protected, in bytes; negative if nothing fits
   */
  public int longestPayload(int room, int alignment) {
    if (transform == null) {
      return room - ahLength(alignment);
    }
    int text = room - EspWire.LENGTH - transform.ivLength() - transform.icvLength();
    return (text & -transform.alignment()) - EspPacket.TRAILER_LENGTH;
  }

  /** {@return how many bytes precede the payload in ESP} */
  public int espHeaderLength() {
    return EspWire.LENGTH + transform.ivLength();
  }

  /**
   * Returns the length of the authentication header.
   *
   * @param alignment what it is a multiple of: 4 over IPv4, 8 over IPv6
   * @return the length in bytes
   */
  public int ahLength(int alignment) {
    return AhPacket.length(authenticator.length(), rounded ? LARGEST_ALIGNMENT : alignment);
  }

  // Out

  /** Takes the next sequence number, unless the association has come to its end (RFC 4303 §3.3.3). */
  private DropReason next(int length, long nowNanos) {
    if (!check(nowNanos)) {
      return DropReason.IPSEC_EXPIRED;
    }
    if (sequence == (extended ? -1 : MAX_SHORT_SEQUENCE)) {
      end();
      return DropReason.IPSEC_SEQUENCE_OVERFLOW;
    }
    sequence++;
    packets++;
    bytes += length;
    return null;
  }

  /**
   * Makes an ESP packet of a payload, in place.
   *
   * @param packet the payload, with {@link #espHeaderLength} bytes free in front, and enough behind; afterwards the ESP
   *     packet
   * @param payloadProtocol the number of the protocol of the payload
   * @param nowNanos the time, in nanoseconds
   * @return null, or why the packet must not be sent
   */
  public DropReason seal(Packet packet, int payloadProtocol, long nowNanos) {
    int length = packet.length();
    DropReason refused = next(length, nowNanos);
    if (refused != null) {
      return refused;
    }
    byte[] buf = packet.bytes();
    int text = packet.offset();
    int icv = EspPacket.emitTrailer(buf, text, text + length, transform.alignment(), payloadProtocol);
    int esp = text - espHeaderLength();
    packet.set(esp, icv + transform.icvLength() - esp);
    EspWire.spi(buf, esp, spi);
    EspWire.sequenceNumber(buf, esp, (int) sequence);
    transform.seal(buf, esp, icv, salt ^ sequence, sequence);
    return null;
  }

  /**
   * Writes an authentication header whose integrity check value is still missing.
   *
   * @param buf the buffer
   * @param ah where the header begins
   * @param headerLength how long it is ({@link #ahLength})
   * @param payloadProtocol the number of the protocol of what follows
   * @param payload how many bytes follow
   * @param nowNanos the time, in nanoseconds
   * @return null, or why the packet must not be sent
   */
  public DropReason beginAh(
      byte[] buf, int ah, int headerLength, int payloadProtocol, int payload, long nowNanos) {
    DropReason refused = next(payload, nowNanos);
    if (refused != null) {
      return refused;
    }
    Arrays.fill(buf, ah, ah + headerLength, (byte) 0);
    AhWire.nextHeader(buf, ah, payloadProtocol);
    AhWire.payloadLength(buf, ah, headerLength / 4 - 2);
    AhWire.spi(buf, ah, spi);
    AhWire.sequenceNumber(buf, ah, (int) sequence);
    return null;
  }

  /**
   * Fills in the integrity check value of an authentication header.
   *
   * @param front what precedes the header, all that changes on the way being zero
   * @param frontLength how long that is
   * @param buf the buffer that the header is in
   * @param ah where it begins
   * @param end where the packet ends
   */
  public void finishAh(byte[] front, int frontLength, byte[] buf, int ah, int end) {
    authenticator.seal(front, frontLength, buf, ah, end, salt ^ sequence, sequence);
  }

  // In

  /**
   * Verifies and decrypts an ESP packet (RFC 4303 §3.4).
   *
   * @param buf the buffer
   * @param esp where the packet begins
   * @param end where it ends
   * @param out another buffer, for the payload, as long as the packet at least
   * @param at where the payload is to begin there, {@value #MAX_IV_LENGTH} or more; so many bytes in front of it may be
   *     overwritten
   * @param nowNanos the time, in nanoseconds
   * @return null, or why the packet is to be dropped; {@link #payloadLength} and {@link #nextHeader} say what is in it
   */
  public DropReason open(byte[] buf, int esp, int end, byte[] out, int at, long nowNanos) {
    int icv = EspPacket.icv(esp, end, transform.ivLength(), transform.icvLength(), transform.alignment());
    if (icv < 0) {
      return DropReason.IPSEC_MALFORMED;
    }
    if (!check(nowNanos)) {
      return DropReason.IPSEC_EXPIRED;
    }
    long number = window.infer(EspWire.sequenceNumber(buf, esp));
    if (!window.isAcceptable(number)) {
      return DropReason.IPSEC_REPLAYED;
    }
    if (!transform.open(buf, esp, icv, out, at, number)) {
      return DropReason.IPSEC_INTEGRITY;
    }
    window.accept(number);
    int textEnd = at + icv - esp - espHeaderLength();
    int payloadEnd = EspPacket.payloadEnd(out, at, textEnd);
    if (payloadEnd < 0) {
      return DropReason.IPSEC_MALFORMED;
    }
    return opened(payloadEnd - at, EspPacket.nextHeader(out, textEnd));
  }

  /**
   * Verifies a packet with an authentication header (RFC 4302 §3.4).
   *
   * @param front what precedes the header, all that changes on the way being zero
   * @param frontLength how long that is
   * @param buf the buffer that the header is in
   * @param ah where it begins
   * @param end where the packet ends
   * @param alignment what the length of the header is a multiple of: 4 over IPv4, 8 over IPv6
   * @param nowNanos the time, in nanoseconds
   * @return null, or why the packet is to be dropped; {@link #payloadLength} and {@link #nextHeader} say what is in it
   */
  public DropReason verify(
      byte[] front, int frontLength, byte[] buf, int ah, int end, int alignment, long nowNanos) {
    int payload = AhPacket.payload(buf, ah, end);
    if (payload < 0 || !isAhLength(payload - ah, alignment)) {
      return DropReason.IPSEC_MALFORMED;
    }
    if (!check(nowNanos)) {
      return DropReason.IPSEC_EXPIRED;
    }
    long number = window.infer(AhWire.sequenceNumber(buf, ah));
    if (!window.isAcceptable(number)) {
      return DropReason.IPSEC_REPLAYED;
    }
    if (!authenticator.verify(front, frontLength, buf, ah, end, number)) {
      return DropReason.IPSEC_INTEGRITY;
    }
    window.accept(number);
    return opened(end - payload, AhWire.nextHeader(buf, ah));
  }

  /** Whatever we send, some peers round up to eight bytes over IPv4, too. */
  private boolean isAhLength(int length, int alignment) {
    return length == AhPacket.length(authenticator.length(), alignment)
        || length == AhPacket.length(authenticator.length(), LARGEST_ALIGNMENT);
  }

  private DropReason opened(int length, int protocolWithin) {
    payloadLength = length;
    nextHeader = protocolWithin;
    packets++;
    bytes += length;
    return null;
  }

  /** {@return the length of the payload that was opened last, in bytes} */
  public int payloadLength() {
    return payloadLength;
  }

  /** {@return the number of the protocol of the payload that was opened last} */
  public int nextHeader() {
    return nextHeader;
  }

  /** Wipes the keys: the association can't be used any more. */
  @Override
  public void close() {
    over = true;
    if (transform != null) {
      transform.close();
    } else {
      authenticator.close();
    }
  }

  /** Says what the association is, but not its keys. */
  @Override
  public String toString() {
    return (transform == null ? "AH" : "ESP") + " spi 0x" + String.format("%08x", spi) + " " + mode + " " + algorithms;
  }
}
