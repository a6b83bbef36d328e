package dev.zmol.acceptance;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/**
 * A program that sends without end to everybody who connects, through the kernel's TCP.
 *
 * <p>Arguments: the address and the port to listen at, and the size of the send buffer in bytes. It prints {@code ready}
 * first, and ends when its input does.
 */
final class KernelSource {
  private static final int BACKLOG = 100;
  private static final int BLOCK = 16 << 10;

  private KernelSource() {}

  public static void main(String[] arguments) throws IOException {
    InetAddress address = InetAddress.getByName(arguments[0]);
    try (ServerSocket listener = new ServerSocket(Integer.parseInt(arguments[1]), BACKLOG, address)) {
      EmulatedPath.exitWithInput();
      System.out.println("ready");
      System.out.flush();
      while (true) {
        Socket socket = listener.accept();
        socket.setSendBufferSize(Integer.parseInt(arguments[2]));
        Thread.ofPlatform().daemon().start(() -> send(socket));
      }
    }
  }

  private static void send(Socket socket) {
    byte[] block = new byte[BLOCK];
    try (socket) {
      while (true) {
        socket.getOutputStream().write(block);
      }
    } catch (IOException e) {
      // The receiver has had enough.
    }
  }
}
