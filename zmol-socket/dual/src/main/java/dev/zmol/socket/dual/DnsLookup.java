package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.socket.dns.DnsOutcome;
import dev.zmol.socket.dns.DnsResult;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dual.AddressRecords;
import dev.zmol.wire.dual.IpAddress;
import dev.zmol.wire.dual.IpEndpoint;
import dev.zmol.wire.dual.Ipv6Address;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Something that is looked up: what {@link DnsClient} returns at once, and completes later.
 *
 * <p>It tries the names that the text may stand for until one of them exists, and may ask for several types at once.
 * All methods are called by the thread of the stack.
 */
@Specialize
public final class DnsLookup {
  /** How long one family is waited for when the other has answered: a broken server must not hold up everything. */
  private static final long GRACE_NANOS = 1_000_000_000;

  private final DnsClient client;
  private final List<DnsName> candidates;
  private final int[] types;
  private final Consumer<? super DnsLookup> whenDone;
  private final List<DnsResolution> resolutions = new ArrayList<>();
  private boolean begun;
  private int candidate;
  private long startedAt;
  private long endedAt;
  private long deadline;
  private long graceUntil = Long.MAX_VALUE;
  private boolean sawName;
  private DnsResult result;
  private IpEndpoint server;

  DnsLookup(DnsClient client, List<DnsName> candidates, int[] types, Consumer<? super DnsLookup> whenDone) {
    this.client = client;
    this.candidates = candidates;
    this.types = types;
    this.whenDone = whenDone;
  }

  /** A lookup of what is known already. */
  DnsLookup(DnsClient client, DnsResult result, Consumer<? super DnsLookup> whenDone) {
    this(client, List.of(), new int[0], whenDone);
    this.result = result;
  }

  boolean poll(long nowNanos) {
    if (!begun) {
      begun = true;
      startedAt = nowNanos;
      deadline = nowNanos + client.settings().timeoutNanos();
    }
    boolean sent = false;
    // Each candidate may fail at once.
    for (int k = candidate; k <= candidates.size() && result == null; k++) {
      sent |= work(nowNanos);
    }
    endedAt = nowNanos;
    return sent;
  }

  private boolean work(long nowNanos) {
    if (resolutions.isEmpty()) {
      for (int type : types) {
        resolutions.add(new DnsResolution(client, candidates.get(candidate), type));
      }
    }
    boolean sent = false;
    for (DnsResolution resolution : resolutions) {
      sent |= resolution.result() == null && resolution.poll(nowNanos);
    }
    if (nowNanos >= deadline || nowNanos >= graceUntil) {
      end(DnsOutcome.TIMED_OUT);
    }
    if (resolutions.stream().allMatch(resolution -> resolution.result() != null)) {
      conclude();
    } else if (graceUntil == Long.MAX_VALUE && hasAnswer()) {
      graceUntil = nowNanos + GRACE_NANOS;
    }
    return sent;
  }

  private boolean hasAnswer() {
    return resolutions.stream()
        .anyMatch(of -> of.result() != null && of.result().outcome() == DnsOutcome.ANSWERED);
  }

  private void end(DnsOutcome reason) {
    resolutions.forEach(resolution -> resolution.end(reason));
  }

  /** All types have a result: takes it, or goes on with the next name. */
  private void conclude() {
    DnsResult found = merged();
    sawName |= found.outcome() == DnsOutcome.NO_DATA;
    if (found.outcome().isNegative() && candidate + 1 < candidates.size()) {
      candidate++;
      resolutions.clear();
      return;
    }
    boolean hasName = found.outcome() == DnsOutcome.NAME_ERROR && sawName;
    result = hasName ? DnsResult.none(DnsOutcome.NO_DATA, found.name()) : found;
    server = resolutions.stream().map(DnsResolution::server).filter(of -> of != null).findFirst().orElse(null);
  }

  /** The result for all types: answers if there are any, or else what says most. */
  private DnsResult merged() {
    List<DnsResult> results = resolutions.stream().map(DnsResolution::result).toList();
    DnsResult best = Collections.min(results, Comparator.comparingInt(of -> weight(of.outcome())));
    List<DnsRecord> answers = new ArrayList<>();
    long timeToLive = best.timeToLive();
    for (DnsResult of : results) {
      answers.addAll(of.answers());
      timeToLive = of.outcome() == best.outcome() ? Math.min(timeToLive, of.timeToLive()) : timeToLive;
    }
    return new DnsResult(best.outcome(), best.name(), answers, best.aliases(), timeToLive);
  }

  /** An answer outweighs all, and a failure, after which trying again may help, outweighs a negative answer. */
  private static int weight(DnsOutcome outcome) {
    return switch (outcome) {
      case ANSWERED -> 0;
      case ALIAS_LOOP, CANCELLED -> 1;
      case SERVER_FAILURE, TIMED_OUT -> 2;
      case NO_SERVER -> 3;
      case NO_DATA -> 4;
      case NAME_ERROR -> 5;
    };
  }

  long pollAt(long atOnce) {
    if (!begun || result != null) {
      return atOnce;
    }
    long next = Math.min(deadline, graceUntil);
    for (DnsResolution resolution : resolutions) {
      next = Math.min(next, resolution.pollAt());
    }
    return next;
  }

  void callBack() {
    whenDone.accept(this);
  }

  /** {@return whether there is a result} */
  public boolean isDone() {
    return result != null;
  }

  /**
   * Returns what was found.
   *
   * @return the result
   * @throws IllegalStateException if there is none yet
   */
  public DnsResult result() {
    if (result == null) {
      throw new IllegalStateException("the lookup is not done yet");
    }
    return result;
  }

  /**
   * Returns the addresses that were found, best first: those that can be reached, of these IPv6 first, and otherwise in
   * the order of the servers.
   *
   * @return the addresses, none twice
   * @throws IllegalStateException if there is no result yet
   */
  public List<IpAddress> addresses() {
    List<IpAddress> addresses = new ArrayList<>();
    for (DnsRecord answer : result().answers()) {
      AddressRecords.address(answer.data())
          .filter(address -> !addresses.contains(address))
          .ifPresent(addresses::add);
    }
    addresses.sort(Comparator.comparingInt(this::distance));
    return addresses;
  }

  private int distance(IpAddress address) {
    int family = address instanceof Ipv6Address ? 0 : 1;
    return client.ip().sourceFor(address) == null ? 2 + family : family;
  }

  /** {@return the server that has answered; nothing if none has, or it was a host of the link} */
  public Optional<IpEndpoint> server() {
    return Optional.ofNullable(server);
  }

  /** {@return how long it has taken so far, or did take, in nanoseconds} */
  public long elapsedNanos() {
    return endedAt - startedAt;
  }

  /** Gives the lookup up, if it is not done: nobody is told. */
  public void cancel() {
    if (result == null) {
      end(DnsOutcome.CANCELLED);
      DnsName name = candidates.get(candidate);
      result = DnsResult.none(DnsOutcome.CANCELLED, name);
    }
    client.forget(this);
  }
}
