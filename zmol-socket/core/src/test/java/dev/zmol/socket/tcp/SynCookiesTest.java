package dev.zmol.socket.tcp;

import static dev.zmol.socket.tcp.Segment.ACK;
import static dev.zmol.socket.tcp.Segment.SYN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.TcpOptions;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Covers({"S4", "RFC 4987 §3.6"})
class SynCookiesTest {
  private static final long HASH = 0x1234_5678_9abc_def0L;
  private static final int PORTS = 4_000 << 16 | 80;
  private static final long NOW = 100_000_000_000L;
  private static final int CLOCK = 5_000_000;

  private final SynCookies cookies = new SynCookies(new Random(3));

  private static PeerSyn syn(Segment segment) {
    PeerSyn syn = new PeerSyn();
    syn.read(read(segment), TcpConfiguration.DEFAULT);
    syn.keepToCookie();
    return syn;
  }

  private static ReceivedSegment read(Segment segment) {
    byte[] bytes = segment.toBytes(PORTS);
    ReceivedSegment received = new ReceivedSegment();
    assertThat(received.parse(bytes, 0, bytes.length, 0)).isTrue();
    return received;
  }

  private boolean accept(Segment acknowledgment, long hash, long now) {
    return cookies.accept(read(acknowledgment), hash, TcpConfiguration.DEFAULT, now);
  }

  @ParameterizedTest
  @CsvSource({"1460,1460", "1459,1440", "536,536", "535,64", "1,64", "65535,8940", "1220,1220"})
  void theSegmentSizeIsTheLargestKnownThatThePeerTakes(int said, int remembered) {
    int cookie = cookies.sequence(HASH, syn(Segment.of(SYN, 1_000, 0).segmentSize(said)), NOW);

    assertThat(accept(Segment.of(ACK, 1_001, cookie + 1), HASH, NOW)).isTrue();

    assertThat(cookies.syn().segmentSize).isEqualTo(remembered);
    assertThat(cookies.initialSequence()).isEqualTo(cookie);
  }

  @Test
  @Covers("MUST-15")
  void aPeerThatSaysNothingOfItsSegmentSizeGetsTheDefault() {
    PeerSyn syn = syn(Segment.of(SYN, 1_000, 0));
    assertThat(syn.segmentSize).isEqualTo(TcpOptions.ABSENT);
    int cookie = cookies.sequence(HASH, syn, NOW);

    assertThat(accept(Segment.of(ACK, 1_001, cookie + 1), HASH, NOW)).isTrue();

    assertThat(cookies.syn().segmentSize).isEqualTo(536);
  }

  @ParameterizedTest
  @CsvSource({"-1", "0", "7", "14"})
  void theWindowScaleComesBackWithTheTimestamp(int shift) {
    Segment offer = Segment.of(SYN, 1_000, 0).segmentSize(1_460).timestamps(77, 0);
    PeerSyn syn = syn(shift < 0 ? offer : offer.shift(shift));
    int cookie = cookies.sequence(HASH, syn, NOW);
    int timestamp = SynCookies.timestamp(syn, CLOCK);

    Segment acknowledgment = Segment.of(ACK, 1_001, cookie + 1).window(1_000).timestamps(78, timestamp);
    assertThat(accept(acknowledgment, HASH, NOW)).isTrue();

    assertThat(cookies.syn().shift).isEqualTo((byte) shift);
    assertThat(cookies.syn().window).isEqualTo(1_000 << Math.max(shift, 0));
    assertThat(cookies.syn().timestamp).isEqualTo(78);
    assertThat(cookies.syn().selectiveAcknowledgments).isFalse();
    assertThat(cookies.syn().ecn).isFalse();
  }

