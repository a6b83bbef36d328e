package dev.zmol.acceptance;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.zmol.iface.Device;
import dev.zmol.iface.StackRunner;
import dev.zmol.iface.ipv4.InterfaceConfiguration;
import dev.zmol.iface.linux.Offload;
import dev.zmol.iface.linux.TapDevice;
import dev.zmol.net.InstalledSelectorProvider;
import dev.zmol.net.ipv4.StackNetwork;
import dev.zmol.socket.ipv4.ComposedEthernetStack;
import dev.zmol.socket.ipv4.EthernetStack;
import dev.zmol.wire.MacAddress;
import dev.zmol.wire.ipv4.IpCidr;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.channels.spi.SelectorProvider;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.concurrent.Executors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/**
 * An HTTP server that knows nothing of zmol, run in a namespace: over a TAP device of zmol, or over the kernel.
 *
 * <p>Arguments: {@code jdk} or {@code netty}; the address to listen on; the name of a TAP device, or {@code kernel}; a
 * key store with the password {@code changeit}. Paths: {@code /hello} answers {@code hello}, {@code /zeros/N} with N
 * zeros, and {@code /count} how long the body of the request was. The JDK's server does the same by TLS on port 443.
 */
final class HttpProgram {
  private static final int PORT = 80;
  private static final int TLS_PORT = 443;

  private HttpProgram() {}

  public static void main(String[] arguments) {
    try {
      serve(arguments);
    } catch (Exception | Error e) {
      // The threads of the stack would go on.
      e.printStackTrace();
      System.exit(1);
    }
  }

  private static void serve(String[] arguments) throws Exception {
    boolean isKernel = arguments[2].equals("kernel");
    SelectorProvider provider = SelectorProvider.provider();
    if (!isKernel) {
      provider = stack(arguments[1], arguments[2]).selectorProvider();
      InstalledSelectorProvider.install(provider);
    }
    if (arguments[0].equals("netty")) {
      NettyProgram.serve(new InetSocketAddress(arguments[1], PORT), provider);
    } else {
      serve(arguments[1], Path.of(arguments[3]));
    }
    System.out.println("ready");
  }

  private static StackNetwork stack(String address, String tap) {
    Device device = TapDevice.open(tap, Offload.CHECKSUM_AND_SEGMENTATION);
    InterfaceConfiguration configuration =
        InterfaceConfiguration.builder()
            .hardwareAddress(MacAddress.parse("02:00:5e:00:53:02"))
            .address(IpCidr.parse(address + "/24"))
            .build();
    EthernetStack stack = new ComposedEthernetStack(device, configuration);
    return new StackNetwork(StackRunner.builder(stack, device).daemon(false).start(), stack.tcp(), stack.udp());
  }

  private static void serve(String address, Path keys) throws Exception {
    HttpServer plain = HttpServer.create(new InetSocketAddress(address, PORT), 128);
    HttpsServer secure = HttpsServer.create(new InetSocketAddress(address, TLS_PORT), 128);
    secure.setHttpsConfigurator(new HttpsConfigurator(context(keys)));
    for (HttpServer server : new HttpServer[] {plain, secure}) {
      server.createContext("/", HttpProgram::answer);
      server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
      server.start();
    }
  }

  private static SSLContext context(Path keys) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    char[] password = "changeit".toCharArray();
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, password);
    }
    KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, password);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }

  private static void answer(HttpExchange exchange) throws IOException {
    String path = exchange.getRequestURI().getPath();
    try (exchange) {
      if (path.startsWith("/zeros/")) {
        zeros(exchange, Long.parseLong(path.substring("/zeros/".length())));
      } else {
        String text = path.equals("/count") ? count(exchange.getRequestBody()) : "hello";
        byte[] body = text.getBytes(StandardCharsets.US_ASCII);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      }
    }
  }

  private static void zeros(HttpExchange exchange, long length) throws IOException {
    exchange.sendResponseHeaders(200, length);
    OutputStream out = exchange.getResponseBody();
    byte[] piece = new byte[1 << 16];
    for (long left = length; left > 0; left -= piece.length) {
      out.write(piece, 0, (int) Math.min(left, piece.length));
    }
  }

  private static String count(InputStream in) throws IOException {
    byte[] piece = new byte[1 << 16];
    long sum = 0;
    for (int count = in.read(piece); count > 0; count = in.read(piece)) {
      sum += count;
    }
    return "" + sum;
  }
}
