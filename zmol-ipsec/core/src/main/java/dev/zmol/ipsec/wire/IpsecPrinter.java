package dev.zmol.ipsec.wire;

import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.MessagePrinter;
import dev.zmol.wire.MessagePrinters;

/** Shows what of IPsec packets is not encrypted. */
public enum IpsecPrinter implements MessagePrinter {
  /** For encapsulating security payloads. */
  ESP {
    @Override
    public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
      out.append("ESP");
      if (to - from < EspWire.LENGTH) {
        out.append(TRUNCATED);
        return;
      }
      append(out, EspWire.spi(buf, from), EspWire.sequenceNumber(buf, from));
      out.append(" length ").append(to - from);
    }

    @Override
    public void describe(Dissection out, byte[] buf, int from, int to) {
      out.begin("ESP");
      if (to - from < EspWire.LENGTH) {
        out.text("ESP", TRUNCATED.strip()).end();
        return;
      }
      out.hex("spi", Integer.toUnsignedLong(EspWire.spi(buf, from)), Integer.SIZE);
      out.decimal("sequenceNumber", Integer.toUnsignedLong(EspWire.sequenceNumber(buf, from)));
      out.decimal("length", to - from).end();
    }
  },
  /** For authentication headers. */
  AH {
    @Override
    public void appendLine(StringBuilder out, byte[] buf, int from, int to) {
      out.append("AH");
      if (to - from < AhWire.LENGTH) {
        out.append(TRUNCATED);
        return;
      }
      append(out, AhWire.spi(buf, from), AhWire.sequenceNumber(buf, from));
      out.append(" next ").append(IpProtocol.format(AhWire.nextHeader(buf, from)));
      out.append(AhPacket.payload(buf, from, to) < 0 ? MALFORMED : "");
    }

    @Override
    public void describe(Dissection out, byte[] buf, int from, int to) {
      out.begin("AH");
      if (to - from < AhWire.LENGTH) {
        out.text("AH", TRUNCATED.strip()).end();
        return;
      }
      out.text("nextHeader", IpProtocol.format(AhWire.nextHeader(buf, from)));
      out.hex("spi", Integer.toUnsignedLong(AhWire.spi(buf, from)), Integer.SIZE);
      out.decimal("sequenceNumber", Integer.toUnsignedLong(AhWire.sequenceNumber(buf, from)));
      int payload = AhPacket.payload(buf, from, to);
      out.text("icv", payload < 0 ? MALFORMED.strip() : Bytes.copyOf(buf, from + AhWire.LENGTH, payload)).end();
    }
  };

  private static final String TRUNCATED = " [truncated]";
  private static final String MALFORMED = " [malformed]";

  private static void append(StringBuilder out, int spi, int sequenceNumber) {
    out.append(" spi 0x").append(String.format("%08x", spi));
    out.append(" seq ").append(Integer.toUnsignedString(sequenceNumber));
  }

  /**
   * Adds the printers of IPsec to others.
   *
   * @param printers the others
   * @return all of them
   */
  public static MessagePrinters addTo(MessagePrinters printers) {
    return printers
        .with(MessagePrinters.Carrier.IP, IpProtocol.ESP, ESP)
        .with(MessagePrinters.Carrier.IP, IpProtocol.AH, AH);
  }
}
