package dev.zmol.lowpan;

import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.ipv6.SendResult;
import dev.zmol.lowpan.compress.Dispatch;
import dev.zmol.lowpan.compress.FirstFragmentHeader;
import dev.zmol.lowpan.compress.FirstFragmentWire;
import dev.zmol.lowpan.compress.HeaderCompressor;
import dev.zmol.lowpan.compress.SubsequentFragmentHeader;
import dev.zmol.lowpan.compress.SubsequentFragmentWire;
import dev.zmol.lowpan.frame.FrameHeader;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.ipv6.Ipv6Wire;

/** Makes frames of packets: compresses headers (RFC 6282), and cuts up what is too long (RFC 4944 §5.3). */
final class LowpanSender {
  private static final int UNITS = ~7;

  private final OutgoingFrames frames;
  private final DropCounters drops;
  private final HeaderCompressor compressor;
  private final FrameHeader header = new FrameHeader();
  private final Ieee802154Address extended;
  private final Ieee802154Address shortAddress;
  private final int pan;
  private final boolean acknowledgments;
  private final byte[] compressed = new byte[LowpanReassembly.MAX_SIZE + 1];
  private int sequence;
  private int datagram;

  /** The interface identifier of the station that the packet at hand is for; 0 for all. */
  private long receiver;

  LowpanSender(OutgoingFrames frames, LowpanConfiguration configuration, DropCounters drops, int seed) {
    this.frames = frames;
    this.drops = drops;
    this.compressor = new HeaderCompressor(configuration.contexts());
    this.extended = configuration.extendedAddress();
    this.shortAddress = configuration.shortAddress().orElse(Ieee802154Address.ABSENT);
    this.pan = configuration.pan();
    this.acknowledgments = configuration.acknowledgments();
    this.sequence = seed & 0xff;
    this.datagram = seed >>> 8;
  }

  /** Sends a packet to a station; after {@link SendResult#BUSY} it is as it was. */
  SendResult send(Packet packet, int length, long bits) {
    if (packet.length() > LowpanReassembly.MAX_SIZE || packet.length() < Ipv6Wire.LENGTH) {
      drops.count(DropReason.PACKET_TOO_BIG);
      return SendResult.DROPPED;
    }
    Ieee802154Address own = ownAddress(packet);
    boolean group = length == Short.BYTES && bits == 0xffff;
    receiver = group ? 0 : Ieee802154Address.interfaceIdentifier(length, bits);
    int headers =
        compressor.compress(
            packet.bytes(), packet.offset(), packet.end(), own.interfaceIdentifier(), receiver, compressed, 0);
    int payload = compressor.payload();
    if (headers < 0) {
      drops.count(DropReason.IP_MALFORMED);
      return SendResult.DROPPED;
    }
    header.data(sequence, acknowledgments && !group, pan, length, bits, own.length(), own.bits());
    int room = FrameHeader.MAX_FRAME - 2 - header.length();
    if (headers + packet.end() - payload <= room) {
      return whole(packet, headers, payload);
    }
    if (headers + FirstFragmentWire.LENGTH > room) {
      // Headers that fill more than a frame stay as they are, so that they can be cut anywhere.
      compressed[0] = Dispatch.UNCOMPRESSED;
      headers = 1;
      payload = packet.offset();
    }
    return fragments(packet, headers, payload, room);
  }

  /** The address of ours that makes the header shortest. */
  private Ieee802154Address ownAddress(Packet packet) {
    boolean derived =
        BigEndian.getLong(packet.bytes(), packet.offset() + Ipv6Wire.SOURCE_OFFSET + 8)
            == extended.interfaceIdentifier();
    return shortAddress.isAbsent() || derived ? extended : shortAddress;
  }

  private SendResult whole(Packet packet, int headers, int payload) {
    if (!frames.hasRoom(1)) {
      return SendResult.BUSY;
    }
    Packet frame = frames.next();
    int at = begin(frame);
    System.arraycopy(compressed, 0, frame.bytes(), at, headers);
    end(frame, at + headers, packet, payload, packet.end() - payload);
    datagram++;
    return SendResult.SENT;
  }

  private SendResult fragments(Packet packet, int headers, int payload, int room) {
    int covered = (payload - packet.offset() + room - FirstFragmentWire.LENGTH - headers) & UNITS;
    int more = (room - SubsequentFragmentWire.LENGTH) & UNITS;
    int rest = packet.length() - covered;
    if (packet.offset() + covered < payload) {
      drops.count(DropReason.PACKET_TOO_BIG);
      return SendResult.DROPPED;
    }
    if (!frames.hasRoom(1 + (rest + more - 1) / more)) {
      return SendResult.BUSY;
    }
    first(packet, headers, payload, covered);
    for (int offset = covered; offset < packet.length(); offset += more) {
      subsequent(packet, offset, Math.min(more, packet.length() - offset));
    }
    datagram++;
    return SendResult.SENT;
  }

  private void first(Packet packet, int headers, int payload, int covered) {
    Packet frame = frames.next();
    byte[] bytes = frame.bytes();
    int at = begin(frame);
    FirstFragmentWire.dispatch(bytes, at, FirstFragmentHeader.DISPATCH);
    FirstFragmentWire.datagramSize(bytes, at, packet.length());
    FirstFragmentWire.datagramTag(bytes, at, datagram);
    System.arraycopy(compressed, 0, bytes, at + FirstFragmentWire.LENGTH, headers);
    end(frame, at + FirstFragmentWire.LENGTH + headers, packet, payload, packet.offset() + covered - payload);
  }

  private void subsequent(Packet packet, int offset, int length) {
    Packet frame = frames.next();
    byte[] bytes = frame.bytes();
    int at = begin(frame);
    SubsequentFragmentWire.dispatch(bytes, at, SubsequentFragmentHeader.DISPATCH);
    SubsequentFragmentWire.datagramSize(bytes, at, packet.length());
    SubsequentFragmentWire.datagramTag(bytes, at, datagram);
    SubsequentFragmentWire.datagramOffset(bytes, at, offset >>> 3);
    end(frame, at + SubsequentFragmentWire.LENGTH, packet, packet.offset() + offset, length);
  }

  /** Writes the header of a frame; where its payload begins. */
  private int begin(Packet frame) {
    header.sequence(sequence);
    return header.emit(frame.bytes(), frame.offset());
  }

  /** Writes the last part of a frame, and queues it. */
  private void end(Packet frame, int at, Packet packet, int from, int length) {
    System.arraycopy(packet.bytes(), from, frame.bytes(), at, length);
    frame.set(frame.offset(), at + length - frame.offset());
    frames.add(datagram, header.isAckRequested() ? sequence : FrameHeader.ABSENT, receiver);
    sequence = sequence + 1 & 0xff;
  }
}
