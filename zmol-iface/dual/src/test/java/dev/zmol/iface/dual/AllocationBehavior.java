package dev.zmol.iface.dual;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The way of a packet through the interface makes no garbage. */
@Specialize
abstract class AllocationBehavior {
  private static final int ROUNDS = 20_000;

  /** What the measurement itself may allocate. */
  private static final long NOISE = 2_000;

  private final Site site;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  AllocationBehavior(Site site) {
    this.site = site;
  }

  private long allocatedBy(Runnable work) {
    for (int k = 0; k < ROUNDS; k++) {
      work.run();
    }
    long before = threads.getCurrentThreadAllocatedBytes();
    for (int k = 0; k < ROUNDS; k++) {
      work.run();
    }
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  private Host quietHost() {
    Host host = Host.ethernet(site.own());
    host.receive(Frames.question(site.peer(), Frames.PEER_MAC, site.host()), 0);
    host.receive(Frames.question(site.gateway(), Frames.OTHER_MAC, site.host()), 0);
    host.device.discards = true;
    return host;
  }

  @Test
  void echoOfTwoPeersInTurnAllocatesNothing() {
    Host host = quietHost();
    byte[] first = Frames.toOwn(Frames.echoRequest(site.peer(), site.host(), 1, 56));
    byte[] second =
        Frames.ethernet(Frames.OWN_MAC, Frames.OTHER_MAC, Frames.echoRequest(site.gateway(), site.host(), 1, 56));

    long allocated =
        allocatedBy(
            () -> {
              host.receive(first, 1);
              host.receive(second, 1);
            });

    assertThat(allocated).isLessThan(NOISE);
    assertThat(host.drops.nonZero()).isEmpty();
  }

  @Test
  void questionsAndErrorsAllocateNothing() {
    Host host = quietHost();
    byte[] question = Frames.question(site.peer(), Frames.PEER_MAC, site.host());
    byte[] datagram = Frames.toOwn(Frames.packet(site.peer(), site.host(), 17, 64, new byte[32]));
    long[] now = {1};

    long allocated =
        allocatedBy(
            () -> {
              host.receive(question, now[0]);
              host.receive(datagram, now[0]);
              now[0] += Host.SECOND;
            });

    assertThat(allocated).isLessThan(NOISE);
    assertThat(host.drops.of(DropReason.ICMP_RATE_LIMITED)).isZero();
  }

  @Test
  void waitingForANeighborAllocatesNothingOnceThereWasAQueue() {
    Host host = Host.ethernet(site.own());
    host.device.discards = true;
    byte[] answer = Frames.answer(site.peer(), Frames.PEER_MAC, site.host());
    byte[] data = new byte[56];
    long[] now = {1};

    long allocated =
        allocatedBy(
            () -> {
              host.icmp.sendEchoRequest(site.peer(), 1, 1, data, now[0]);
              host.icmp.sendEchoRequest(site.peer(), 1, 2, data, now[0]);
              host.receive(answer, now[0]);
              now[0] += 100 * Host.SECOND;
            });

    assertThat(allocated).isLessThan(NOISE);
    assertThat(host.drops.nonZero()).isEmpty();
  }
}
