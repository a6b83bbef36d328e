package dev.zmol.lowpan.frame;

/**
 * The header of a frame, read from bytes or to be written (IEEE 802.15.4-2015 §7.2, and the versions of 2003 and 2006).
 *
 * <p>Mutable, and used again for every frame. Frames are little-endian: what is a number here has its last byte first
 * there.
 */
public final class FrameHeader {
  /** The longest frame, its check sequence included (aMaxPhyPacketSize). */
  public static final int MAX_FRAME = 127;

  /** The longest header that {@link #emit} writes. */
  public static final int MAX_LENGTH = 23;

  /** The network of all networks. */
  public static final int BROADCAST_PAN = 0xffff;

  /** No network, or no sequence number. */
  public static final int ABSENT = -1;

  /** The version of 2003. */
  public static final int VERSION_2003 = 0;

  /** The version of 2006, which the 2011 one shares. */
  public static final int VERSION_2006 = 1;

  /** The version of 2015. */
  public static final int VERSION_2015 = 2;

  private static final int SECURITY = 1 << 3;
  private static final int PENDING = 1 << 4;
  private static final int ACK_REQUEST = 1 << 5;
  private static final int PAN_COMPRESSION = 1 << 6;
  private static final int NO_SEQUENCE = 1 << 8;
  private static final int INFORMATION_ELEMENTS = 1 << 9;
  private static final int DESTINATION_MODE = 10;
  private static final int VERSION = 12;
  private static final int SOURCE_MODE = 14;

  private int control;
  private int sequence;
  private int destinationPan;
  private int destinationLength;
  private long destination;
  private int sourcePan;
  private int sourceLength;
  private long source;
  private int payload;

  /** Where reading has come to. */
  private int at;

  /** Creates a header without content. */
  public FrameHeader() {
    clear(FrameType.DATA, 0);
  }

  private void clear(int type, int newSequence) {
    control = type;
    sequence = newSequence;
    destinationPan = ABSENT;
    destinationLength = 0;
    destination = 0;
    sourcePan = ABSENT;
    sourceLength = 0;
    source = 0;
  }

  // What it says

  /** {@return the type, see {@link FrameType}} */
  public int type() {
    return control & 7;
  }

  /** {@return the version: 0 for 2003, 1 for 2006, 2 for 2015} */
  public int version() {
    return control >>> VERSION & 3;
  }

  /** {@return whether the payload is secured: encrypted, or with a message integrity code} */
  public boolean isSecured() {
    return (control & SECURITY) != 0;
  }

  /** {@return whether the sender has more for the receiver} */
  public boolean isFramePending() {
    return (control & PENDING) != 0;
  }

  /** {@return whether the sender asks for an acknowledgment} */
  public boolean isAckRequested() {
    return (control & ACK_REQUEST) != 0;
  }

  /** {@return the sequence number, 0 to 255; {@link #ABSENT} if the frame has none} */
  public int sequence() {
    return sequence;
  }

  /** {@return the network of the receiver; that of the sender if only it is told; {@link #ABSENT} if none is} */
  public int destinationPan() {
    return destinationPan;
  }

  /** {@return how many bytes the address of the receiver has: 0, 2 or 8} */
  public int destinationLength() {
    return destinationLength;
  }

  /** {@return the address of the receiver as a number} */
  public long destination() {
    return destination;
  }

  /** {@return the network of the sender; that of the receiver if only it is told; {@link #ABSENT} if none is} */
  public int sourcePan() {
    return sourcePan;
  }

  /** {@return how many bytes the address of the sender has: 0, 2 or 8} */
  public int sourceLength() {
    return sourceLength;
  }

  /** {@return the address of the sender as a number} */
  public long source() {
    return source;
  }

  /** {@return whether the receiver is every station} */
  public boolean isBroadcast() {
    return destinationLength == Short.BYTES && destination == 0xffff;
  }

  /** {@return the address of the receiver} */
  public Ieee802154Address destinationAddress() {
    return new Ieee802154Address(destinationLength, destination);
  }

  /** {@return the address of the sender} */
  public Ieee802154Address sourceAddress() {
    return new Ieee802154Address(sourceLength, source);
  }

  /** {@return where the payload of the frame begins that was read last; of a secured one, its security header} */
  public int payload() {
    return payload;
  }

  // In

