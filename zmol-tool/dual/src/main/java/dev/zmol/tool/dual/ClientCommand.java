package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.socket.dual.TcpStream;
import dev.zmol.socket.dual.TcpStreams;
import dev.zmol.socket.dual.UdpSocket;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import dev.zmol.wire.dual.IpEndpoint;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends the standard input to a peer, and prints what the peer sends. */
@Specialize
@Command(
    name = "client",
    description = "Send the standard input to a peer by TCP or UDP, and write what it sends to the standard output.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class ClientCommand implements Callable<Integer> {
  private static final int CHUNK = 1 << 16;

  /** How much of the input goes into a datagram at most: what fits every path (RFC 8200 §5). */
  private static final int DATAGRAM = 1200;

  @Mixin private Interface link;

  @Option(
      names = {"-u", "--udp"},
      description = "Send datagrams.")
  private boolean datagrams;

  @Option(
      names = "-w",
      paramLabel = "SECONDS",
      description = "How long to wait for a connection, or with -u, for datagrams at the end (default: 5).")
  private double wait = 5;

  @Parameters(index = "0", paramLabel = "ADDRESS", description = "Where the peer is.")
  private String target;

  @Parameters(index = "1", paramLabel = "PORT", description = "The port of the peer.")
  private int port;

  ClientCommand() {}

  @Override
  public Integer call() {
    InterfaceConfiguration configuration = link.configuration();
    if (port < 1 || port > 0xffff) {
      throw link.addresses().misuse("PORT is " + port + "; it has to be from 1 to 65535");
    }
    if (!(wait > 0) || wait > 1e6) {
      throw link.addresses().misuse("-w has to be more than 0");
    }
    IpEndpoint peer = new IpEndpoint(link.addresses().target(target), port);
    try (Interface.Running running = link.start(configuration)) {
      if (datagrams) {
        exchangeDatagrams(running, peer);
      } else {
        exchangeStreams(running, peer);
      }
      return 0;
    } catch (IOException e) {
      throw new ToolException(peer + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ToolException("interrupted");
    }
  }

  private void exchangeStreams(Interface.Running running, IpEndpoint peer) throws IOException, InterruptedException {
    TcpStreams streams = new TcpStreams(running.runner(), running.stack().tcp());
    TcpStream stream = streams.connect(peer, Duration.ofNanos((long) (wait * 1e9)));
    Thread.ofPlatform().daemon().start(() -> sendInput(stream));
    stream.input().transferTo(new Unbuffered(System.out));
    stream.close();
  }

  /** Sends the standard input to its end, and says that this was all. */
  private static void sendInput(TcpStream stream) {
    try {
      System.in.transferTo(stream.output());
      stream.shutdownOutput();
    } catch (IOException e) {
      // The peer has ended the connection: who reads from it knows.
    }
  }

  private void exchangeDatagrams(Interface.Running running, IpEndpoint peer)
      throws IOException, InterruptedException {
    UdpSocket socket = running.runner().<UdpSocket>call(() -> open(running.stack(), peer));
    byte[] chunk = new byte[DATAGRAM];
    InputStream input = System.in;
    for (int length = input.read(chunk); length >= 0; length = input.read(chunk)) {
      int count = length;
      send(running, socket, chunk, count, peer);
    }
    TimeUnit.NANOSECONDS.sleep((long) (wait * 1e9));
  }

  private static void send(Interface.Running running, UdpSocket socket, byte[] chunk, int length, IpEndpoint peer)
      throws IOException {
    try {
      running.runner().<Boolean>call(() -> socket.send(chunk, 0, length, peer));
    } catch (CompletionException e) {
      throw new IOException(e.getCause().getMessage(), e);
    }
  }

  private static UdpSocket open(ToolStack stack, IpEndpoint peer) {
    UdpSocket socket = stack.udp().bind();
    byte[] received = new byte[CHUNK];
    socket.onReady(() -> print(socket, peer, received));
    return socket;
  }

  private static void print(UdpSocket socket, IpEndpoint peer, byte[] received) {
    for (int length = next(socket, received); length >= 0; length = next(socket, received)) {
      if (peer.equals(socket.source())) {
        System.out.write(received, 0, length);
      }
    }
    System.out.flush();
  }

  private static int next(UdpSocket socket, byte[] received) {
    return socket.receive(received, 0, received.length);
  }

  /** Passes on at once what is written to it. */
  private static final class Unbuffered extends FilterOutputStream {
    Unbuffered(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      out.flush();
    }
  }
}
