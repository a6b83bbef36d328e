package dev.zmol.socket.dual;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.LinkDevice;
import dev.zmol.iface.Medium;
import dev.zmol.iface.StackRunner;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.testkit.conformance.Covers;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsResponseCode;
import dev.zmol.wire.dns.DnsType;
import dev.zmol.wire.dual.AddressRecords;
import dev.zmol.wire.dual.IpAddress;
import java.io.InterruptedIOException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads that wait for names, and two stacks that threads of their own run. */
@Specialize
@Covers({"S9", "S10"})
class DnsResolverTest {
  private static final DnsName HOST = DnsName.parse("www.example.org");
  private static final IpAddress ADDRESS = Node.addresses(7).getFirst();

  private final LinkDevice.Pair cable = LinkDevice.pair(DeviceCapabilities.plain(Medium.ETHERNET, 1500));
  private final EthernetStack client = new ComposedEthernetStack(cable.left(), Node.configuration(1));
  private final EthernetStack server = new ComposedEthernetStack(cable.right(), Node.configuration(2));
  private final StackRunner clientRunner = StackRunner.start(client, cable.left());
  private final StackRunner serverRunner = StackRunner.start(server, cable.right());
  private final DnsResolver resolver = new DnsResolver(clientRunner, client.dns());

  @BeforeEach
  void serve() {
    DnsConfiguration configuration =
        DnsConfiguration.builder().server(Node.addresses(2).getFirst()).timeout(Duration.ofSeconds(60)).build();
    clientRunner.call(Executors.callable(() -> client.dns().configure(configuration)));
    serverRunner.call(Executors.callable(() -> answer(server.udp().bind(53))));
  }

  private static void answer(UdpSocket socket) {
    byte[] buf = new byte[600];
    socket.onReady(
        () -> {
          while (socket.available() > 0) {
            int length = socket.receive(buf, 0, buf.length);
            DnsMessage query = DnsMessage.parse(buf, 0, length).orElseThrow();
            DnsQuestion question = query.questions().getFirst();
            if (!question.name().equals(DnsName.parse("silent.example.org"))) {
              int end = response(query, question).emit(buf, 0);
              socket.reply(buf, 0, end);
            }
          }
        });
  }

  private static DnsMessage response(DnsMessage query, DnsQuestion question) {
    if (question.equals(new DnsQuestion(HOST, AddressRecords.data(ADDRESS).type()))) {
      return DnsServers.response(query, 0, new DnsRecord(HOST, 1, AddressRecords.data(ADDRESS)));
    }
    if (question.type() == DnsType.PTR && question.name().equals(AddressRecords.reverseName(ADDRESS))) {
      return DnsServers.response(query, 0, new DnsRecord(question.name(), 1, new DnsData.Pointer(HOST)));
    }
    return DnsServers.response(
        query, question.name().equals(HOST) ? DnsResponseCode.NO_ERROR : DnsResponseCode.NAME_ERROR);
  }

  @AfterEach
  void close() {
    clientRunner.close();
    serverRunner.close();
  }

  @Test
  void aThreadWaitsForTheAddressesOfAHost() throws Exception {
    assertThat(BlockedCall.start(() -> resolver.addresses("www.example.org")).result()).containsExactly(ADDRESS);
    assertThat(resolver.addresses(ADDRESS.toString())).containsExactly(ADDRESS);
    assertThat(resolver.name(ADDRESS)).contains(HOST);
    assertThat(resolver.name(Node.addresses(9).getFirst())).isEmpty();
    assertThat(resolver.lookup("www.example.org", DnsType.TXT).outcome()).isEqualTo(DnsOutcome.NO_DATA);
  }

  @Test
  void aHostThatThereIsNotIsUnknown() {
    assertThatExceptionOfType(UnknownHostException.class)
        .isThrownBy(() -> resolver.addresses("nothing.example.org"))
        .withMessage("nothing.example.org: there is no such name");
    assertThatIllegalArgumentException().isThrownBy(() -> resolver.addresses("a..b"));
  }

  @Test
  void manyThreadsWaitAtOnce() throws Exception {
    List<BlockedCall<List<IpAddress>>> calls =
        IntStream.range(0, 50)
            .mapToObj(_ -> BlockedCall.<List<IpAddress>>start(() -> resolver.addresses("www.example.org")))
            .toList();
    for (BlockedCall<List<IpAddress>> call : calls) {
      assertThat(call.result()).containsExactly(ADDRESS);
    }
  }

  @Test
  void aThreadThatIsInterruptedWaitsNoMoreAndNeitherDoesTheStack() throws Exception {
    BlockedCall<List<IpAddress>> call = BlockedCall.start(() -> resolver.addresses("silent.example.org"));
    call.assertBlocked();
    call.thread().interrupt();

    assertThat(call.failure()).hasCauseInstanceOf(InterruptedIOException.class);
    assertThat(call.wasInterrupted()).isTrue();
    BlockedCall.until(() -> clientRunner.<Integer>call(client.dns()::lookupCount) == 0);
  }

  @Test
  void aThreadWaitsNoLongerThanTheStackRuns() throws Exception {
    BlockedCall<List<IpAddress>> call = BlockedCall.start(() -> resolver.addresses("silent.example.org"));
    call.assertBlocked();
    clientRunner.close();

    assertThat(call.failure()).hasCauseInstanceOf(SocketException.class);
    assertThatThrownBy(() -> resolver.addresses("www.example.org")).isInstanceOf(SocketException.class);
  }
}
