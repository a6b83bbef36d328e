package dev.zmol.lowpan;

import dev.zmol.iface.Device;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.lowpan.compress.Dispatch;
import dev.zmol.lowpan.compress.FirstFragmentWire;
import dev.zmol.lowpan.compress.HeaderDecompressor;
import dev.zmol.lowpan.compress.SubsequentFragmentWire;
import dev.zmol.lowpan.frame.FrameHeader;
import dev.zmol.lowpan.frame.FrameType;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.wire.EtherType;

/** Takes frames: those of our network and for us, acknowledged where that is asked for; and makes packets of them. */
final class LowpanReceiver {
  private static final int NOTHING = -1;

  private final Device device;
  private final OutgoingFrames frames;
  private final DropCounters drops;
  private final HeaderDecompressor decompressor;
  private final LowpanReassembly reassembly;
  private final FrameHeader header = new FrameHeader();
  private final FrameHeader acknowledgment = new FrameHeader();
  private final Packet acknowledging = new Packet(FrameHeader.MAX_FRAME);
  private final RecentFrames recent = new RecentFrames();
  private final byte[] input = new byte[FrameHeader.MAX_FRAME];
  private final long extended;
  private final long shortAddress;
  private final int pan;

  private int at;
  private int end;
  private long source;
  private long destination;
  private boolean unicast;

  LowpanReceiver(Device device, OutgoingFrames frames, LowpanConfiguration configuration, DropCounters drops) {
    this.device = device;
    this.frames = frames;
    this.drops = drops;
    this.decompressor = new HeaderDecompressor(configuration.contexts());
    this.reassembly = new LowpanReassembly(configuration, drops);
    this.extended = configuration.extendedAddress().bits();
    this.shortAddress = configuration.shortAddress().map(Ieee802154Address::bits).orElse(-1L);
    this.pan = configuration.pan();
  }

  boolean isUnicastFrame() {
    return unicast;
  }

  void poll(long nowNanos) {
    reassembly.poll(nowNanos);
  }

  long pollAt() {
    return reassembly.pollAt();
  }

  private int drop(DropReason reason) {
    drops.count(reason);
    return NOTHING;
  }

  int receive(Packet frame, long nowNanos) {
    byte[] bytes = frame.bytes();
    if (frame.length() > input.length || !header.read(bytes, frame.offset(), frame.end())) {
      return drop(DropReason.FRAME_MALFORMED);
    }
    if (header.type() == FrameType.ACKNOWLEDGMENT) {
      frames.acknowledged(header.sequence());
      return NOTHING;
    }
    DropReason objection = objection();
    if (objection != null) {
      return drop(objection);
    }
    unicast = !header.isBroadcast();
    if (unicast && header.isAckRequested() && header.sequence() != FrameHeader.ABSENT) {
      acknowledge(header.sequence());
    }
    if (recent.isRepeated(header.sourceLength(), header.source(), header.sequence())) {
      return drop(DropReason.FRAME_DUPLICATE);
    }
    source = Ieee802154Address.interfaceIdentifier(header.sourceLength(), header.source());
    destination =
        unicast ? Ieee802154Address.interfaceIdentifier(header.destinationLength(), header.destination()) : 0;
    end = frame.end() - header.payload();
    System.arraycopy(bytes, header.payload(), input, 0, end);
    at = 0;
    return payload(frame, nowNanos);
  }

  /** Why a frame is not one to take; null if it is. */
  private DropReason objection() {
    if (header.type() != FrameType.DATA) {
      return DropReason.FRAME_MALFORMED;
    }
    int itsPan = header.destinationPan();
    if (itsPan != pan && itsPan != FrameHeader.BROADCAST_PAN && itsPan != FrameHeader.ABSENT) {
      return DropReason.FRAME_PAN_NOT_OURS;
    }
    if (!isForUs(header.destinationLength(), header.destination())) {
      return DropReason.FRAME_NOT_FOR_US;
    }
    if (header.isSecured()) {
      return DropReason.FRAME_SECURED;
    }
    boolean fromNobody = header.sourceLength() == 0;
    return fromNobody || (header.sourceLength() == Short.BYTES && header.source() >= 0xfffe)
        ? DropReason.FRAME_SOURCE_INVALID
        : null;
  }

  private boolean isForUs(int length, long address) {
    return length == Long.BYTES
        ? address == extended
        : length == Short.BYTES && (address == shortAddress || address == 0xffff);
  }

  private void acknowledge(int sequence) {
    acknowledging.clear();
    acknowledgment.acknowledgment(sequence);
    int to = acknowledgment.emit(acknowledging.bytes(), acknowledging.offset());
    acknowledging.set(acknowledging.offset(), to - acknowledging.offset());
    if (!device.transmit(acknowledging)) {
      // The sender will ask again.
      drops.count(DropReason.DEVICE_BUSY);
    }
  }

