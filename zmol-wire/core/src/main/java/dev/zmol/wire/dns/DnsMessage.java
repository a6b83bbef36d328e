package dev.zmol.wire.dns;

import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole DNS message (RFC 1035 §4.1).
 *
 * @param header the header; {@link #emit} does not ask it for the counts
 * @param questions the questions
 * @param answers the records that answer them
 * @param authorities the records that tell of authorities
 * @param additionals the records that might be of use
 */
public record DnsMessage(
    DnsHeader header,
    List<DnsQuestion> questions,
    List<DnsRecord> answers,
    List<DnsRecord> authorities,
    List<DnsRecord> additionals) {
  /** The longest message, in bytes: what the length in front of it over TCP can tell (RFC 7766 §8). */
  public static final int MAX_LENGTH = 0xffff;

  /** The longest message over UDP whose receiver has not said that it takes more, in bytes (RFC 1035 §4.2.1). */
  public static final int MAX_DATAGRAM = 512;

  /** Creates the message. */
  public DnsMessage {
    questions = List.copyOf(questions);
    answers = List.copyOf(answers);
    authorities = List.copyOf(authorities);
    additionals = List.copyOf(additionals);
  }

  /**
   * Makes a query of one question.
   *
   * @param id what pairs the response with it (0 to 65535)
   * @param question the question
   * @return the message, which desires recursion
   */
  public static DnsMessage query(int id, DnsQuestion question) {
    return new DnsMessage(DnsHeader.query(id, true), List.of(question), List.of(), List.of(), List.of());
  }

  /**
   * Makes the same message with an OPT record, which says that the sender knows EDNS(0) (RFC 6891 §6.1).
   *
   * @param datagramSize the longest message over UDP that the sender takes, in bytes (512 to 65535)
   * @return the message
   */
  public DnsMessage withExtension(int datagramSize) {
    var option = new DnsRecord(DnsName.ROOT, datagramSize, 0, new DnsData.Unknown(DnsType.OPT, Bytes.EMPTY));
    var records = new ArrayList<>(additionals);
    records.add(option);
    return new DnsMessage(header, questions, answers, authorities, records);
  }

  /** {@return whether there is an OPT record: whoever has sent the message knows EDNS(0) (RFC 6891 §7)} */
  public boolean isExtended() {
    return additionals.stream().anyMatch(record -> record.type() == DnsType.OPT);
  }

  /** {@return the response code, with the bits that an OPT record adds to that of the header (RFC 6891 §6.1.3)} */
  public int responseCode() {
    int more =
        additionals.stream()
            .filter(record -> record.type() == DnsType.OPT)
            .mapToInt(record -> (int) (record.timeToLive() >>> 24))
            .findFirst()
            .orElse(0);
    return more << 4 | header.responseCode();
  }

  /**
   * Reads a message. Whatever the bytes are, nothing is thrown, and no more is made of them than they hold: the counts
   * of the header are believed as far as there are bytes.
   *
   * @param buf the bytes
   * @param from where the message begins
   * @param to where it ends
   * @return the message; nothing if it is malformed: cut short, or a name or data that cannot be. Bytes behind its last
   *     record are left out
   */
  public static Optional<DnsMessage> parse(byte[] buf, int from, int to) {
    if (!DnsWire.fits(buf, from, to)) {
      return Optional.empty();
    }
    DnsHeader header = DnsWire.parse(buf, from);
    var in = new DnsReader(buf, from, from + DnsWire.LENGTH, to);
    var message =
        new DnsMessage(
            header,
            questions(in, header.questionCount()),
            records(in, header.answerCount()),
            records(in, header.authorityCount()),
            records(in, header.additionalCount()));
    return in.isBroken() ? Optional.empty() : Optional.of(message);
  }

  private static List<DnsQuestion> questions(DnsReader in, int count) {
    var questions = new ArrayList<DnsQuestion>();
    for (int k = 0; k < count && !in.isBroken(); k++) {
      questions.add(new DnsQuestion(in.name(), in.number16(), in.number16()));
    }
    return questions;
  }

  private static List<DnsRecord> records(DnsReader in, int count) {
    var records = new ArrayList<DnsRecord>();
    for (int k = 0; k < count && !in.isBroken(); k++) {
      DnsName name = in.name();
      int type = in.number16();
      int recordClass = in.number16();
      long timeToLive = Integer.toUnsignedLong(in.number32());
      in.limit(in.number16());
      DnsData data = DnsDataCodec.read(type, in);
      in.endLimit();
      records.add(new DnsRecord(name, recordClass, timeToLive, data));
    }
    return records;
  }

  /**
   * Writes the message, names compressed.
   *
   * @param buf the bytes
   * @param at where to write
   * @return where it ends
   * @throws IllegalArgumentException if there is not enough room
   */
  public int emit(byte[] buf, int at) {
    var out = new DnsWriter(buf, at, Math.min(buf.length, at + MAX_LENGTH)).begin(header);
    boolean whole = questions.stream().allMatch(out::question);
    whole = whole && answers.stream().allMatch(out::answer);
    whole = whole && authorities.stream().allMatch(out::authority);
    whole = whole && additionals.stream().allMatch(out::additional);
    if (!whole) {
      throw new IllegalArgumentException("the message does not fit into " + (buf.length - at) + " bytes");
    }
    return out.finish();
  }

  /** {@return the message, names compressed} */
  public Bytes toBytes() {
    byte[] buf = new byte[MAX_LENGTH];
    return Bytes.copyOf(buf, 0, emit(buf, 0));
  }

  /**
   * Adds a message to a dissection: all its fields, questions and records.
   *
   * @param out the dissection
   * @param buf the bytes
   * @param from where the message begins
   * @param to where it ends
   */
  public static void describe(Dissection out, byte[] buf, int from, int to) {
    out.begin("Dns");
    if (!DnsWire.fits(buf, from, to)) {
      out.text("malformed", Bytes.copyOf(buf, from, to)).end();
      return;
    }
    DnsWire.describeFields(out, buf, from);
    parse(buf, from, to)
        .ifPresentOrElse(
            message -> message.describeSections(out),
            () -> out.text("malformed", Bytes.copyOf(buf, from + DnsWire.LENGTH, to)));
    out.end();
  }

  private void describeSections(Dissection out) {
    questions.forEach(question -> out.text("question", question));
    answers.forEach(answer -> out.text("answer", answer));
    authorities.forEach(authority -> out.text("authority", authority));
    additionals.forEach(additional -> out.text("additional", additional));
  }

  /**
   * Adds a message of a TCP stream to a dissection, with the length in front of it (RFC 7766 §8).
   *
   * @param out the dissection
   * @param buf the bytes
   * @param from where the length begins
   * @param to where the bytes end, which may be before the message does
   */
  public static void describeStream(Dissection out, byte[] buf, int from, int to) {
    if (to - from < 2 || to - from - 2 < BigEndian.getShort(buf, from)) {
      out.begin("Dns").text("segment", Bytes.copyOf(buf, from, to)).end();
    } else {
      describe(out, buf, from + 2, from + 2 + BigEndian.getShort(buf, from));
    }
  }
}
