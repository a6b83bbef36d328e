package dev.zmol.lowpan.text;

import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.compress.Dispatch;
import dev.zmol.lowpan.compress.FirstFragmentWire;
import dev.zmol.lowpan.compress.HeaderDecompressor;
import dev.zmol.lowpan.compress.SubsequentFragmentWire;
import dev.zmol.lowpan.frame.FrameCheckSequence;
import dev.zmol.lowpan.frame.FrameHeader;
import dev.zmol.lowpan.frame.FrameType;
import dev.zmol.lowpan.frame.Ieee802154Address;
import java.util.Arrays;

/** One frame, taken apart as far as that can be done without those before it. */
final class LowpanFrame {
  private static final byte[] NOTHING = {};
  private static final int ROOM = 2048;
  private static final int BROADCAST_HEADER = 2;

  private final FrameHeader header = new FrameHeader();
  private final HeaderDecompressor decompressor;
  private final byte[] buf;
  private final int end;
  private final boolean read;
  private final boolean corrupt;
  private long source;
  private long destination;
  private int at;
  private Dispatch dispatch = Dispatch.NOT_LOWPAN;
  private int size;
  private int tag;
  private int offset;
  private byte[] packet = NOTHING;

  LowpanFrame(CompressionContexts contexts, byte[] buf, int from, int to, boolean checked) {
    this.buf = buf;
    this.decompressor = new HeaderDecompressor(contexts);
    this.end = checked ? Math.max(from, to - FrameCheckSequence.LENGTH) : to;
    this.corrupt = checked && to - from >= FrameCheckSequence.LENGTH && !FrameCheckSequence.isRight(buf, from, to);
    this.read = header.read(buf, from, end);
    this.at = read ? header.payload() : from;
    if (read && header.type() == FrameType.DATA && !header.isSecured()) {
      source = Ieee802154Address.interfaceIdentifier(header.sourceLength(), header.source());
      destination =
          header.isBroadcast()
              ? 0
              : Ieee802154Address.interfaceIdentifier(header.destinationLength(), header.destination());
      payload();
    }
  }

  private void payload() {
    boolean again = true;
    while (again && at < end) {
      dispatch = Dispatch.of(buf[at]);
      again = dispatch == Dispatch.MESH ? skipMesh() : dispatch == Dispatch.BROADCAST && skip(BROADCAST_HEADER);
    }
    switch (dispatch) {
      case IPV6 -> packet = Arrays.copyOfRange(buf, at + 1, end);
      case COMPRESSED -> packet = restore(at, HeaderDecompressor.WHOLE);
      case FIRST_FRAGMENT -> first();
      case SUBSEQUENT_FRAGMENT -> subsequent();
      default -> {
        // Not ours, or cut short.
      }
    }
  }

  private boolean skip(int count) {
    boolean there = end - at >= count;
    at += there ? count : 0;
    return there;
  }

  /** Skips the header of a mesh, whose addresses are the ones that count (RFC 4944 §5.2). */
  private boolean skipMesh() {
    int first = buf[at] & 0xff;
    int fromLength = (first & 0x20) == 0 ? Long.BYTES : Short.BYTES;
    int toLength = (first & 0x10) == 0 ? Long.BYTES : Short.BYTES;
    int from = at + ((first & 0xf) == 0xf ? 2 : 1);
    if (end - from < fromLength + toLength) {
      return false;
    }
    source = Ieee802154Address.interfaceIdentifier(fromLength, number(from, fromLength));
    long to = number(from + fromLength, toLength);
    destination =
        toLength == Short.BYTES && to == 0xffff ? 0 : Ieee802154Address.interfaceIdentifier(toLength, to);
    at = from + fromLength + toLength;
    return true;
  }

  private long number(int from, int length) {
    long number = 0;
    for (int k = 0; k < length; k++) {
      number = number << 8 | (buf[from + k] & 0xff);
    }
    return number;
  }

  private void first() {
    if (end - at <= FirstFragmentWire.LENGTH) {
      dispatch = Dispatch.UNKNOWN;
      return;
    }
    size = FirstFragmentWire.datagramSize(buf, at);
    tag = FirstFragmentWire.datagramTag(buf, at);
    at += FirstFragmentWire.LENGTH;
    packet = Dispatch.of(buf[at]) == Dispatch.IPV6 ? Arrays.copyOfRange(buf, at + 1, end) : restore(at, size);
  }

  private void subsequent() {
    if (end - at < SubsequentFragmentWire.LENGTH) {
      dispatch = Dispatch.UNKNOWN;
      return;
    }
    size = SubsequentFragmentWire.datagramSize(buf, at);
    tag = SubsequentFragmentWire.datagramTag(buf, at);
    offset = SubsequentFragmentWire.datagramOffset(buf, at) << 3;
    at += SubsequentFragmentWire.LENGTH;
  }

  private byte[] restore(int from, int length) {
    if (Dispatch.of(buf[from]) != Dispatch.COMPRESSED) {
      return NOTHING;
    }
    byte[] into = new byte[ROOM];
    int to = decompressor.decompress(buf, from, end, length, source, destination, into, 0, ROOM);
    return to < 0 ? NOTHING : Arrays.copyOf(into, to);
  }

  /** Whether the header makes sense; otherwise nothing else does. */
  boolean isRead() {
    return read;
  }

  FrameHeader header() {
    return header;
  }

  /** Whether its check sequence is wrong. */
  boolean isCorrupt() {
    return corrupt;
  }

  /** What the last of its headers of 6LoWPAN is. */
  Dispatch dispatch() {
    return dispatch;
  }

  boolean isFragment() {
    return dispatch == Dispatch.FIRST_FRAGMENT || dispatch == Dispatch.SUBSEQUENT_FRAGMENT;
  }

  /** Where what follows the headers begins. */
  int at() {
    return at;
  }

  /** Where the frame ends, its check sequence not included. */
  int end() {
    return end;
  }

  /** How long the datagram is whose fragment this is. */
  int size() {
    return size;
  }

  int tag() {
    return tag;
  }

  int offset() {
    return offset;
  }

  /** The packet, or the first part of it, restored; empty if it is not there, or can't be restored. */
  byte[] packet() {
    return packet;
  }
}