  /**
   * Reads the header of a frame.
   *
   * @param buf the bytes
   * @param from where the frame begins
   * @param to where it ends, without check sequence
   * @return whether it is a beacon, data, acknowledgment or command frame whose header is whole and right; otherwise
   *     nothing that this object says has a meaning
   */
  public boolean read(byte[] buf, int from, int to) {
    if (to - from < 2) {
      return false;
    }
    clear(0, ABSENT);
    control = (buf[from] & 0xff) | (buf[from + 1] & 0xff) << 8;
    at = from + 2;
    if (type() > FrameType.COMMAND || version() > VERSION_2015) {
      return false;
    }
    destinationLength = addressLength(control >>> DESTINATION_MODE & 3);
    sourceLength = addressLength(control >>> SOURCE_MODE & 3);
    if (destinationLength < 0 || sourceLength < 0 || !arePansRight()) {
      return false;
    }
    if (to - at < sequenceLength() + addressesLength()) {
      return false;
    }
    readFields(buf);
    payload = at;
    return isSecured() || !hasElements() || skipElements(buf, to);
  }

  private static int addressLength(int mode) {
    return switch (mode) {
      case 0 -> 0;
      case 2 -> Short.BYTES;
      case 3 -> Long.BYTES;
      default -> -1;
    };
  }

  private boolean isCompressed() {
    return (control & PAN_COMPRESSION) != 0;
  }

  private boolean hasElements() {
    return version() == VERSION_2015 && (control & INFORMATION_ELEMENTS) != 0;
  }

  /** Before 2015, one network could stand for two only where there were two addresses. */
  private boolean arePansRight() {
    return version() == VERSION_2015 || !isCompressed() || (destinationLength != 0 && sourceLength != 0);
  }

  private int sequenceLength() {
    return version() == VERSION_2015 && (control & NO_SEQUENCE) != 0 ? 0 : 1;
  }

  private int addressesLength() {
    return destinationLength + sourceLength + (hasDestinationPan() ? 2 : 0) + (hasSourcePan() ? 2 : 0);
  }

  /** Whether the network of the receiver is written (IEEE 802.15.4-2015 table 7-2). */
  private boolean hasDestinationPan() {
    if (version() != VERSION_2015) {
      return destinationLength != 0;
    }
    if (destinationLength == 0) {
      return sourceLength == 0 && isCompressed();
    }
    boolean both = sourceLength != 0 && !areBothExtended();
    return both || !isCompressed();
  }

  /** Whether the network of the sender is written (IEEE 802.15.4-2015 table 7-2). */
  private boolean hasSourcePan() {
    boolean lacking = sourceLength == 0 || isCompressed();
    return !lacking && !(version() == VERSION_2015 && areBothExtended());
  }

  private boolean areBothExtended() {
    return destinationLength == Long.BYTES && sourceLength == Long.BYTES;
  }

  private void readFields(byte[] buf) {
    sequence = sequenceLength() == 0 ? ABSENT : buf[at++] & 0xff;
    destinationPan = hasDestinationPan() ? (int) take(buf, 2) : ABSENT;
    destination = take(buf, destinationLength);
    sourcePan = hasSourcePan() ? (int) take(buf, 2) : ABSENT;
    source = take(buf, sourceLength);
    if (sourcePan == ABSENT && sourceLength != 0) {
      sourcePan = destinationPan;
    } else if (destinationPan == ABSENT && destinationLength != 0) {
      destinationPan = sourcePan;
    }
  }

  private long take(byte[] buf, int count) {
    long number = 0;
    for (int k = count - 1; k >= 0; k--) {
      number = number << 8 | (buf[at + k] & 0xff);
    }
    at += count;
    return number;
  }

  /** Skips information elements of the header and of the payload (IEEE 802.15.4-2015 §7.4). */
  private boolean skipElements(byte[] buf, int to) {
    boolean inHeader = true;
    while (to - at >= 2) {
      int descriptor = (buf[at] & 0xff) | (buf[at + 1] & 0xff) << 8;
      boolean ofPayload = descriptor >>> 15 != 0;
      int length = ofPayload ? descriptor & 0x7ff : descriptor & 0x7f;
      if (ofPayload == inHeader || to - at - 2 < length) {
        return false;
      }
      at += 2 + length;
      payload = at;
      int element = ofPayload ? descriptor >>> 11 & 0xf : descriptor >>> 7 & 0xff;
      if (element == (ofPayload ? 0xf : 0x7f)) {
        return true;
      }
      inHeader &= element != 0x7e;
    }
    // Elements may fill the frame to its end, without anything that ends them.
    payload = to;
    return at == to;
  }

  // Out

