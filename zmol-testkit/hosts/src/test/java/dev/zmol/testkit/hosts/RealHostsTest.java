package dev.zmol.testkit.hosts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.socket.dual.TcpAcceptor;
import dev.zmol.socket.dual.TcpStream;
import dev.zmol.socket.dual.TcpStreams;
import dev.zmol.testkit.network.LinkConditions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RealHostsTest {
  private static final int PORT = 9;
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @RegisterExtension final HostNetwork network = HostNetwork.real("alice", "bob");

  private TcpStreams streams(String name) {
    TestHost host = network.host(name);
    return new TcpStreams(host.runner(), host.stack().tcp());
  }

  private static CompletableFuture<byte[]> received(TcpAcceptor acceptor) {
    CompletableFuture<byte[]> all = new CompletableFuture<>();
    Thread.startVirtualThread(
        () -> {
          try (TcpStream stream = acceptor.accept()) {
            all.complete(stream.input().readAllBytes());
          } catch (IOException e) {
            all.completeExceptionally(e);
          }
        });
    return all;
  }

  private CompletableFuture<byte[]> send(byte[] data) throws IOException {
    CompletableFuture<byte[]> received = received(streams("bob").listen(PORT, 1));
    try (TcpStream stream = streams("alice").connect(network.host("bob").endpoint(PORT), LIMIT)) {
      stream.output().write(data);
    }
    return received;
  }

  @Test
  void blockingStreamsCarryWhatTheyAreGiven() throws Exception {
    byte[] data = new byte[300_000];
    data[200_000] = 1;
    assertThat(send(data).get(20, TimeUnit.SECONDS)).isEqualTo(data);
  }

  @Test
  void lossIsMadeUpFor() throws Exception {
    network.conditions("bob", LinkConditions.PERFECT.withLoss(0.05));
    byte[] data = new byte[100_000];
    data[70_000] = 1;
    assertThat(send(data).get(60, TimeUnit.SECONDS)).isEqualTo(data);
  }

  @Test
  void aPartitionThatHealsIsSurvived() throws Exception {
    network.partition(List.of("alice"));
    network.after(Duration.ofMillis(300), network::heal);
    byte[] data = {1, 2, 3};
    long before = network.nowNanos();
    assertThat(send(data).get(20, TimeUnit.SECONDS)).isEqualTo(data);
    assertThat(network.nowNanos() - before).isGreaterThan(Duration.ofMillis(300).toNanos());
  }
}
