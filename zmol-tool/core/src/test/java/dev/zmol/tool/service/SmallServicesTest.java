package dev.zmol.tool.service;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

@Covers("U1")
class SmallServicesTest {
  private final MemoryStream stream = new MemoryStream(100);

  @Test
  void echoSendsBackWhatComes() {
    new EchoService().advance(stream.receive("x".repeat(250)).receiveEnd());
    assertThat(stream.takeSent()).isEqualTo("x".repeat(250));
    assertThat(stream.isFinished()).isTrue();
  }

  @Test
  void echoWaitsForRoom() {
    EchoService echo = new EchoService();
    echo.advance(stream.allow(30).receive("x".repeat(50)).receiveEnd());
    assertThat(stream.isFinished()).isFalse();
    echo.advance(stream.allow(100));
    assertThat(stream.takeSent()).isEqualTo("x".repeat(50));
    assertThat(stream.isFinished()).isTrue();
  }

  @Test
  void discardAnswersNothing() {
    new DiscardService().advance(stream.receive("x".repeat(250)).receiveEnd());
    assertThat(stream.takeSent()).isEmpty();
    assertThat(stream.isFinished()).isTrue();
  }

  @Test
  void chargenSendsRotatingLines() {
    ChargenService chargen = new ChargenService();
    chargen.advance(stream.allow(20_000));
    String[] lines = stream.takeSent().split("\r\n", -1);
    assertThat(lines[0]).hasSize(ChargenService.LINE).startsWith(" !\"#$%&'()*+,-./0123");
    assertThat(lines[1]).startsWith("!\"#$%&");
    assertThat(lines[95]).isEqualTo(lines[0]);
  }

  @Test
  void chargenLinesAreThoseOfTheStream() {
    new ChargenService().advance(stream.allow(3 * 74));
    String lines = stream.takeSent();
    assertThat(new String(ChargenService.line(2), StandardCharsets.US_ASCII)).isEqualTo(lines.substring(2 * 74));
    assertThat(ChargenService.line(-1)).hasSize(74);
  }

  @Test
  void chargenStopsWhenThePeerCloses() {
    new ChargenService().advance(stream.allow(10).receiveEnd());
    assertThat(stream.takeSent()).isEmpty();
    assertThat(stream.isFinished()).isTrue();
  }
}
