package dev.zmol.processor;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The interface layer as far as composed stacks refer to it, so that they can be compiled without it. */
final class InterfaceStubs {
  private static final List<String> CORE =
      List.of(
          """
          package dev.zmol.wire;
          public final class EtherType {
            public static final int IPV4 = 0x0800;
            public static final int ARP = 0x0806;
            public static final int IPV6 = 0x86dd;
          }
          """,
          """
          package dev.zmol.wire;
          public final class IpProtocol {
            public static final int ICMPV4 = 1;
            public static final int TCP = 6;
            public static final int UDP = 17;
            public static final int ICMPV6 = 58;
          }
          """,
          """
          package dev.zmol.iface;
          public enum Medium { ETHERNET, IP }
          """,
          """
          package dev.zmol.iface;
          public enum DropReason { ETHER_TYPE_UNKNOWN }
          """,
          """
          package dev.zmol.iface;
          public final class DropCounters {
            public void count(DropReason reason) {}
          }
          """,
          """
          package dev.zmol.iface;
          public final class Packet {
            public Packet(int room) {}
          }
          """,
          """
          package dev.zmol.iface;
          public record DeviceCapabilities(Medium medium, int maxFrameLength) {}
          """,
          """
          package dev.zmol.iface;
          public interface Device {
            DeviceCapabilities capabilities();
            boolean receive(Packet packet);
            void flush();
          }
          """,
          """
          package dev.zmol.iface;
          public interface Stack {
            boolean poll(long nowNanos);
            void ingress(Packet frame, long nowNanos);
            boolean egress(long nowNanos);
            long pollAt();
            DropCounters drops();
          }
          """);

  private static final List<String> FLAVOR =
      List.of(
          """
          package dev.zmol.iface.FLAVOR;
          public final class InterfaceConfiguration {}
          """,
          """
          package dev.zmol.iface.FLAVOR;
          public final class ReceivedPacket {
            public int protocol() { return 0; }
          }
          """,
          """
          package dev.zmol.iface.FLAVOR;
          public final class IcmpError {
            public int protocol() { return 0; }
          }
          """,
          """
          package dev.zmol.iface.FLAVOR;
          import dev.zmol.iface.*;
          public interface Link {
            boolean poll(long nowNanos);
            long pollAt();
          }
          """,
          """
          package dev.zmol.iface.FLAVOR;
          import dev.zmol.iface.*;
          public final class EthernetLink implements Link {
            public EthernetLink(Device device, InterfaceConfiguration configuration, DropCounters drops) {}
            public int receive(Packet frame, long nowNanos) { return -1; }
            public void arp(Packet frame, long nowNanos) {}
            @Override public boolean poll(long nowNanos) { return false; }
            @Override public long pollAt() { return Long.MAX_VALUE; }
          }
          """,
          """
          package dev.zmol.iface.FLAVOR;
          import dev.zmol.iface.*;
          public final class PointToPointLink implements Link {
            public PointToPointLink(Device device, InterfaceConfiguration configuration, DropCounters drops) {}
            @Override public boolean poll(long nowNanos) { return false; }
            @Override public long pollAt() { return Long.MAX_VALUE; }
          }
          """,
          """
          package dev.zmol.iface.FLAVOR;
          import dev.zmol.iface.*;
          public final class IpLayer {
            public IpLayer(Device device, Link link, InterfaceConfiguration configuration, DropCounters drops) {}
            public boolean receive(Packet packet, ReceivedPacket into, long nowNanos) { return false; }
            public void protocolUnreachable(ReceivedPacket packet, long nowNanos) {}
            public void portUnreachable(ReceivedPacket packet, long nowNanos) {}
            public boolean poll(long nowNanos) { return false; }
            public long pollAt() { return Long.MAX_VALUE; }
          }
          """,
          """
          package dev.zmol.iface.FLAVOR;
          public interface TransportProtocol {
            boolean receive(ReceivedPacket packet, long nowNanos);
            void error(IcmpError error, long nowNanos);
            boolean poll(long nowNanos);
            long pollAt();
          }
          """);