  /**
   * Becomes the header of a data frame of the version of 2006 between two stations of one network.
   *
   * @param newSequence the sequence number, 0 to 255
   * @param ackRequest whether to ask for an acknowledgment
   * @param pan the network of both
   * @param toLength how many bytes the address of the receiver has: 2 or 8
   * @param to the address of the receiver
   * @param fromLength how many bytes the address of the sender has: 2 or 8
   * @param from the address of the sender
   */
  public void data(
      int newSequence, boolean ackRequest, int pan, int toLength, long to, int fromLength, long from) {
    clear(FrameType.DATA, newSequence & 0xff);
    control |= PAN_COMPRESSION | mode(toLength) << DESTINATION_MODE | mode(fromLength) << SOURCE_MODE;
    control |= VERSION_2006 << VERSION | (ackRequest ? ACK_REQUEST : 0);
    destinationPan = pan;
    destinationLength = toLength;
    destination = to;
    sourcePan = pan;
    sourceLength = fromLength;
    source = from;
  }

  /**
   * Sets the sequence number.
   *
   * @param newSequence the number, 0 to 255
   */
  public void sequence(int newSequence) {
    sequence = newSequence & 0xff;
  }

  private static int mode(int length) {
    return switch (length) {
      case 0 -> 0;
      case Short.BYTES -> 2;
      case Long.BYTES -> 3;
      default -> throw new IllegalArgumentException("length of an address is " + length + "; it has to be 0, 2 or 8");
    };
  }

  /**
   * Becomes the header of an acknowledgment of the frame with a sequence number.
   *
   * @param acknowledged the sequence number, 0 to 255
   */
  public void acknowledgment(int acknowledged) {
    clear(FrameType.ACKNOWLEDGMENT, acknowledged & 0xff);
  }

  /**
   * Becomes any header without security and information elements.
   *
   * @param type see {@link FrameType}
   * @param version 0, 1 or 2
   * @param newSequence the sequence number; {@link #ABSENT} for none, which the version of 2015 allows
   * @param toPan the network of the receiver
   * @param to the address of the receiver
   * @param fromPan the network of the sender
   * @param from the address of the sender
   */
  public void set(
      int type, int version, int newSequence, int toPan, Ieee802154Address to, int fromPan, Ieee802154Address from) {
    clear(type, newSequence);
    control |= version << VERSION | mode(to.length()) << DESTINATION_MODE | mode(from.length()) << SOURCE_MODE;
    if (newSequence == ABSENT) {
      if (version != VERSION_2015) {
        throw new IllegalArgumentException("sequence is absent, and version " + version + "; version 2 allows that");
      }
      control |= NO_SEQUENCE;
    }
    destinationPan = to.isAbsent() ? ABSENT : toPan;
    destinationLength = to.length();
    destination = to.bits();
    sourcePan = from.isAbsent() ? ABSENT : fromPan;
    sourceLength = from.length();
    source = from.bits();
    boolean both = !to.isAbsent() && !from.isAbsent();
    boolean same = both && toPan == fromPan;
    // Two extended addresses always share what network is written.
    control |= same && !(version == VERSION_2015 && areBothExtended()) ? PAN_COMPRESSION : 0;
  }

  /** {@return how many bytes {@link #emit} writes} */
  public int length() {
    return 2 + sequenceLength() + addressesLength();
  }

  /**
   * Writes the header.
   *
   * @param buf where to; there has to be room for {@link #length} bytes
   * @param from where to begin
   * @return where the payload begins
   */
  public int emit(byte[] buf, int from) {
    int end = put(buf, from, 2, control);
    if (sequenceLength() != 0) {
      end = put(buf, end, 1, sequence);
    }
    if (hasDestinationPan()) {
      end = put(buf, end, 2, destinationPan);
    }
    end = put(buf, end, destinationLength, destination);
    if (hasSourcePan()) {
      end = put(buf, end, 2, sourcePan);
    }
    return put(buf, end, sourceLength, source);
  }

  private static int put(byte[] buf, int from, int count, long number) {
    for (int k = 0; k < count; k++) {
      buf[from + k] = (byte) (number >>> (8 * k));
    }
    return from + count;
  }

  /** The type, the addresses with their networks, and the sequence number. */
  @Override
  public String toString() {
    String number = sequence == ABSENT ? "" : " seq " + sequence;
    if (sourceLength == 0 && destinationLength == 0) {
      return FrameType.name(type()) + number;
    }
    return FrameType.name(type()) + " " + station(sourcePan, sourceAddress()) + " > "
        + station(destinationPan, destinationAddress()) + number;
  }

  private static String station(int pan, Ieee802154Address address) {
    return (pan == ABSENT ? "" : "%04x/".formatted(pan)) + address;
  }
}
