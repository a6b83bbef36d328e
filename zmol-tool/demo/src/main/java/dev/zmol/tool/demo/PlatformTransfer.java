package dev.zmol.tool.demo;

import dev.zmol.tool.service.BodySink;
import dev.zmol.tool.service.BodySource;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** The HTTP client of the Java platform, where {@code curl} is not installed. */
final class PlatformTransfer implements Transfer {
  private static final int TIMEOUT_MILLIS = 100_000;
  private static final int BUFFER = 1 << 16;

  /** A step that may fail. */
  private interface Exchange {
    String run(HttpURLConnection connection) throws IOException;
  }

  @Override
  public String name() {
    return "Java's HTTP client (curl is not installed)";
  }

  @Override
  public Outcome get(String url, BodySink sink) {
    return run(url, connection -> {
      byte[] buffer = new byte[BUFFER];
      try (InputStream in = connection.getInputStream()) {
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
          sink.accept(buffer, 0, count);
        }
      }
      return "";
    });
  }

  @Override
  public Outcome put(String url, BodySource body) {
    return run(url, connection -> {
      connection.setRequestMethod("PUT");
      connection.setDoOutput(true);
      connection.setFixedLengthStreamingMode(body.remaining());
      byte[] buffer = new byte[BUFFER];
      try (OutputStream out = connection.getOutputStream()) {
        while (body.remaining() > 0) {
          out.write(buffer, 0, body.fill(buffer, 0, buffer.length));
        }
      }
      try (InputStream in = connection.getInputStream()) {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
    });
  }

  private static Outcome run(String url, Exchange exchange) {
    long start = System.nanoTime();
    try {
      HttpURLConnection connection = (HttpURLConnection) URI.create(url).toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(TIMEOUT_MILLIS);
      connection.setReadTimeout(TIMEOUT_MILLIS);
      return new Outcome(0, exchange.run(connection), "", System.nanoTime() - start);
    } catch (IOException e) {
      return new Outcome(1, "", e.toString(), System.nanoTime() - start);
    }
  }
}