  private InterfaceStubs() {}

  /**
   * The compiled stubs.
   *
   * @param flavors {@code ipv4}, {@code ipv6}, {@code dual}: those that are readable
   */
  static Compilation compile(String... flavors) throws Exception {
    List<String> sources = new ArrayList<>(CORE);
    for (String flavor : flavors) {
      FLAVOR.forEach(source -> sources.add(source.replace("FLAVOR", flavor)));
    }
    return Compilation.of(sources.toArray(String[]::new)).run();
  }

  /**
   * The source of a protocol that passes all checks, and that every flavour has, if its package is of any.
   *
   * @param inPackage its package
   * @param name its simple name
   * @param numbers what is between the parentheses of {@code @Protocol}
   * @param flavor the flavour it is written against
   */
  static String protocol(String inPackage, String name, String numbers, String flavor) {
    return """
        package PACKAGE;
        import dev.zmol.iface.FLAVOR.*;
        @dev.zmol.annotations.PerFlavor
        @dev.zmol.annotations.Protocol(number = NUMBERS)
        public final class NAME implements TransportProtocol {
          public NAME(IpLayer ip) {}
          @Override public boolean receive(ReceivedPacket packet, long nowNanos) { return true; }
          @Override public void error(IcmpError error, long nowNanos) {}
          @Override public boolean poll(long nowNanos) { return false; }
          @Override public long pollAt() { return Long.MAX_VALUE; }
        }
        """
        .replace("PACKAGE", inPackage)
        .replace("FLAVOR", flavor)
        .replace("NUMBERS", numbers)
        .replace("NAME", name);
  }

  /**
   * The source of a service: it has no number, and works with protocols of its stack.
   *
   * @param inPackage its package
   * @param name its simple name
   * @param flavor the flavour it is written against
   * @param needed the protocols that it works with
   */
  static String service(String inPackage, String name, String flavor, String... needed) {
    String more = Stream.of(needed).map(type -> ", " + type + " the" + type).collect(Collectors.joining());
    return protocol(inPackage, name, "{}", flavor).replace("(IpLayer ip)", "(IpLayer ip" + more + ")");
  }

  /**
   * The source of a service that sees every packet.
   *
   * @param inPackage its package
   * @param flavor the flavour it is written against
   */
  static String observer(String inPackage, String flavor) {
    return service(inPackage, "Raw", flavor)
        .replaceFirst(
            "}\\s*\\z", "  public boolean observe(ReceivedPacket packet, long nowNanos) { return true; }\n}\n");
  }

  /**
   * The source of a protocol that lets packets pass, or not, and unwraps them.
   *
   * @param inPackage its package
   * @param flavor the flavour it is written against
   */
  static String tunnel(String inPackage, String flavor) {
    return protocol(inPackage, "Tunnel", "50", flavor)
        .replaceFirst(
            "}\\s*\\z",
            """
              public boolean admits(ReceivedPacket packet, long nowNanos) { return true; }
              public dev.zmol.iface.Packet pendingPacket() { return null; }
            }
            """);
  }

  /**
   * The source of TCP, which can be configured.
   *
   * @param inPackage its package
   * @param flavor the flavour it is written against
   */
  static String tcp(String inPackage, String flavor) {
    return protocol(inPackage, "Tcp", "6", flavor)
        .replaceFirst(
            "}\\s*\\z",
            """
              public Tcp(IpLayer ip, Options options) {}
              public record Options(int buffer) {
                public static final Options DEFAULT = new Options(65_536);
              }
            }
            """);
  }

  /**
   * The source of ICMP.
   *
   * @param inPackage its package
   * @param flavor the flavour it is written against
   */
  static String icmp(String inPackage, String flavor) {
    return protocol(inPackage, "Icmp", "{1, 58}", flavor)
        .replaceFirst("}\\s*\\z", "  public IcmpError pendingError() { return null; }\n}\n");
  }
}
