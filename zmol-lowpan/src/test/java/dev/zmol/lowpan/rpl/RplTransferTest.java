package dev.zmol.lowpan.rpl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.DropReason;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.socket.ipv6.TcpConnection;
import dev.zmol.socket.ipv6.TcpListener;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.ipv6.IpEndpoint;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** TCP over five lossy hops, up and down. */
@Covers("L2")
class RplTransferTest {
  private static final int LENGTH = 100 * 1024;
  private static final int PORT = 80;

  private final byte[] sent = new byte[LENGTH];
  private final byte[] received = new byte[LENGTH];
  private int sentLength;
  private int receivedLength;

  private void move(TcpConnection from, TcpConnection to) {
    if (sentLength < LENGTH) {
      sentLength += Math.max(0, from.send(sent, sentLength, LENGTH - sentLength));
    }
    receivedLength += Math.max(0, to.receive(received, receivedLength, LENGTH - receivedLength));
  }

  private static byte[] hash(byte[] bytes) throws NoSuchAlgorithmException {
    return MessageDigest.getInstance("SHA-256").digest(bytes);
  }

  @ParameterizedTest
  @CsvSource({"STORING, true", "STORING, false", "NON_STORING, true", "NON_STORING, false"})
  void hundredKilobytesArriveOverFiveHops(RplMode mode, boolean up) throws NoSuchAlgorithmException {
    var radio = new Radio(3, 1.1, 0.1);
    List<RadioNode> nodes = RplNetworkTest.line(radio, 6, mode);
    assertThat(radio.runUntil(120, () -> RplNetworkTest.isKnown(radio))).isTrue();
    new Random(3).nextBytes(sent);
    TcpListener listener = nodes.getFirst().stack().tcp().listen(PORT, 1);
    TcpConnection node = nodes.getLast().stack().tcp().connect(new IpEndpoint(RplNetworkTest.ROOT, PORT));
    assertThat(radio.runUntil(60, () -> listener.pending() > 0)).isTrue();
    TcpConnection root = listener.accept();

    boolean arrived = false;
    for (int k = 0; k < 6000 && !arrived; k++) {
      move(up ? node : root, up ? root : node);
      radio.runUntil(1, () -> false);
      arrived = receivedLength == LENGTH;
    }

    assertThat(receivedLength).isEqualTo(LENGTH);
    assertThat(hash(received)).isEqualTo(hash(sent));
    assertThat(nodes.getFirst().stack().drops().nonZero().keySet())
        .doesNotContain(DropReason.RPL_LOOP, DropReason.PACKET_TOO_BIG);
  }
}