  private int payload(Packet frame, long nowNanos) {
    while (at < end) {
      switch (Dispatch.of(input[at])) {
        case MESH -> {
          if (!mesh()) {
            return NOTHING;
          }
        }
        case BROADCAST -> at += 2;
        case IPV6, COMPRESSED -> {
          return packet(frame);
        }
        case FIRST_FRAGMENT -> {
          return firstFragment(frame, nowNanos);
        }
        case SUBSEQUENT_FRAGMENT -> {
          return subsequentFragment(frame, nowNanos);
        }
        default -> {
          return drop(DropReason.LOWPAN_DISPATCH_UNKNOWN);
        }
      }
    }
    return drop(DropReason.LOWPAN_MALFORMED);
  }

  /** Reads where a frame comes from and goes to in the end (RFC 4944 §5.2); for others we do not forward it. */
  private boolean mesh() {
    int first = input[at] & 0xff;
    int fromLength = (first & 0x20) == 0 ? Long.BYTES : Short.BYTES;
    int toLength = (first & 0x10) == 0 ? Long.BYTES : Short.BYTES;
    int from = at + ((first & 0xf) == 0xf ? 2 : 1);
    if (end - from < fromLength + toLength) {
      drop(DropReason.LOWPAN_MALFORMED);
      return false;
    }
    long to = number(from + fromLength, toLength);
    if (!isForUs(toLength, to)) {
      drop(DropReason.FRAME_NOT_FOR_US);
      return false;
    }
    source = Ieee802154Address.interfaceIdentifier(fromLength, number(from, fromLength));
    boolean group = toLength == Short.BYTES && to == 0xffff;
    destination = group ? 0 : Ieee802154Address.interfaceIdentifier(toLength, to);
    unicast &= !group;
    at = from + fromLength + toLength;
    return true;
  }

  private long number(int from, int length) {
    long number = 0;
    for (int k = 0; k < length; k++) {
      number = number << 8 | (input[from + k] & 0xff);
    }
    return number;
  }

  private int packet(Packet frame) {
    frame.clear();
    byte[] out = frame.bytes();
    int begin = frame.offset();
    int to;
    if (Dispatch.of(input[at]) == Dispatch.IPV6) {
      to = begin + end - at - 1;
      System.arraycopy(input, at + 1, out, begin, end - at - 1);
    } else {
      int whole = HeaderDecompressor.WHOLE;
      to = decompressor.decompress(input, at, end, whole, source, destination, out, begin, out.length);
    }
    if (to < 0) {
      return drop(DropReason.LOWPAN_MALFORMED);
    }
    frame.set(begin, to - begin);
    return EtherType.IPV6;
  }

  private int firstFragment(Packet frame, long nowNanos) {
    int body = at + FirstFragmentWire.LENGTH;
    if (body >= end) {
      return drop(DropReason.LOWPAN_FRAGMENT_MALFORMED);
    }
    int size = FirstFragmentWire.datagramSize(input, at);
    int tag = FirstFragmentWire.datagramTag(input, at);
    byte[] out = frame.bytes();
    boolean udp = false;
    int length;
    if (Dispatch.of(input[body]) == Dispatch.IPV6) {
      length = end - body - 1;
      System.arraycopy(input, body + 1, out, 0, length);
    } else {
      int room = Math.min(out.length, LowpanReassembly.MAX_SIZE);
      length = decompressor.decompress(input, body, end, size, source, destination, out, 0, room);
      udp = decompressor.isChecksumDue();
    }
    if (length < 0 || !LowpanReassembly.isPossible(size, 0, length)) {
      return drop(DropReason.LOWPAN_FRAGMENT_MALFORMED);
    }
    LowpanReassembly.Datagram datagram = reassembly.of(source, destination, size, tag, nowNanos);
    if (reassembly.add(datagram, 0, out, 0, length) && udp) {
      datagram.udp = decompressor.udpHeader();
      datagram.innermost = decompressor.innermostHeader();
    }
    return completed(frame, datagram);
  }

  private int subsequentFragment(Packet frame, long nowNanos) {
    int body = at + SubsequentFragmentWire.LENGTH;
    if (body >= end) {
      return drop(DropReason.LOWPAN_FRAGMENT_MALFORMED);
    }
    int size = SubsequentFragmentWire.datagramSize(input, at);
    int offset = SubsequentFragmentWire.datagramOffset(input, at) << 3;
    if (offset == 0 || !LowpanReassembly.isPossible(size, offset, end - body)) {
      return drop(DropReason.LOWPAN_FRAGMENT_MALFORMED);
    }
    int tag = SubsequentFragmentWire.datagramTag(input, at);
    LowpanReassembly.Datagram datagram = reassembly.of(source, destination, size, tag, nowNanos);
    reassembly.add(datagram, offset, input, body, end - body);
    return completed(frame, datagram);
  }

  private int completed(Packet frame, LowpanReassembly.Datagram datagram) {
    if (!datagram.isComplete()) {
      return NOTHING;
    }
    reassembly.remove(datagram);
    frame.clear();
    if (datagram.size > frame.room()) {
      return drop(DropReason.PACKET_TOO_BIG);
    }
    if (datagram.udp >= 0) {
      HeaderDecompressor.completeChecksum(datagram.bytes, datagram.innermost, datagram.udp, datagram.size);
    }
    System.arraycopy(datagram.bytes, 0, frame.bytes(), frame.offset(), datagram.size);
    frame.set(frame.offset(), datagram.size);
    return EtherType.IPV6;
  }
}
