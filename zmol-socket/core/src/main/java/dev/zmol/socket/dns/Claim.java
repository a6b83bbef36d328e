package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsClass;
import dev.zmol.wire.dns.DnsHeader;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsType;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A name on the link that is, or is to be, ours alone (RFC 6762 §8): asked for three times, announced twice, and
 * changed if somebody else has it. Made by {@link MulticastResponder}.
 */
public final class Claim {
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;
  private static final long PROBE_INTERVAL = 250 * MILLISECOND;
  private static final int PROBES = 3;
  private static final int ANNOUNCEMENTS = 2;

  /** Who has had so many conflicts waits for so long before the next attempt (RFC 6762 §8.1). */
  private static final int MANY_CONFLICTS = 15;

  private static final long CONFLICT_PAUSE = 5 * SECOND;

  /** How far a claim has come. */
  enum State {
    PROBING,
    ANNOUNCING,
    ESTABLISHED,
    WITHDRAWN
  }

  private final ClaimedName naming;
  private final Function<DnsName, List<DnsRecord>> uniqueRecords;
  private final Function<DnsName, List<DnsRecord>> sharedRecords;
  private State state = State.PROBING;
  private DnsName name;
  private List<DnsRecord> unique;
  private List<DnsRecord> shared;
  private int sent;
  private int conflicts;
  private final long delayNanos;
  private boolean begun;
  private long nextAt;

  Claim(
      ClaimedName naming,
      Function<DnsName, List<DnsRecord>> uniqueRecords,
      Function<DnsName, List<DnsRecord>> sharedRecords,
      long delayNanos) {
    this.naming = naming;
    this.uniqueRecords = uniqueRecords;
    this.sharedRecords = sharedRecords;
    this.name = naming.name();
    this.delayNanos = delayNanos;
    refresh();
  }

  /** Works out the records anew: what they say may have changed. */
  void refresh() {
    unique = uniqueRecords.apply(name);
    shared = sharedRecords.apply(name);
  }

  /** {@return the name, which changes if somebody else has it} */
  public DnsName name() {
    return name;
  }

  /** {@return whether nobody else has the name: queries are answered} */
  public boolean isEstablished() {
    return state == State.ANNOUNCING || state == State.ESTABLISHED;
  }

  /** {@return whether the name was given up on purpose} */
  public boolean isWithdrawn() {
    return state == State.WITHDRAWN;
  }

  List<DnsRecord> unique() {
    return unique;
  }

  List<DnsRecord> shared() {
    return shared;
  }

  /** When there is something to multicast; before the first poll that is at once. */
  long pollAt() {
    return begun ? nextAt : Long.MIN_VALUE;
  }

  /** Whether there is something to multicast; {@link #next} says what. */
  boolean isDue(long nowNanos) {
    if (!begun) {
      begun = true;
      nextAt = nowNanos + delayNanos;
    }
    return nowNanos >= nextAt;
  }

  /** The next probe or announcement. */
  DnsMessage next(long nowNanos) {
    if (state == State.PROBING && sent < PROBES) {
      sent++;
      nextAt = nowNanos + PROBE_INTERVAL;
      return probe();
    }
    if (state == State.PROBING) {
      state = State.ANNOUNCING;
      sent = 0;
    }
    sent++;
    boolean last = sent == ANNOUNCEMENTS;
    state = last ? State.ESTABLISHED : State.ANNOUNCING;
    nextAt = last ? Long.MAX_VALUE : nowNanos + SECOND;
    return announcement();
  }

  /** Asks whether anybody has the name, and says what we would say of it (RFC 6762 §8.2). */
  private DnsMessage probe() {
    var question = new DnsQuestion(name, DnsType.ANY, DnsClass.INTERNET | DnsClass.UNICAST_RESPONSE);
    return new DnsMessage(DnsHeader.query(0, false), List.of(question), List.of(), unique, List.of());
  }

  private DnsMessage announcement() {
    var answers = new ArrayList<>(shared);
    unique.forEach(announced -> answers.add(flushing(announced)));
    return new DnsMessage(DnsHeader.authoritativeResponse(0), List.of(), answers, List.of(), List.of());
  }

  /** Says that the record is the only one of its name and type (RFC 6762 §10.2). */
  static DnsRecord flushing(DnsRecord of) {
    return new DnsRecord(of.name(), of.recordClass() | DnsClass.CACHE_FLUSH, of.timeToLive(), of.data());
  }

  /** Announces again what has changed. */
  void announce(long nowNanos) {
    refresh();
    if (isEstablished()) {
      state = State.ANNOUNCING;
      sent = 0;
      nextAt = nowNanos;
    }
  }

  void withdraw() {
    state = State.WITHDRAWN;
    nextAt = Long.MAX_VALUE;
  }

  /** Somebody else has asked for the name at the same time: who has more to say wins (RFC 6762 §8.2). */
  void rival(List<DnsRecord> proposed, long nowNanos) {
    if (state == State.PROBING && ProposedRecords.compare(unique, proposed) < 0) {
      sent = 0;
      nextAt = nowNanos + SECOND;
    }
  }

  /**
   * Somebody else has said something about the name (RFC 6762 §9); true if it has another name now.
   *
   * @param said a record of the name that is not one of ours
   */
  boolean conflict(DnsRecord said, long nowNanos) {
    if (state == State.PROBING) {
      conflicts++;
      naming.next();
      name = naming.name();
      refresh();
      probeAgain(nowNanos + (conflicts < MANY_CONFLICTS ? 0 : CONFLICT_PAUSE));
      return true;
    }
    if (isEstablished() && unique.stream().anyMatch(ours -> ours.type() == said.type())) {
      probeAgain(nowNanos);
    }
    return false;
  }

  private void probeAgain(long atNanos) {
    state = State.PROBING;
    sent = 0;
    nextAt = atNanos;
  }

  /** Whether a record says the same as one of ours. */
  boolean says(DnsRecord said) {
    return unique.stream().anyMatch(said::isSameAs) || shared.stream().anyMatch(said::isSameAs);
  }

  @Override
  public String toString() {
    return name + " (" + state + ")";
  }
}
