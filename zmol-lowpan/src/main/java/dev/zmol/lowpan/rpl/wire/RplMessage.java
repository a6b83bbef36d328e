package dev.zmol.lowpan.rpl.wire;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.List;
import java.util.Optional;

/**
 * A message of RPL: ICMPv6 of type 155 (RFC 6550 §6). The codes of secured messages are not read: whoever has no keys
 * has no use for them.
 */
public sealed interface RplMessage {
  /** The type of ICMPv6 that RPL has. */
  int TYPE = 155;

  /** The length of the shortest message, with the header of ICMPv6. */
  int LEAST_LENGTH = 6;

  /** The code of {@link Solicitation}. */
  int DIS = 0;

  /** The code of {@link DodagInformation}. */
  int DIO = 1;

  /** The code of {@link DestinationAdvertisement}. */
  int DAO = 2;

  /** The code of {@link DestinationAcknowledgment}. */
  int DAO_ACK = 3;

  /** The rank of a node that has no way to the root (RFC 6550 §17). */
  int INFINITE_RANK = 0xffff;

  /** {@return the options in their order, padding among them} */
  List<RplOption> options();

  /**
   * Asks neighbours for information: DIS (RFC 6550 §6.2).
   *
   * @param options the options
   */
  record Solicitation(List<RplOption> options) implements RplMessage {
    /** Copies the options. */
    public Solicitation {
      options = List.copyOf(options);
    }
  }

  /**
   * Tells where its sender is in a DODAG: DIO (RFC 6550 §6.3).
   *
   * @param instance the instance
   * @param version the version of the DODAG, a {@link SequenceCounter} (0 to 255)
   * @param rank the rank of the sender (0 to 65,535)
   * @param grounded whether the DODAG reaches what it is for
   * @param mode how routes away from the root are kept
   * @param preference how much the root wants to be one (0 to 7)
   * @param trigger the DTSN: nodes tell of themselves anew when their parent's increases (0 to 255)
   * @param dodagId the DODAG: an address of its root
   * @param options the options
   */
  record DodagInformation(
      RplInstanceId instance,
      int version,
      int rank,
      boolean grounded,
      RplMode mode,
      int preference,
      int trigger,
      Ipv6Address dodagId,
      List<RplOption> options)
      implements RplMessage {
    /** Checks the ranges. */
    public DodagInformation {
      Ranges.require("version", version, 0xff);
      Ranges.require("rank", rank, 0xffff);
      Ranges.require("preference", preference, 7);
      Ranges.require("trigger", trigger, 0xff);
      options = List.copyOf(options);
    }
  }

  /**
   * Tells what can be reached through its sender: DAO (RFC 6550 §6.4).
   *
   * @param instance the instance
   * @param acknowledge whether the receiver is to acknowledge (K)
   * @param sequence the number of the message (0 to 255)
   * @param dodagId the DODAG; the unspecified address if it is not said, as in a global instance
   * @param options the options
   */
  record DestinationAdvertisement(
      RplInstanceId instance, boolean acknowledge, int sequence, Ipv6Address dodagId, List<RplOption> options)
      implements RplMessage {
    /** Checks the range. */
    public DestinationAdvertisement {
      Ranges.require("sequence", sequence, 0xff);
      options = List.copyOf(options);
    }
  }

  /**
   * Answers a DAO: DAO-ACK (RFC 6550 §6.5).
   *
   * @param instance the instance
   * @param sequence the number of the message that is answered (0 to 255)
   * @param status 0 for yes, up to 127 for yes but better elsewhere, more for no
   * @param dodagId the DODAG; the unspecified address if it is not said
   * @param options the options
   */
  record DestinationAcknowledgment(
      RplInstanceId instance, int sequence, int status, Ipv6Address dodagId, List<RplOption> options)
      implements RplMessage {
    /** The status of what was not taken: the least that says so. */
    public static final int REJECTED = 128;

    /** Checks the ranges. */
    public DestinationAcknowledgment {
      Ranges.require("sequence", sequence, 0xff);
      Ranges.require("status", status, 0xff);
      options = List.copyOf(options);
    }
  }

  /** {@return the code of ICMPv6} */
  default int code() {
    return switch (this) {
      case Solicitation _ -> DIS;
      case DodagInformation _ -> DIO;
      case DestinationAdvertisement _ -> DAO;
      case DestinationAcknowledgment _ -> DAO_ACK;
    };
  }

  /** {@return the length in bytes, with the header of ICMPv6} */
  default int length() {
    return fixedLength() + options().stream().mapToInt(RplOption::length).sum();
  }

  private int fixedLength() {
    return switch (this) {
      case Solicitation _ -> 6;
      case DodagInformation _ -> 28;
      case DestinationAdvertisement dao -> dao.dodagId.isUnspecified() ? 8 : 24;
      case DestinationAcknowledgment ack -> ack.dodagId.isUnspecified() ? 8 : 24;
    };
  }

