package dev.zmol.tool.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Covers("U1")
class HttpServerTest {
  private final HttpServer server = new HttpServer("<p>hello</p>");

  private String answer(String request) {
    MemoryStream stream = new MemoryStream(4096).receive(request);
    server.advance(stream);
    return stream.takeSent();
  }

  private static String sha256(String text) throws Exception {
    return HexFormat.of().formatHex(
        MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.ISO_8859_1)));
  }

  @Test
  void servesTheIndexPage() {
    assertThat(answer("GET / HTTP/1.1\r\nHost: a\r\n\r\n"))
        .startsWith("HTTP/1.1 200 OK\r\n")
        .contains("Content-Type: text/html; charset=utf-8\r\n", "Content-Length: 12\r\n")
        .endsWith("\r\n\r\n<p>hello</p>");
  }

  @Test
  void answersHeadWithoutTheBody() {
    assertThat(answer("HEAD / HTTP/1.1\r\nHost: a\r\n\r\n")).contains("Content-Length: 12\r\n").endsWith("\r\n\r\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 4096})
  void servesAPatternWhateverTheWindow(int window) throws Exception {
    MemoryStream stream = new MemoryStream(window).receive("GET /bytes/100000 HTTP/1.1\r\nHost: a\r\n\r\n");
    server.advance(stream);
    String answer = stream.takeSent();
    String body = answer.substring(answer.indexOf("\r\n\r\n") + 4);
    assertThat(body).hasSize(100_000);
    assertThat(sha256(body)).isEqualTo(PatternSource.sha256(100_000));
  }

  @Test
  void pausesAResponseUntilThereIsRoom() {
    MemoryStream stream = new MemoryStream(4096).allow(1000).receive("GET /bytes/5000 HTTP/1.1\r\nHost: a\r\n\r\n");
    server.advance(stream);
    int first = stream.takeSent().length();
    server.advance(stream.allow(1_000_000));
    String rest = stream.takeSent();
    assertThat(first).isEqualTo(1000);
    assertThat(rest.length()).isGreaterThan(4000);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 4096})
  void digestsABodyOfKnownLength(int window) throws Exception {
    MemoryStream stream = new MemoryStream(window);
    server.advance(stream.receive("PUT /x HTTP/1.1\r\nHost: a\r\nContent-Length: 11\r\n\r\nhello"));
    server.advance(stream.receive(" world"));
    assertThat(stream.takeSent()).endsWith("{\"length\":11,\"sha256\":\"" + sha256("hello world") + "\"}\n");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 5, 4096})
  void digestsABodyInChunks(int window) throws Exception {
    MemoryStream stream = new MemoryStream(window);
    stream.receive("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n");
    stream.receive("5\r\nhello\r\n6;name=value\r\n world\r\n0\r\nTrailer: x\r\n\r\n");
    server.advance(stream);
    assertThat(stream.takeSent()).endsWith("{\"length\":11,\"sha256\":\"" + sha256("hello world") + "\"}\n");
  }

  @Test
  void sendsContinueToAClientThatWaitsForIt() {
    MemoryStream stream = new MemoryStream(4096);
    server.advance(
        stream.receive("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n"));
    assertThat(stream.takeSent()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");
    server.advance(stream.receive("ok"));
    assertThat(stream.takeSent()).startsWith("HTTP/1.1 200 OK\r\n").contains("\"length\":2,");
  }

  @Test
  void keepsTheConnectionForTheNextRequest() {
    MemoryStream stream = new MemoryStream(4096);
    server.advance(stream.receive("GET / HTTP/1.1\r\nHost: a\r\n\r\nGET /bytes/3 HTTP/1.1\r\nHost: a\r\n\r\n"));
    assertThat(stream.takeSent()).contains("<p>hello</p>HTTP/1.1 200 OK").contains("Content-Length: 3\r\n");
    assertThat(stream.isFinished()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n", "GET / HTTP/1.0\r\n\r\n"})
  void closesWhenTheClientWantsIt(String request) {
    MemoryStream stream = new MemoryStream(4096).receive(request);
    server.advance(stream);
    assertThat(stream.takeSent()).contains("Connection: close\r\n");
    assertThat(stream.isFinished()).isTrue();
  }

  @Test
  void closesWhenTheClientHasClosed() {
    MemoryStream stream = new MemoryStream(4096).receive("GET / HTTP/1.1\r\nHost: a\r\n\r\n").receiveEnd();
    server.advance(stream);
    assertThat(stream.takeSent()).startsWith("HTTP/1.1 200 OK");
    assertThat(stream.isFinished()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      400 | GET / HTTP/1.1~~
      400 | GET /~Host: a~~
      400 | GET  / HTTP/1.1~Host: a~~
      400 | G(T / HTTP/1.1~Host: a~~
      400 | GET / HTTQ/1.1~Host: a~~
      505 | GET / HTTP/2.0~Host: a~~
      501 | BREW / HTTP/1.1~Host: a~~
      405 | DELETE / HTTP/1.1~Host: a~~
      404 | GET /nothing HTTP/1.1~Host: a~~
      400 | GET /bytes/-1 HTTP/1.1~Host: a~~
      400 | GET /bytes/99999999999999999999 HTTP/1.1~Host: a~~
      400 | GET / HTTP/1.1~Host: a~no colon~~
      400 | GET / HTTP/1.1~Host : a~~
      400 | PUT / HTTP/1.1~Host: a~Content-Length: -1~~
      400 | PUT / HTTP/1.1~Host: a~Content-Length: 1, 2~~
      400 | PUT / HTTP/1.1~Host: a~Content-Length: 99999999999999999999~~
      400 | PUT / HTTP/1.1~Host: a~Content-Length: 1~Transfer-Encoding: chunked~~
      501 | PUT / HTTP/1.1~Host: a~Transfer-Encoding: gzip~~
      417 | PUT / HTTP/1.1~Host: a~Expect: wonders~~
      400 | GET / HTTP/1.1~Host: a~Host: b~~
      400 | PUT / HTTP/1.1~Host: a~Content-Length:~~
      400 | PUT / HTTP/1.1~Host: a~Content-Length:~Content-Length: 2~~ok
      501 | PUT / HTTP/1.1~Host: a~Transfer-Encoding:~~
      400 | PUT / HTTP/1.0~Transfer-Encoding: chunked~~0~~
      400 | PUT / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~x~
      400 | PUT / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~~
      400 | PUT / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~1~ab~
      400 | PUT / HTTP/1.1~Host: a~Transfer-Encoding: chunked~~FFFFFFFFFFFFFFFF~
      """)
  void refusesWhatItCanNotServe(int status, String request) {
    assertThat(answer(request.replace("~", "\r\n"))).startsWith("HTTP/1.1 " + status + " ");
  }

  @ParameterizedTest
  @ValueSource(strings = {
    "PUT / HTTP/1.1\r\nHost: a\rContent-Length: 2\r\n\r\nok",
    "GET /\rX HTTP/1.1\r\nHost: a\r\n\r\n",
    "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n",
    "PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\u001f\r\n\r\nok",
    "GET / HTTP/1.1\r\nHost: a\u007f\r\n\r\n"
  })
  void refusesControlCharactersThatOthersMayReadOtherwise(String request) {
    assertThat(answer(request)).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void refusesAHeadThatDoesNotEnd() {
    assertThat(answer("GET /" + "a".repeat(9000))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void refusesTooManyFields() {
    assertThat(answer("GET / HTTP/1.1\r\nHost: a\r\n" + "A:\r\n".repeat(100) + "\r\n")).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void refusesChunkExtensionsWithoutEnd() {
    String head = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    assertThat(answer(head + "1;" + "x".repeat(5000))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void refusesTrailersWithoutEnd() {
    String head = "PUT / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n";
    assertThat(answer(head + "a: b\r\n".repeat(1000))).startsWith("HTTP/1.1 431 ");
  }

  @Test
  void closesAfterARefusalAndReadsOverTheRest() {
    MemoryStream stream = new MemoryStream(4096).receive("nonsense\r\n\r\n" + "x".repeat(10_000));
    server.advance(stream);
    assertThat(stream.isFinished()).isTrue();
    assertThat(stream.inputLength()).isZero();
    assertThat(stream.isAborted()).isFalse();
  }

  @Test
  void resetsAPeerThatDoesNotStopAfterARefusal() {
    MemoryStream stream = new MemoryStream(65_536).receive("nonsense\r\n\r\n" + "x".repeat(2_000_000));
    server.advance(stream);
    assertThat(stream.isAborted()).isTrue();
  }

  @Test
  void refusesABodyThatWasCutShort() {
    MemoryStream stream =
        new MemoryStream(4096).receive("PUT / HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\n\r\nab").receiveEnd();
    server.advance(stream);
    assertThat(stream.takeSent()).startsWith("HTTP/1.1 400 ");
  }
}