  @Test
  @Covers({"RFC 2018 §2", "RFC 3168 §6.1.1"})
  void selectiveAcknowledgmentsAndCongestionMarksComeBackWithTheTimestamp() {
    PeerSyn syn = syn(Segment.of(SYN, 1_000, 0).segmentSize(1_460).timestamps(77, 0));
    syn.selectiveAcknowledgments = true;
    syn.ecn = true;
    int cookie = cookies.sequence(HASH, syn, NOW);
    int timestamp = SynCookies.timestamp(syn, CLOCK);

    assertThat(accept(Segment.of(ACK, 1_001, cookie + 1).timestamps(78, timestamp), HASH, NOW)).isTrue();

    assertThat(cookies.syn().selectiveAcknowledgments).isTrue();
    assertThat(cookies.syn().ecn).isTrue();
  }

  @Test
  @Covers("RFC 7323 §4")
  void theTimestampIsNeverAheadOfItsTime() {
    Random random = new Random(5);
    for (int k = 0; k < 1_000; k++) {
      PeerSyn syn = syn(Segment.of(SYN, 1_000, 0).timestamps(77, 0).shift(random.nextInt(15)));
      syn.ecn = random.nextBoolean();
      int now = random.nextInt();

      assertThat(now - SynCookies.timestamp(syn, now)).isBetween(0, 127);
    }
  }

  @Test
  void nothingOfACookieCanBeChanged() {
    PeerSyn syn = syn(Segment.of(SYN, 1_000, 0).segmentSize(1_460).timestamps(77, 0).shift(7));
    int cookie = cookies.sequence(HASH, syn, NOW);
    int timestamp = SynCookies.timestamp(syn, CLOCK);
    Segment good = Segment.of(ACK, 1_001, cookie + 1).timestamps(78, timestamp);
    assertThat(accept(good, HASH, NOW)).isTrue();

    for (int bit = 0; bit < Integer.SIZE; bit++) {
      Segment other = Segment.of(ACK, 1_001, (cookie ^ (1 << bit)) + 1).timestamps(78, timestamp);
      assertThat(accept(other, HASH, NOW)).as("bit %d", bit).isFalse();
      assertThat(accept(Segment.of(ACK, 1_001 ^ (1 << bit), cookie + 1).timestamps(78, timestamp), HASH, NOW)).isFalse();
    }
    for (int bit = 0; bit < 6; bit++) {
      assertThat(accept(good.timestamps(78, timestamp ^ (1 << bit)), HASH, NOW)).isFalse();
    }
    assertThat(accept(Segment.of(ACK, 1_001, cookie + 1), HASH, NOW)).isFalse();
    assertThat(accept(good, HASH + 1, NOW)).isFalse();
  }

  @Test
  void aCookieIsGoodForOneToTwoSlots() {
    long first = Math.floorDiv(NOW, SynCookies.SLOT_NANOS) * SynCookies.SLOT_NANOS;
    int cookie = cookies.sequence(HASH, syn(Segment.of(SYN, 1_000, 0)), first);
    Segment acknowledgment = Segment.of(ACK, 1_001, cookie + 1);

    assertThat(accept(acknowledgment, HASH, first + 2 * SynCookies.SLOT_NANOS - 1)).isTrue();
    assertThat(accept(acknowledgment, HASH, first + 2 * SynCookies.SLOT_NANOS)).isFalse();
  }

  @Test
  void anOldKeyGivesWayToANewOne() {
    PeerSyn syn = syn(Segment.of(SYN, 1_000, 0));
    int cookie = cookies.sequence(HASH, syn, NOW);
    int later = cookies.sequence(HASH, syn, NOW + 2 * SynCookies.SLOT_NANOS);

    assertThat(later).isNotEqualTo(cookie);
    assertThat(accept(Segment.of(ACK, 1_001, cookie + 1), HASH, NOW + 2 * SynCookies.SLOT_NANOS)).isFalse();
    assertThat(accept(Segment.of(ACK, 1_001, later + 1), HASH, NOW + 2 * SynCookies.SLOT_NANOS)).isTrue();
  }
}
