package dev.zmol.wire.dns;

import dev.zmol.wire.Bytes;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Reads and writes the data of records. */
final class DnsDataCodec {
  /** The longest data that its length can tell. */
  private static final int MAX_LENGTH = 0xffff;

  private DnsDataCodec() {}

  /** Reads data of a type up to the limit of the reader, which breaks if the data is not of that type. */
  static DnsData read(int type, DnsReader in) {
    return switch (type) {
      case DnsType.A -> new DnsData.A(in.number32());
      case DnsType.AAAA -> new DnsData.Aaaa(in.number64(), in.number64());
      case DnsType.CNAME -> new DnsData.CanonicalName(in.name());
      case DnsType.PTR -> new DnsData.Pointer(in.name());
      case DnsType.NS -> new DnsData.NameServer(in.name());
      case DnsType.MX -> new DnsData.MailExchange(in.number16(), in.name());
      case DnsType.SRV -> new DnsData.Service(in.number16(), in.number16(), in.number16(), in.name());
      case DnsType.TXT -> text(in);
      case DnsType.SOA ->
          new DnsData.StartOfAuthority(
              in.name(), in.name(), in.number32(), in.number32(), in.number32(), in.number32(), in.number32());
      case DnsType.NSEC -> nextSecure(in);
      default -> new DnsData.Unknown(type, in.bytes(in.remaining()));
    };
  }

  /** Data of no bytes stands for one empty text (RFC 6763 §6.1). */
  private static DnsData text(DnsReader in) {
    var strings = new ArrayList<Bytes>();
    while (in.remaining() > 0) {
      strings.add(in.bytes(in.octet()));
    }
    return new DnsData.Text(strings.isEmpty() ? List.of(Bytes.EMPTY) : strings);
  }

  /** What is not of the form that multicast DNS has given it (RFC 6762 §6.1) is kept as it is. */
  private static DnsData nextSecure(DnsReader in) {
    int length = in.remaining();
    DnsReader again = in.copy();
    DnsName next = in.name();
    var types = new ArrayList<Integer>();
    int window = in.remaining() > 0 ? in.octet() : -1;
    int octets = in.remaining() > 0 ? in.octet() : 0;
    if (window == 0 && octets == in.remaining()) {
      BitSet bits = BitSet.valueOf(reversed(in.bytes(octets)));
      bits.stream().forEach(types::add);
    }
    if (types.isEmpty() && !in.isBroken()) {
      in.bytes(in.remaining());
      return new DnsData.Unknown(DnsType.NSEC, again.bytes(length));
    }
    return types.isEmpty() ? new DnsData.Unknown(DnsType.NSEC, Bytes.EMPTY) : new DnsData.NextSecure(next, types);
  }

  /** On the wire the first bit of a byte comes first, in a set of bits the last. */
  private static byte[] reversed(Bytes bits) {
    byte[] reversed = bits.toByteArray();
    for (int k = 0; k < reversed.length; k++) {
      reversed[k] = (byte) (Integer.reverse(reversed[k]) >>> 24);
    }
    return reversed;
  }

  /** Writes data. The names of newer types are not compressed (RFC 3597 §4). */
  static void write(DnsData data, DnsWriter out) {
    switch (data) {
      case DnsData.A(int bits) -> out.number32(bits);
      case DnsData.Aaaa(long high, long low) -> out.number64(high).number64(low);
      case DnsData.CanonicalName(DnsName target) -> out.name(target);
      case DnsData.Pointer(DnsName target) -> out.name(target);
      case DnsData.NameServer(DnsName target) -> out.name(target);
      case DnsData.MailExchange(int preference, DnsName target) -> out.number16(preference).name(target);
      case DnsData.Service(int priority, int weight, int port, DnsName target) ->
          out.number16(priority).number16(weight).number16(port).wholeName(target);
      case DnsData.Text(List<Bytes> strings) ->
          strings.forEach(string -> out.octet(string.length()).bytes(string));
      case DnsData.StartOfAuthority of ->
          out.name(of.primary())
              .name(of.mailbox())
              .number32(of.serial())
              .number32(of.refresh())
              .number32(of.retry())
              .number32(of.expire())
              .number32(of.minimum());
      case DnsData.NextSecure(DnsName next, List<Integer> types) -> nextSecure(next, types, out);
      case DnsData.Unknown(int _, Bytes content) -> out.bytes(content);
    }
  }

  private static void nextSecure(DnsName next, List<Integer> types, DnsWriter out) {
    var bits = new BitSet();
    types.forEach(bits::set);
    Bytes content = Bytes.of(reversed(Bytes.of(bits.toByteArray())));
    out.wholeName(next).octet(0).octet(content.length()).bytes(content);
  }

  static Bytes uncompressed(DnsData data) {
    byte[] buf = new byte[MAX_LENGTH];
    var out = new DnsWriter(buf, 0, MAX_LENGTH);
    out.compresses(false);
    write(data, out);
    return Bytes.copyOf(buf, 0, out.at());
  }
}
