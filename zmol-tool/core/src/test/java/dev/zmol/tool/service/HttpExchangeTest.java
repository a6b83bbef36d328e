package dev.zmol.tool.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("U1")
class HttpExchangeTest {
  private final StringBuilder body = new StringBuilder();
  private final HttpExchange exchange = HttpExchange.get("192.0.2.1", "/x", this::append);
  private final MemoryStream stream = new MemoryStream(64);

  private void append(byte[] bytes, int offset, int length) {
    for (int k = 0; k < length; k++) {
      body.append((char) bytes[offset + k]);
    }
  }

  @Test
  void sendsTheRequest() {
    exchange.advance(stream);
    assertThat(stream.takeSent())
        .isEqualTo("GET /x HTTP/1.1\r\nHost: 192.0.2.1\r\nUser-Agent: zmol\r\nConnection: close\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\nhello",
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
      })
  void receivesABody(String response) {
    exchange.advance(stream.receive(response).receiveEnd());
    assertThat(body).hasToString("hello");
    assertThat(exchange.isDone()).isTrue();
    assertThat(exchange.status()).isEqualTo(200);
    assertThat(exchange.failure()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "HTTP/1.1 200 OK\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhell",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: five\r\n\r\nhello",
        "SSH-2.0-other\r\n\r\n"
      })
  void failsWhenTheResponseIsNotWhole(String response) {
    exchange.advance(stream.receive(response).receiveEnd());
    assertThat(exchange.isDone()).isTrue();
    assertThat(exchange.failure()).isPresent();
  }

  @Test
  void talksToOurServer() {
    BodyDigest answer = new BodyDigest();
    HttpExchange put = HttpExchange.put("a", "/", new PatternSource(100_000), answer);
    MemoryStream client = new MemoryStream(1000);
    MemoryStream server = new MemoryStream(1000);
    StringBuilder text = new StringBuilder();
    put.advance(client);
    new HttpServer("").advance(server.receive(client.sentBytes()));
    text.append(server.takeSent());
    put.advance(client.receive(text.toString()));
    assertThat(text).contains("\"length\":100000,", PatternSource.sha256(100_000));
    assertThat(put.isDone()).isTrue();
    assertThat(put.failure()).isEmpty();
  }
}
