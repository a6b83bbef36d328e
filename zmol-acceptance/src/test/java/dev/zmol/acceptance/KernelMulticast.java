package dev.zmol.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;

/** Sends datagrams to a group by the kernel's sockets: a program of its own, as it runs in a namespace. */
final class KernelMulticast {
  private KernelMulticast() {}

  /**
   * Sends.
   *
   * @param arguments the interface, the group, the port, the hop limit, how many, and the text
   * @throws IOException if it fails
   */
  public static void main(String[] arguments) throws IOException {
    InetAddress group = InetAddress.getByName(arguments[1]);
    StandardProtocolFamily family =
        group.getAddress().length == 4 ? StandardProtocolFamily.INET : StandardProtocolFamily.INET6;
    try (DatagramChannel channel = DatagramChannel.open(family)) {
      channel.setOption(StandardSocketOptions.IP_MULTICAST_IF, NetworkInterface.getByName(arguments[0]));
      channel.setOption(StandardSocketOptions.IP_MULTICAST_TTL, Integer.parseInt(arguments[3]));
      for (int k = Integer.parseInt(arguments[4]); k > 0; k--) {
        ByteBuffer text = ByteBuffer.wrap(arguments[5].getBytes(StandardCharsets.UTF_8));
        channel.send(text, new InetSocketAddress(group, Integer.parseInt(arguments[2])));
      }
    }
  }
}
