package dev.zmol.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.iface.Counters;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.IcmpCounters;
import dev.zmol.iface.IpCounter;
import org.junit.jupiter.api.Test;

class CounterReportTest {
  private static CounterReport report() {
    Counters<IpCounter> ip = new Counters<>(IpCounter.class);
    ip.add(IpCounter.IN_OCTETS, 84);
    IcmpCounters icmp = new IcmpCounters();
    icmp.countReceived(8);
    icmp.countSent(0);
    icmp.countInvalid();
    DropCounters drops = new DropCounters();
    drops.count(DropReason.ICMP_CHECKSUM);
    return new CounterReport().add("ipv4", ip).add("icmpv4", icmp).add(drops);
  }

  @Test
  void namesCountersAsTheMibsDoAndLeavesOutZeros() {
    assertThat(report().table().lines().skip(2).map(line -> line.replaceAll(" +", " ")))
        .containsExactly(
            "ipv4.inOctets 84",
            "icmpv4.inMsgs 2",
            "icmpv4.inErrors 1",
            "icmpv4.outMsgs 1",
            "icmpv4.outPkts.0 1",
            "icmpv4.inPkts.8 1",
            "drop.icmpChecksum 1");
  }

  @Test
  void isOneObjectForPrograms() {
    assertThat(report().json().toString()).startsWith("{\"event\":\"counters\",\"ipv4.inOctets\":84,");
  }

  @Test
  void percentilesAreOfTheSortedSamples() {
    LatencySamples samples = new LatencySamples();
    assertThat(samples.percentileMicros(50)).isZero();
    for (int k = 2000; k > 0; k--) {
      samples.add(k * 1000L);
    }

    assertThat(samples.count()).isEqualTo(2000);
    assertThat(samples.percentileMicros(50)).isEqualTo(1000);
    assertThat(samples.percentileMicros(99)).isEqualTo(1980);
    assertThat(samples.percentileMicros(100)).isEqualTo(2000);
    assertThat(samples.line("round trip"))
        .isEqualTo("round trip 1000.0 µs median, 1980.0 µs at 99 %, 2000.0 µs at most, 2000 in all");
  }
}
