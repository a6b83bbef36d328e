package dev.zmol.bench;

import dev.zmol.wire.EtherType;
import dev.zmol.wire.EthernetFrame;
import dev.zmol.wire.EthernetWire;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpSegment;
import dev.zmol.wire.dual.Ipv4Address;
import dev.zmol.wire.dual.Ipv4Packet;
import dev.zmol.wire.dual.Ipv4Wire;
import dev.zmol.wire.dual.Ipv6Address;
import dev.zmol.wire.dual.Ipv6Packet;
import dev.zmol.wire.dual.Ipv6Wire;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Reads and writes the headers of a TCP segment in an Ethernet frame; TCP checksum and payload are left out. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class HeaderBenchmark {
  private static final int TCP_LENGTH = 20;
  private static final int PAYLOAD = 1460;

  private final byte[] frame4 = new byte[2048];
  private final byte[] frame6 = new byte[2048];
  private final Ipv4Address source4 = Ipv4Address.of(10, 0, 0, 1);
  private final Ipv4Address destination4 = Ipv4Address.of(10, 0, 0, 2);
  private final Ipv6Address source6 = Ipv6Address.parse("fd00::1");
  private final Ipv6Address destination6 = Ipv6Address.parse("fd00::2");
  private int sequence;

  /** Writes the frames that are read. */
  @Setup
  public void prepare() {
    emit4();
    emit6();
  }

  /** {@return something of each field of the headers of an IPv4 frame, whose IP checksum is verified} */
  @Benchmark
  public long parse4() {
    byte[] frame = frame4;
    int end = EthernetWire.LENGTH + Ipv4Wire.LENGTH + TCP_LENGTH + PAYLOAD;
    int ip = EthernetWire.LENGTH;
    if (!EthernetFrame.isComplete(0, end) || EthernetFrame.etherType(frame, 0) != EtherType.IPV4) {
      return -1;
    }
    end = Ipv4Packet.end(frame, ip, end);
    if (end < 0 || !Ipv4Packet.verify(frame, ip) || Ipv4Packet.isFragment(frame, ip)) {
      return -1;
    }
    if (Ipv4Wire.protocol(frame, ip) != IpProtocol.TCP || !destination4.isAt(frame, ip + 16)) {
      return -1;
    }
    return tcp(frame, Ipv4Packet.payload(frame, ip), end);
  }

  /** {@return something of each field of the headers of an IPv6 frame} */
  @Benchmark
  public long parse6() {
    byte[] frame = frame6;
    int end = EthernetWire.LENGTH + Ipv6Wire.LENGTH + TCP_LENGTH + PAYLOAD;
    int ip = EthernetWire.LENGTH;
    if (!EthernetFrame.isComplete(0, end) || EthernetFrame.etherType(frame, 0) != EtherType.IPV6) {
      return -1;
    }
    end = Ipv6Packet.end(frame, ip, end);
    if (end < 0 || Ipv6Wire.nextHeader(frame, ip) != IpProtocol.TCP || !destination6.isAt(frame, ip + 24)) {
      return -1;
    }
    return tcp(frame, ip + Ipv6Wire.LENGTH, end);
  }

  private static long tcp(byte[] frame, int tcp, int end) {
    int payload = TcpSegment.payload(frame, tcp, end);
    if (payload < 0) {
      return -1;
    }
    int control = TcpSegment.control(frame, tcp);
    return TcpSegment.sequences(frame, tcp)
        + TcpSegment.ports(frame, tcp)
        + TcpSegment.flags(control)
        + TcpSegment.window(control)
        + payload;
  }

  /** {@return where the payload of an IPv4 frame begins} */
  @Benchmark
  public int emit4() {
    int ip = EthernetFrame.emit(frame4, 0, 0x02_00_00_00_00_02L, 0x02_00_00_00_00_01L, EtherType.IPV4);
    int length = Ipv4Wire.LENGTH + TCP_LENGTH + PAYLOAD;
    int tcp =
        Ipv4Packet.emit(
            frame4, ip, 0, length, sequence, Ipv4Packet.DONT_FRAGMENT, 64, IpProtocol.TCP, source4, destination4);
    return segment(frame4, tcp);
  }

  /** {@return where the payload of an IPv6 frame begins} */
  @Benchmark
  public int emit6() {
    int ip = EthernetFrame.emit(frame6, 0, 0x02_00_00_00_00_02L, 0x02_00_00_00_00_01L, EtherType.IPV6);
    int length = TCP_LENGTH + PAYLOAD;
    int tcp = Ipv6Packet.emit(frame6, ip, 0, 0, length, IpProtocol.TCP, 64, source6, destination6);
    return segment(frame6, tcp);
  }

  private int segment(byte[] frame, int tcp) {
    sequence += PAYLOAD;
    sequence &= 0xffff;
    TcpSegment.emit(frame, tcp, 80, 49_152, sequence, 1, TCP_LENGTH, TcpFlags.ACK, 65_535);
    return tcp + TCP_LENGTH;
  }
}
