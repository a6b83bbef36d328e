package org.example.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.zmol.testkit.hosts.HostNetwork;
import dev.zmol.testkit.network.LinkConditions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Three hosts in one process, hours in milliseconds: the network falls apart, and the log does not. */
class ReplicatedLogTest {
  private static final int PORT = 4_000;
  private static final Duration A_MINUTE = Duration.ofMinutes(1);

  @RegisterExtension final HostNetwork network = HostNetwork.virtual("leader", "first", "second");

  private final List<String> expected = new ArrayList<>();
  private Leader leader;
  private Follower first;
  private Follower second;

  @BeforeEach
  void begin() {
    first = new Follower(network.host("first").stack().tcp(), PORT);
    second = new Follower(network.host("second").stack().tcp(), PORT);
    leader =
        new Leader(
            network.host("leader").stack().tcp(),
            List.of(network.host("first").endpoint(PORT), network.host("second").endpoint(PORT)));
    tick();
  }

  private void tick() {
    leader.tick();
    network.after(Duration.ofSeconds(1), this::tick);
  }

  private void append(int count) {
    for (int k = 0; k < count; k++) {
      String entry = "entry " + expected.size();
      expected.add(entry);
      leader.append(entry);
    }
  }

  private boolean isCommitted() {
    return leader.committed() == expected.size();
  }

  private boolean isEverywhere() {
    return first.entries().equals(expected) && second.entries().equals(expected);
  }

  @Test
  void entriesReachEveryHostOverALossyNetwork() {
    network.conditions("second", LinkConditions.PERFECT.withLoss(0.2).withLatency(Duration.ofMillis(40)));
    append(1_000);

    assertTrue(network.runUntil(() -> isEverywhere() && isCommitted(), Duration.ofMinutes(10)));
  }

  @Test
  void aMajorityGoesOnAndTheOtherCatchesUp() {
    append(10);
    assertTrue(network.runUntil(this::isEverywhere, A_MINUTE));
    network.partition(List.of("leader", "first"), List.of("second"));
    append(100);

    assertTrue(network.runUntil(this::isCommitted, A_MINUTE));
    network.runFor(Duration.ofHours(1));
    assertEquals(10, second.entries().size());

    network.heal();
    assertTrue(network.runUntil(this::isEverywhere, Duration.ofMinutes(10)));
  }

  @Test
  void aLeaderWithoutAMajorityCommitsNothing() {
    append(10);
    assertTrue(network.runUntil(this::isEverywhere, A_MINUTE));
    network.partition(List.of("leader"), List.of("first", "second"));
    append(5);

    network.runFor(Duration.ofHours(1));
    assertEquals(10, leader.committed());

    network.heal();
    assertTrue(network.runUntil(() -> isEverywhere() && isCommitted(), Duration.ofMinutes(10)));
  }

  @Test
  void flappingIsSurvived() {
    for (int k = 0; k < 20; k++) {
      network.after(Duration.ofSeconds(7L * k), () -> network.partition(List.of("second")));
      network.after(Duration.ofSeconds(7L * k + 3), network::heal);
      network.after(Duration.ofSeconds(7L * k + 1), () -> append(50));
    }
    network.runFor(Duration.ofSeconds(140));

    assertTrue(network.runUntil(this::isEverywhere, Duration.ofMinutes(10)));
    assertEquals(1_000, second.entries().size());
  }
}
