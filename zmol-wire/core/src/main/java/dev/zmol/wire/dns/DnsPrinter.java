package dev.zmol.wire.dns;

import dev.zmol.wire.Dissection;
import dev.zmol.wire.MessagePrinter;

/** Shows DNS messages, as datagrams have them, or with a length in front, as TCP has them (RFC 7766 §8). */
public enum DnsPrinter implements MessagePrinter {
  /** For UDP. */
  DATAGRAM {
    @Override
    public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
      DnsLine.append(out, buf, from, to);
    }

    @Override
    public void describe(Dissection out, byte[] buf, int from, int to) {
      DnsMessage.describe(out, buf, from, to);
    }
  },
  /** For TCP: what a segment has, if it begins with a message. */
  STREAM {
    @Override
    public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
      DnsLine.appendStream(out, buf, from, to);
    }

    @Override
    public void describe(Dissection out, byte[] buf, int from, int to) {
      DnsMessage.describeStream(out, buf, from, to);
    }
  }
}
