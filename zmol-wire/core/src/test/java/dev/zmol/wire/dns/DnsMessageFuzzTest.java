package dev.zmol.wire.dns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.Bytes;
import dev.zmol.wire.Dissection;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Messages of all sorts, most of them nonsense. */
@Covers("W6")
class DnsMessageFuzzTest {
  private static final long SEED = 1035;
  private static final int ROUNDS = 200_000;
  private static final int[] BYTES = {0, 1, 2, 12, 16, 40, 62, 100, 0xbf, 0xc0, 0xfe};

  private static byte[] sample() {
    DnsName host = DnsName.parse("www.example.org");
    return new DnsMessage(
            DnsHeader.authoritativeResponse(1),
            List.of(new DnsQuestion(host, DnsType.ANY)),
            List.of(
                new DnsRecord(host, 1, new DnsData.CanonicalName(DnsName.parse("lb.example.org"))),
                new DnsRecord(host, 1, new DnsData.NextSecure(host, List.of(1, 28))),
                new DnsRecord(host, 1, DnsData.ofStrings(List.of("a", "b")))),
            List.of(new DnsRecord(host.parent(), 1, new DnsData.StartOfAuthority(host, host, 1, 2, 3, 4, 5))),
            List.of(new DnsRecord(host, 1, new DnsData.Service(1, 2, 3, host))))
        .toBytes()
        .toByteArray();
  }

  /** Ends with the array, so that a read beyond the message is one beyond the array. */
  private static byte[] mutated(byte[] sample, SplittableRandom random) {
    byte[] message = Arrays.copyOf(sample, random.nextInt(8) == 0 ? random.nextInt(sample.length) : sample.length);
    for (int k = random.nextInt(6); k >= 0 && message.length > 0; k--) {
      int at = random.nextInt(message.length);
      message[at] = (byte) BYTES[random.nextInt(BYTES.length)];
      message[at] += (byte) random.nextInt(3);
    }
    return message;
  }

  @Test
  void neverThrowAndAreWrittenAsTheyWereRead() {
    var random = new SplittableRandom(SEED);
    byte[] sample = sample();
    int read = 0;
    for (int round = 0; round < ROUNDS; round++) {
      byte[] bytes = mutated(sample, random);
      try {
        Optional<DnsMessage> message = DnsMessage.parse(bytes, 0, bytes.length);
        DnsLine.append(new StringBuilder(), bytes, 0, bytes.length);
        DnsMessage.describe(new Dissection(), bytes, 0, bytes.length);
        if (message.isPresent()) {
          read++;
          Bytes again = message.get().toBytes();
          assertThat(DnsMessage.parse(again.toByteArray(), 0, again.length())).isEqualTo(message);
        }
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("round " + round + " of seed " + SEED + ": " + Bytes.of(bytes), e);
      }
    }
    assertThat(read).isGreaterThan(ROUNDS / 20);
  }
}
