package dev.zmol.acceptance;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Random;

/** Sends datagrams of many lengths from a socket of the kernel to an echo service, and compares what comes back. */
final class KernelDatagram {
  private static final int ECHO = 7;
  private static final int TRIES = 5;

  private KernelDatagram() {}

  /** Expects an address, and lengths; exits with 0 if all came back. */
  public static void main(String[] arguments) throws IOException {
    InetAddress address = InetAddress.getByName(arguments[0]);
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.setSoTimeout(1_000);
      socket.setReceiveBufferSize(1 << 20);
      for (String length : Arrays.asList(arguments).subList(1, arguments.length)) {
        if (!echoes(socket, address, Integer.parseInt(length))) {
          System.exit(1);
        }
      }
    }
  }

  /** Datagrams may be lost, so there are several tries. */
  private static boolean echoes(DatagramSocket socket, InetAddress address, int length) throws IOException {
    byte[] sent = new byte[length];
    new Random(length).nextBytes(sent);
    DatagramPacket answer = new DatagramPacket(new byte[65_536], 65_536);
    for (int k = 0; k < TRIES; k++) {
      socket.send(new DatagramPacket(sent, length, address, ECHO));
      try {
        socket.receive(answer);
        return Arrays.equals(sent, 0, length, answer.getData(), 0, answer.getLength());
      } catch (SocketTimeoutException lost) {
        System.err.println(length + " bytes were lost");
      }
    }
    return false;
  }
}