  /**
   * Reads a message.
   *
   * @param buf the bytes
   * @param at where the header of ICMPv6 begins
   * @param end where the message ends
   * @return the message; nothing if it is malformed, secured, or of a code that is not known
   */
  static Optional<RplMessage> parse(byte[] buf, int at, int end) {
    if (end - at < LEAST_LENGTH || (buf[at] & 0xff) != TYPE) {
      return Optional.empty();
    }
    int body = at + 4;
    return switch (buf[at + 1] & 0xff) {
      case DIS -> RplOptionCodec.parse(buf, body + 2, end).map(Solicitation::new);
      case DIO -> parseInformation(buf, body, end);
      case DAO -> parseAdvertisement(buf, body, end);
      case DAO_ACK -> parseAcknowledgment(buf, body, end);
      default -> Optional.empty();
    };
  }

  private static Optional<RplMessage> parseInformation(byte[] buf, int at, int end) {
    if (end - at < 24) {
      return Optional.empty();
    }
    int flags = buf[at + 4] & 0xff;
    Optional<RplMode> mode = RplMode.of(flags >>> 3 & 7);
    Optional<List<RplOption>> options = RplOptionCodec.parse(buf, at + 24, end);
    if (mode.isEmpty() || options.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        new DodagInformation(
            RplInstanceId.of(buf[at] & 0xff),
            buf[at + 1] & 0xff,
            BigEndian.getShort(buf, at + 2),
            (flags & 0x80) != 0,
            mode.get(),
            flags & 7,
            buf[at + 5] & 0xff,
            Ranges.address(buf, at + 8),
            options.get()));
  }

  private static Optional<RplMessage> parseAdvertisement(byte[] buf, int at, int end) {
    boolean named = end - at >= 4 && (buf[at + 1] & 0x40) != 0;
    int fixed = named ? 20 : 4;
    if (end - at < fixed) {
      return Optional.empty();
    }
    RplInstanceId instance = RplInstanceId.of(buf[at] & 0xff);
    Ipv6Address dodagId = named ? Ranges.address(buf, at + 4) : Ipv6Address.UNSPECIFIED;
    return RplOptionCodec.parse(buf, at + fixed, end)
        .map(o -> new DestinationAdvertisement(instance, buf[at + 1] < 0, buf[at + 3] & 0xff, dodagId, o));
  }

  private static Optional<RplMessage> parseAcknowledgment(byte[] buf, int at, int end) {
    boolean named = end - at >= 4 && (buf[at + 1] & 0x80) != 0;
    int fixed = named ? 20 : 4;
    if (end - at < fixed) {
      return Optional.empty();
    }
    RplInstanceId instance = RplInstanceId.of(buf[at] & 0xff);
    Ipv6Address dodagId = named ? Ranges.address(buf, at + 4) : Ipv6Address.UNSPECIFIED;
    return RplOptionCodec.parse(buf, at + fixed, end)
        .map(o -> new DestinationAcknowledgment(instance, buf[at + 2] & 0xff, buf[at + 3] & 0xff, dodagId, o));
  }

  /**
   * Writes this message, without its checksum.
   *
   * @param buf the bytes
   * @param at where the header of ICMPv6 is to begin
   * @return where it ends
   */
  default int emit(byte[] buf, int at) {
    BigEndian.putInt(buf, at, TYPE << 24 | code() << 16);
    int body = at + 4;
    switch (this) {
      case Solicitation _ -> BigEndian.putShort(buf, body, 0);
      case DodagInformation dio -> {
        BigEndian.putInt(buf, body, dio.instance.octet() << 24 | dio.version << 16 | dio.rank);
        int flags = (dio.grounded ? 0x80 : 0) | dio.mode.number() << 3 | dio.preference;
        BigEndian.putInt(buf, body + 4, flags << 24 | dio.trigger << 16);
        dio.dodagId.emit(buf, body + 8);
      }
      case DestinationAdvertisement dao -> {
        int flags = (dao.acknowledge ? 0x80 : 0) | (dao.dodagId.isUnspecified() ? 0 : 0x40);
        BigEndian.putInt(buf, body, dao.instance.octet() << 24 | flags << 16 | dao.sequence);
        emitDodag(dao.dodagId, buf, body);
      }
      case DestinationAcknowledgment ack -> {
        int flags = ack.dodagId.isUnspecified() ? 0 : 0x80;
        BigEndian.putInt(buf, body, ack.instance.octet() << 24 | flags << 16 | ack.sequence << 8 | ack.status);
        emitDodag(ack.dodagId, buf, body);
      }
    }
    int next = at + fixedLength();
    for (RplOption option : options()) {
      next = option.emit(buf, next);
    }
    return next;
  }

  private static void emitDodag(Ipv6Address dodagId, byte[] buf, int body) {
    if (!dodagId.isUnspecified()) {
      dodagId.emit(buf, body + 4);
    }
  }
}
