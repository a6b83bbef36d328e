package dev.zmol.net.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.dual.InterfaceConfiguration;
import dev.zmol.net.InstalledSelectorProvider;
import dev.zmol.socket.dual.ComposedIpStack;
import dev.zmol.socket.dual.IpStack;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dual.IpCidr;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.ConnectException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Programs that know the JDK alone, over two stacks that are joined in memory. */
@Specialize
@Covers("S11")
@Timeout(60)
abstract class JavaProgramsBehavior {
  private static final int PORT = 8080;

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.IP, 1500));
  private final InetAddress server;
  private final StackRunner clientRunner;
  private final StackRunner serverRunner;
  private final StackNetwork here;
  private final StackNetwork there;

  JavaProgramsBehavior(String client, String server) {
    IpCidr address = IpCidr.parse(server);
    this.server = address.address().toInetAddress();
    IpStack left = stack(cable.left(), client);
    IpStack right = stack(cable.right(), server);
    clientRunner = StackRunner.start(left, cable.left());
    serverRunner = StackRunner.start(right, cable.right());
    here = new StackNetwork(clientRunner, left.tcp(), left.udp());
    there = new StackNetwork(serverRunner, right.tcp(), right.udp());
  }

  private static IpStack stack(Device device, String address) {
    return new ComposedIpStack(
        device, InterfaceConfiguration.builder().address(IpCidr.parse(address)).random(new Random(5)).build());
  }

  @AfterEach
  void end() {
    clientRunner.close();
    serverRunner.close();
  }

  private InetSocketAddress at(int port) {
    return new InetSocketAddress(server, port);
  }

  /** Does something that blocks, on a virtual thread. */
  private static <T> CompletableFuture<T> apart(Blocking<T> task) {
    CompletableFuture<T> result = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try {
            result.complete(task.run());
          } catch (Exception e) {
            result.completeExceptionally(e);
          }
        });
    return result;
  }

  private interface Blocking<T> {
    T run() throws Exception;
  }

  // java.net

  @Test
  void socketSpeaksWithServerSocket() throws Exception {
    try (ServerSocket listening = there.serverSocketFactory().createServerSocket(PORT)) {
      CompletableFuture<Long> served =
          apart(
              () -> {
                try (Socket peer = listening.accept()) {
                  return peer.getInputStream().transferTo(peer.getOutputStream());
                }
              });
      byte[] sent = new byte[300_000];
      new Random(1).nextBytes(sent);
      try (Socket socket = here.socketFactory().createSocket(server, PORT)) {
        assertThat(socket.isConnected()).isTrue();
        assertThat(socket.getPort()).isEqualTo(PORT);
        assertThat(socket.getInetAddress()).isEqualTo(server);
        socket.setTcpNoDelay(true);
        CompletableFuture<byte[]> echo = apart(() -> socket.getInputStream().readAllBytes());
        socket.getOutputStream().write(sent);
        socket.shutdownOutput();
        assertThat(echo.get(30, TimeUnit.SECONDS)).isEqualTo(sent);
      }
      assertThat(served.get(10, TimeUnit.SECONDS)).isEqualTo(sent.length);
    }
  }

  @Test
  void portThatNobodyListensAtRefuses() {
    assertThatThrownBy(() -> here.socketFactory().createSocket(server, 9)).isInstanceOf(ConnectException.class);
  }

  @Test
  void portCanBeListenedAtOnlyOnce() throws Exception {
    try (ServerSocket first = there.serverSocketFactory().createServerSocket(0)) {
      assertThat(first.getLocalPort()).isBetween(49_152, 65_535);
      assertThatThrownBy(() -> there.serverSocketFactory().createServerSocket(first.getLocalPort()))
          .isInstanceOf(BindException.class);
    }
  }

  @Test
  void timeoutsEndReadsAndAccepts() throws Exception {
    try (ServerSocket listening = there.serverSocketFactory().createServerSocket(PORT);
        Socket socket = here.socketFactory().createSocket(server, PORT)) {
      socket.setSoTimeout(50);
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
      listening.accept().close();
      listening.setSoTimeout(50);
      assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
      assertThat(socket.getInputStream().read()).isEqualTo(-1);
    }
  }

  @Test
  void closingEndsWhoIsBlocked() throws Exception {
    ServerSocket listening = there.serverSocketFactory().createServerSocket(PORT);
    CompletableFuture<Socket> accepting = apart(listening::accept);
    Socket socket = here.socketFactory().createSocket(server, PORT);
    accepting.get(10, TimeUnit.SECONDS);
    CompletableFuture<Integer> reading = apart(() -> socket.getInputStream().read());
    CompletableFuture<Socket> next = apart(listening::accept);
    Thread.sleep(50);

    socket.close();
    listening.close();

    assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SocketException.class);
    assertThatThrownBy(() -> next.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(SocketException.class);
  }

  @Test
  void endOfTheStackEndsWhoIsBlocked() throws Exception {
    there.serverSocketFactory().createServerSocket(PORT);
    Socket socket = here.socketFactory().createSocket(server, PORT);
    CompletableFuture<Integer> reading = apart(() -> socket.getInputStream().read());
    Thread.sleep(50);

    clientRunner.close();

    assertThatThrownBy(() -> reading.get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
  }

  @Test
  void datagramSocketsSpeakWithEachOther() throws Exception {
    try (DatagramSocket bound = there.datagramSocket();
        DatagramSocket socket = here.datagramSocket()) {
      bound.bind(at(PORT));
      socket.connect(at(PORT));
      socket.send(new DatagramPacket("ping".getBytes(StandardCharsets.US_ASCII), 4));

      DatagramPacket packet = new DatagramPacket(new byte[100], 100);
      bound.receive(packet);

      assertThat(new String(packet.getData(), 0, packet.getLength(), StandardCharsets.US_ASCII)).isEqualTo("ping");
      bound.send(packet);
      socket.setSoTimeout(5_000);
      DatagramPacket answer = new DatagramPacket(new byte[100], 100);
      socket.receive(answer);
      assertThat(answer.getLength()).isEqualTo(4);
      socket.setSoTimeout(20);
      assertThatThrownBy(() -> socket.receive(answer)).isInstanceOf(SocketTimeoutException.class);
    }
  }

  @Test
  void tlsRunsOnTopOfSockets(@TempDir Path directory) throws Exception {
    SSLContext tls = selfSigned(directory.resolve("store"));
    try (ServerSocket listening = there.serverSocketFactory().createServerSocket(PORT)) {
      CompletableFuture<Long> served =
          apart(
              () -> {
                Socket plain = listening.accept();
                try (Socket peer = tls.getSocketFactory().createSocket(plain, null, true)) {
                  return peer.getInputStream().transferTo(peer.getOutputStream());
                }
              });
      Socket plain = here.socketFactory().createSocket(server, PORT);
      try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, "server", PORT, true)) {
        socket.getOutputStream().write("in private".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().readNBytes(10)).isEqualTo("in private".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getSession().getProtocol()).isEqualTo("TLSv1.3");
      }
      assertThat(served.get(10, TimeUnit.SECONDS)).isEqualTo(10);
    }
  }

  /** A context whose certificate is its own authority. */
  private static SSLContext selfSigned(Path file) throws Exception {
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    String words =
        keytool + " -genkeypair -alias server -keyalg EC -dname CN=server -keystore " + file + " -storepass changeit";
    assertThat(new ProcessBuilder(words.split(" ", -1)).inheritIO().start().waitFor()).isZero();
    KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, "changeit".toCharArray());
    TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(store);
    SSLContext context = SSLContext.getInstance("TLSv1.3");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  // java.nio

  @Test
  void oneSelectorServesManyChannels() throws Exception {
    try (Selector selector = there.selectorProvider().openSelector();
        ServerSocketChannel listening = there.selectorProvider().openServerSocketChannel()) {
      listening.bind(at(PORT)).configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
      CompletableFuture<Integer> serving = apart(() -> serve(selector, 20));
      for (int k = 0; k < 20; k++) {
        try (SocketChannel channel = here.selectorProvider().openSocketChannel()) {
          channel.connect(at(PORT));
          byte[] sent = new byte[1 + k * 1_000];
          Arrays.fill(sent, (byte) k);
          channel.write(ByteBuffer.wrap(sent));
          channel.shutdownOutput();
          ByteBuffer echo = ByteBuffer.allocate(sent.length + 1);
          while (channel.read(echo) >= 0) {
            assertThat(echo.hasRemaining()).isTrue();
          }
          assertThat(Arrays.copyOf(echo.array(), echo.position())).isEqualTo(sent);
        }
      }
      assertThat(serving.get(10, TimeUnit.SECONDS)).isEqualTo(20);
    }
  }

  /** Echoes what a number of connections send, with one thread; returns how many were closed by their peer. */
  private static int serve(Selector selector, int connections) throws IOException {
    int over = 0;
    while (over < connections) {
      selector.select(10_000);
      for (Iterator<SelectionKey> keys = selector.selectedKeys().iterator(); keys.hasNext(); keys.remove()) {
        SelectionKey key = keys.next();
        if (key.isAcceptable()) {
          accept(selector, (ServerSocketChannel) key.channel());
        } else if (!echo(key)) {
          over++;
        }
      }
    }
    return over;
  }

  private static void accept(Selector selector, ServerSocketChannel listening) throws IOException {
    SocketChannel channel = listening.accept();
    if (channel != null) {
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ, ByteBuffer.allocateDirect(777));
    }
  }

  /** Reads if there is nothing to write, and writes; false if the connection is over. */
  private static boolean echo(SelectionKey key) throws IOException {
    SocketChannel channel = (SocketChannel) key.channel();
    ByteBuffer buffer = (ByteBuffer) key.attachment();
    if (key.isReadable() && channel.read(buffer) < 0) {
      channel.close();
      return false;
    }
    buffer.flip();
    channel.write(buffer);
    key.interestOps(buffer.hasRemaining() ? SelectionKey.OP_WRITE : SelectionKey.OP_READ);
    buffer.compact();
    return true;
  }

  @Test
  void connectsWithoutBlocking() throws Exception {
    try (Selector selector = here.selectorProvider().openSelector();
        ServerSocketChannel listening = there.selectorProvider().openServerSocketChannel().bind(at(PORT));
        SocketChannel channel = here.selectorProvider().openSocketChannel()) {
      channel.configureBlocking(false);
      SelectionKey key = channel.register(selector, SelectionKey.OP_CONNECT);
      boolean atOnce = channel.connect(at(PORT));
      assertThat(atOnce || channel.isConnectionPending()).isTrue();
      if (!atOnce) {
        assertThat(selector.select(5_000)).isEqualTo(1);
        assertThat(key.isConnectable()).isTrue();
        assertThat(channel.finishConnect()).isTrue();
      }
      assertThat(channel.getRemoteAddress()).isEqualTo(at(PORT));
      key.interestOps(SelectionKey.OP_READ);
      selector.selectedKeys().clear();
      assertThat(selector.selectNow()).isZero();
      assertThat(channel.read(ByteBuffer.allocate(1))).isZero();
      assertThat(listening.accept()).isNotNull();
    }
  }

  /** The JDK's HTTP server selects once more before it looks at what it has selected. */
  @Test
  void whatIsReadyEndsTheNextSelectionToo() throws Exception {
    try (Selector selector = there.selectorProvider().openSelector();
        ServerSocketChannel listening = there.selectorProvider().openServerSocketChannel().bind(at(PORT));
        SocketChannel channel = here.selectorProvider().openSocketChannel()) {
      channel.connect(at(PORT));
      channel.write(ByteBuffer.wrap(new byte[] {1}));
      listening.accept().configureBlocking(false).register(selector, SelectionKey.OP_READ);
      assertThat(selector.select(5_000)).isEqualTo(1);
      long start = System.nanoTime();
      assertThat(selector.select(60_000)).isZero();
      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
      assertThat(selector.selectedKeys()).hasSize(1);
    }
  }

  /** The channel has taken more from the connection than its reader: it is ready as long as it holds any of that. */
  @Test
  void smallReadsGetEverythingInOrder() throws Exception {
    byte[] sent = new byte[200_000];
    new Random(2).nextBytes(sent);
    try (Selector selector = here.selectorProvider().openSelector();
        ServerSocketChannel listening = there.selectorProvider().openServerSocketChannel().bind(at(PORT));
        SocketChannel channel = here.selectorProvider().openSocketChannel()) {
      channel.connect(at(PORT));
      SocketChannel peer = listening.accept();
      CompletableFuture<Integer> writing =
          apart(
              () -> {
                int count = peer.write(ByteBuffer.wrap(sent));
                peer.close();
                return count;
              });
      channel.configureBlocking(false).register(selector, SelectionKey.OP_READ);
      byte[] received = new byte[sent.length];
      int count = 0;
      for (int k = 0; count < sent.length; k++) {
        assertThat(selector.select(10_000) + selector.selectedKeys().size()).as("ready at " + count).isPositive();
        int most = Math.min(1 + k % 700, sent.length - count);
        count += channel.read(ByteBuffer.wrap(received, count, most));
      }
      assertThat(writing.get(10, TimeUnit.SECONDS)).isEqualTo(sent.length);
      assertThat(received).isEqualTo(sent);
      selector.selectedKeys().clear();
      assertThat(selector.select(10_000)).isEqualTo(1);
      assertThat(channel.read(ByteBuffer.allocate(1))).as("the end").isEqualTo(-1);
    }
  }

  @Test
  void whatWasTakenAheadIsAvailableAndScattered() throws Exception {
    try (ServerSocketChannel listening = there.selectorProvider().openServerSocketChannel().bind(at(PORT));
        SocketChannel channel = here.selectorProvider().openSocketChannel()) {
      channel.connect(at(PORT));
      listening.accept().write(ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5, 6, 7, 8}));
      ByteBuffer first = ByteBuffer.allocate(1);
      assertThat(channel.read(first)).isEqualTo(1);
      assertThat(channel.socket().getInputStream().available()).isEqualTo(7);
      ByteBuffer[] targets = {ByteBuffer.allocate(2), ByteBuffer.allocate(3), ByteBuffer.allocate(9)};
      assertThat(channel.read(targets)).isEqualTo(7);
      assertThat(targets[1].array()).containsExactly(4, 5, 6);
      assertThat(targets[2].get(1)).isEqualTo((byte) 8);
    }
  }

  @Test
  void wakeupEndsASelection() throws Exception {
    try (Selector selector = here.selectorProvider().openSelector()) {
      CompletableFuture<Integer> selecting = apart(selector::select);
      Thread.sleep(20);
      selector.wakeup();
      assertThat(selecting.get(10, TimeUnit.SECONDS)).isZero();
      selector.wakeup();
      assertThat(selector.select()).isZero();
      assertThat(selector.select(10)).isZero();
    }
  }

  @Test
  void interruptingWhoReadsClosesTheChannel() throws Exception {
    there.serverSocketFactory().createServerSocket(PORT);
    SocketChannel channel = here.selectorProvider().openSocketChannel();
    channel.connect(at(PORT));
    CompletableFuture<Throwable> thrown = new CompletableFuture<>();
    Thread reader =
        Thread.startVirtualThread(
            () -> {
              try {
                channel.read(ByteBuffer.allocate(1));
              } catch (IOException e) {
                thrown.complete(e);
              }
            });
    Thread.sleep(50);

    reader.interrupt();

    assertThat(thrown.get(10, TimeUnit.SECONDS)).isInstanceOf(AsynchronousCloseException.class);
    assertThat(channel.isOpen()).isFalse();
  }

  // The HTTP server and client of the JDK

  @Test
  void httpServerAndClientRunUnchanged() throws Exception {
    InstalledSelectorProvider.install(there.selectorProvider());
    HttpServer http = HttpServer.create(at(PORT), 0);
    http.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    http.createContext("/", JavaProgramsBehavior::answer);
    http.start();
    InstalledSelectorProvider.install(here.selectorProvider());
    String host = server.getHostAddress();
    URI uri = URI.create("http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + PORT + "/");
    byte[] body = new byte[1 << 20];
    new Random(2).nextBytes(body);
    try (HttpClient client =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .proxy(HttpClient.Builder.NO_PROXY)
            .build()) {
      for (int k = 0; k < 100; k++) {
        byte[] part = Arrays.copyOf(body, k * 100);
        assertThat(post(client, uri, part)).isEqualTo(part);
      }
      assertThat(post(client, uri, body)).isEqualTo(body);
    } finally {
      http.stop(0);
    }
  }

  private static void answer(HttpExchange exchange) throws IOException {
    try (exchange;
        InputStream request = exchange.getRequestBody()) {
      byte[] body = request.readAllBytes();
      exchange.sendResponseHeaders(200, body.length == 0 ? -1 : body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private static byte[] post(HttpClient client, URI uri, byte[] body) {
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(30))
            .POST(HttpRequest.BodyPublishers.ofByteArray(body))
            .build();
    try {
      return client.send(request, HttpResponse.BodyHandlers.ofByteArray()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
