package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import dev.zmol.annotations.Comptime;
import dev.zmol.annotations.Specialize;
import dev.zmol.socket.tcp.CongestionAlgorithm;
import dev.zmol.socket.tcp.LossDetection;
import dev.zmol.socket.tcp.TcpConfiguration;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.testkit.network.LinkConditions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/**
 * What TCP gets out of a simulated path, as a table that is kept with the sources: the same seed gives the same figures,
 * so whatever changes them is seen in the difference. {@code -Dgolden.regenerate=true} writes it anew, and fails.
 */
@Specialize
@Covers({"S2", "S3", "D8"})
class GoodputTest {
  private static final int[] BUFFERS = {4 << 10, 16 << 10, 64 << 10, 256 << 10, 1 << 20};
  private static final double[] LOSSES = {0, 0.001, 0.01, 0.03, 0.1, 0.2, 0.3};
  private static final int[] FLOWS = {1, 2, 4, 8, 16, 32, 64};

  /** A round trip of 20 ms, and more bandwidth than any window here can fill. */
  private static final LinkConditions PATH =
      LinkConditions.PERFECT.withLatency(Duration.ofMillis(10)).withRate(1_000_000_000, 1 << 20);

  /** The same round trip, through a bottleneck with a queue of one bandwidth-delay product. */
  private static final LinkConditions BOTTLENECK =
      LinkConditions.PERFECT.withLatency(Duration.ofMillis(10)).withRate(50_000_000, 125_000);

  private static final Duration LONG = Duration.ofHours(2);

  private final StringBuilder table = new StringBuilder();

  @Test
  @Covers("RFC 9438 §5")
  void theGoodputOfEachPathIsAsRecorded() throws IOException {
    for (CongestionAlgorithm algorithm : List.of(CongestionAlgorithm.NEW_RENO, CongestionAlgorithm.CUBIC)) {
      rows(algorithm + ", RACK-TLP", algorithm, LossDetection.RACK_TLP);
    }
    rows("CUBIC, without RACK-TLP", CongestionAlgorithm.CUBIC, LossDetection.DUPLICATE_ACKNOWLEDGMENTS);

    compare("goodput");
  }

  private void rows(String name, CongestionAlgorithm algorithm, LossDetection detection) {
    table.append("\n### ").append(name).append("\n\n| Buffers \\ loss |");
    for (double loss : LOSSES) {
      table.append(String.format(Locale.ROOT, " %.1f %% |", 100 * loss));
    }
    table.append("\n|---").append("|---".repeat(LOSSES.length)).append("|\n");
    for (int buffer : BUFFERS) {
      table.append("| ").append(buffer >> 10).append(" KiB |");
      for (double loss : LOSSES) {
        TcpConfiguration configuration =
            TcpConfiguration.builder().buffers(buffer, buffer).congestion(algorithm).lossDetection(detection).build();
        table.append(String.format(Locale.ROOT, " %.2f |", goodput(configuration, loss)));
      }
      table.append('\n');
    }
  }

  /** Megabits per second, of a transfer that is long enough for its window to settle. */
  private static double goodput(TcpConfiguration configuration, double loss) {
    TcpPair pair = new TcpPair(TcpPair.ETHERNET_SIZED, PATH, configuration, 20);
    TcpPair.Ends ends = pair.connect();
    pair.link.conditionsToRight(PATH.withLoss(loss));
    long size = Math.min(48L * configuration.sendBuffer(), 6L << 20);
    long start = pair.simulation.clock().nowNanos();
    Transfer transfer = Transfer.oneWay(ends.left(), ends.right(), size, 1);
    assertThat(pair.simulation.runUntil(transfer::isFinished, LONG)).as("no stall at a loss of %s", loss).isTrue();
    assertThat(transfer.isIntact()).isTrue();
    return size * 8_000.0 / (pair.simulation.clock().nowNanos() - start);
  }

  @Test
  void flowsShareABottleneckAsRecorded() throws IOException {
    table.append("\n| Flows | Fairness (Jain) | Use of the bottleneck |\n|---|---|---|\n");
    for (int flows : FLOWS) {
      long[] arrived = share(flows);
      double sum = 0;
      double squares = 0;
      for (long bytes : arrived) {
        sum += bytes;
        squares += (double) bytes * bytes;
      }
      double use = sum * 8 / 10 / 50_000_000;
      double fairness = sum * sum / (flows * squares);
      table.append(String.format(Locale.ROOT, "| %d | %.3f | %.1f %% |%n", flows, fairness, 100 * use));
      assertThat(use).as("use of the bottleneck by %d flows", flows).isGreaterThan(0.9);
      assertThat(fairness).as("fairness of %d flows", flows).isGreaterThan(0.75);
    }
    compare("fairness");
  }

  /** How many bytes each flow gets through in ten seconds, after five to settle. */
  private static long[] share(int flows) {
    TcpPair pair = new TcpPair(TcpPair.ETHERNET_SIZED, BOTTLENECK, TcpConfiguration.DEFAULT, 21);
    List<Transfer> transfers = new ArrayList<>();
    TcpListener listener = pair.server.tcp().listen(TcpPair.PORT, flows);
    for (int k = 0; k < flows; k++) {
      TcpConnection left = pair.client.tcp().connect(pair.service());
      pair.until(() -> listener.pending() > 0 && left.isEstablished());
      transfers.add(Transfer.oneWay(left, listener.accept(), Long.MAX_VALUE, k));
    }
    pair.pass(Duration.ofSeconds(5));
    long[] before = transfers.stream().mapToLong(Transfer::arrived).toArray();
    pair.pass(Duration.ofSeconds(10));
    long[] arrived = transfers.stream().mapToLong(Transfer::arrived).toArray();
    for (int k = 0; k < flows; k++) {
      arrived[k] -= before[k];
    }
    return arrived;
  }

  private void compare(String name) throws IOException {
    Path file =
        Path.of(System.getProperty("basedir", ""), "../../docs/netsim", name + (Comptime.IPV4 ? "-ipv4" : "-ipv6") + ".md");
    String text = "# " + title(name) + "\n" + table;
    if (Boolean.getBoolean("golden.regenerate")) {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      fail("wrote " + file + " anew; read the difference, then run without -Dgolden.regenerate");
    }
    assertThat(text).as("%s; -Dgolden.regenerate=true writes it anew", file).isEqualTo(Files.readString(file));
  }

  private static String title(String name) {
    return name.equals("goodput")
        ? "Goodput on a simulated path, in Mbit/s\n\nRound trip 20 ms, 1 Gbit/s, MTU 1500, random loss of data segments."
        : "Fairness of CUBIC flows\n\nRound trip 20 ms, one bottleneck of 50 Mbit/s with a queue of 125 kB, MTU 1500.";
  }
}
