package dev.zmol.wire;

import java.util.ArrayList;

/** Reads and writes single TCP options as values. */
final class TcpOptionCodec {
  private TcpOptionCodec() {}

  /** Reads an option whose content lies between two offsets. */
  static TcpOption read(int kind, byte[] buf, int from, int to) {
    int length = to - from;
    if (kind == TcpOptions.MAXIMUM_SEGMENT_SIZE && length == 2) {
      return new TcpOption.MaximumSegmentSize(BigEndian.getShort(buf, from));
    }
    if (kind == TcpOptions.WINDOW_SCALE && length == 1) {
      return new TcpOption.WindowScale(buf[from] & 0xff);
    }
    if (kind == TcpOptions.SACK_PERMITTED && length == 0) {
      return new TcpOption.SackPermitted();
    }
    if (kind == TcpOptions.TIMESTAMPS && length == 8) {
      return new TcpOption.Timestamps(BigEndian.getInt(buf, from), BigEndian.getInt(buf, from + 4));
    }
    if (kind == TcpOptions.SACK && length > 0 && length % 8 == 0) {
      return readSack(buf, from, to);
    }
    return new TcpOption.Unknown(kind, Bytes.copyOf(buf, from, to));
  }

  private static TcpOption readSack(byte[] buf, int from, int to) {
    var blocks = new ArrayList<TcpOption.SackBlock>();
    for (int at = from; at < to; at += 8) {
      blocks.add(new TcpOption.SackBlock(BigEndian.getInt(buf, at), BigEndian.getInt(buf, at + 4)));
    }
    return new TcpOption.Sack(blocks);
  }

  /** Writes an option without padding and returns where it ends. */
  static int write(TcpOption option, byte[] buf, int at) {
    return switch (option) {
      case TcpOption.MaximumSegmentSize(int size) -> TcpOptionWriter.maximumSegmentSize(buf, at, size);
      case TcpOption.WindowScale(int shift) -> {
        int end = begin(TcpOptions.WINDOW_SCALE, option, buf, at);
        buf[end] = (byte) shift;
        yield end + 1;
      }
      case TcpOption.SackPermitted _ -> begin(TcpOptions.SACK_PERMITTED, option, buf, at);
      case TcpOption.Sack sack -> {
        int end = begin(TcpOptions.SACK, option, buf, at);
        for (TcpOption.SackBlock block : sack.blocks()) {
          end = TcpOptionWriter.sackBlock(buf, end, block.left(), block.right());
        }
        yield end;
      }
      case TcpOption.Timestamps(int value, int echo) ->
          TcpOptionWriter.sackBlock(buf, begin(TcpOptions.TIMESTAMPS, option, buf, at), value, echo);
      case TcpOption.Unknown(int kind, Bytes content) -> content.copyTo(buf, begin(kind, option, buf, at));
    };
  }

  private static int begin(int kind, TcpOption option, byte[] buf, int at) {
    buf[at] = (byte) kind;
    buf[at + 1] = (byte) option.length();
    return at + 2;
  }
}
