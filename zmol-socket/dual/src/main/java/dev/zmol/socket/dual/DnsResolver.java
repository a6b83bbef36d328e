package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.StackRunner;
import dev.zmol.socket.blocking.Inquiry;
import dev.zmol.socket.blocking.StackGate;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsType;
import dev.zmol.wire.dual.AddressRecords;
import dev.zmol.wire.dual.IpAddress;
import java.io.IOException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Looks up names for threads that may block, virtual ones above all.
 *
 * <p>It needs a stack that a {@link StackRunner} runs; one object serves all threads. A lookup takes no longer than the
 * {@linkplain DnsConfiguration#timeoutNanos configuration} allows. The thread of the stack itself must not call what
 * blocks, and is told so by an {@link IllegalStateException}.
 */
@Specialize
public final class DnsResolver {
  private final DnsClient client;
  private final StackGate gate;

  /**
   * Makes the resolver of a stack usable by other threads.
   *
   * @param runner what runs the stack
   * @param client the resolver of the stack
   */
  public DnsResolver(StackRunner runner, DnsClient client) {
    this.client = client;
    this.gate = new StackGate(runner);
  }

  /** A lookup that a thread waits for. */
  @Specialize
  private static final class Waiting<T> extends Inquiry<T> {
    private final Function<Consumer<DnsLookup>, DnsLookup> question;
    private final Function<DnsLookup, T> answer;
    private DnsLookup lookup;

    Waiting(
        StackGate gate, Function<Consumer<DnsLookup>, DnsLookup> question, Function<DnsLookup, T> answer) {
      super(gate);
      this.question = question;
      this.answer = answer;
    }

    @Override
    protected void begin() {
      lookup = question.apply(done -> answer(answer.apply(done)));
    }

    @Override
    protected void cancel() {
      lookup.cancel();
    }
  }

  private <T> T ask(Function<Consumer<DnsLookup>, DnsLookup> question, Function<DnsLookup, T> answer)
      throws IOException {
    return new Waiting<>(gate, question, answer).await(Duration.ZERO);
  }

  /** What is known of the addresses of a host. */
  @Specialize
  private record Found(DnsResult result, List<IpAddress> addresses) {}

  /**
   * Looks up the addresses of a host, see {@link DnsClient#addresses}.
   *
   * @param host its name, or an address
   * @return its addresses, best first; one at least
   * @throws IllegalArgumentException if the name is none
   * @throws UnknownHostException if there is none, or nobody has answered; the message says which
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public List<IpAddress> addresses(String host) throws IOException {
    DnsName.parse(host);
    Found found =
        ask(whenDone -> client.addresses(host, whenDone), done -> new Found(done.result(), done.addresses()));
    if (found.addresses().isEmpty()) {
      throw new UnknownHostException(host + ": " + found.result().outcome().description());
    }
    return found.addresses();
  }

  /**
   * Looks up records of a type, see {@link DnsClient#lookup(String, int, Consumer)}.
   *
   * @param name the name
   * @param type the type, see {@link DnsType}
   * @return what was found, or why nothing was
   * @throws IllegalArgumentException if the name is none
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public DnsResult lookup(String name, int type) throws IOException {
    DnsName.parse(name);
    return ask(whenDone -> client.lookup(name, type, whenDone), DnsLookup::result);
  }

  /**
   * Looks up the name of an address.
   *
   * @param address the address
   * @return its name, one of them if it has several; nothing if it has none
   * @throws UnknownHostException if nobody has answered; the message says why
   * @throws IOException if the runner of the stack has ended, or the thread is interrupted
   */
  public Optional<DnsName> name(IpAddress address) throws IOException {
    DnsResult result = ask(whenDone -> client.names(address, whenDone), DnsLookup::result);
    if (result.outcome() != DnsOutcome.ANSWERED && !result.outcome().isNegative()) {
      throw new UnknownHostException(
          AddressRecords.reverseName(address) + " " + result.outcome().description());
    }
    return result.answers().stream().map(answer -> ((DnsData.Pointer) answer.data()).target()).findFirst();
  }
}
