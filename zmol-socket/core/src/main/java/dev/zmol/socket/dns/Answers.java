package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsClass;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsHeader;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Answers queries from the records of claims (RFC 6762 §6): at once if nobody else can have the answer, a little later
 * if others may answer too, not at all if who asks knows the answer, and not too often.
 */
final class Answers<D> {
  private static final long MILLISECOND = 1_000_000;
  private static final long SECOND = 1_000 * MILLISECOND;

  /** How many questions of a message are answered. */
  private static final int MAX_QUESTIONS = 32;

  /** How many responses wait. */
  private static final int MAX_PENDING = 64;

  /** How many records it is remembered of when they were sent. */
  private static final int MAX_REMEMBERED = 1_024;

  /** How long an answer to a simple resolver holds, in seconds (RFC 6762 §6.7). */
  private static final long LEGACY_SECONDS = 10;

  private final List<Claim> claims;
  private final RandomGenerator random;
  private final List<PendingResponse> pending = new ArrayList<>();
  private final Map<DnsRecord, Long> multicastAt = new HashMap<>();

  Answers(List<Claim> claims, RandomGenerator random) {
    this.claims = claims;
    this.random = random;
  }

  static DnsMessage response(int id, List<DnsRecord> answers, List<DnsRecord> additionals) {
    return new DnsMessage(DnsHeader.authoritativeResponse(id), List.of(), answers, List.of(), additionals);
  }

  void query(DnsMessage query, D from, boolean legacy, long nowNanos, MulticastOutput<D> out) {
    for (PendingResponse waiting : pending) {
      if (waiting.asker().equals(from)) {
        query.answers().forEach(known -> waiting.suppress(known, true));
      }
    }
    List<DnsQuestion> questions = query.questions().subList(0, Math.min(query.questions().size(), MAX_QUESTIONS));
    List<DnsRecord> found = find(questions);
    boolean defends = !query.authorities().isEmpty();
    var response = new PendingResponse(from, found, nowNanos + delay(query, found), defends);
    query.answers().forEach(known -> response.suppress(known, true));
    if (found.isEmpty()) {
      return;
    }
    if (legacy) {
      out.unicast(legacyResponse(query, found), from);
    } else if (wantsUnicast(questions) && found.stream().allMatch(answer -> isFresh(answer, nowNanos))) {
      out.unicast(response(0, found, additionals(found)), from);
    } else if (pending.size() < MAX_PENDING) {
      pending.add(response);
    }
  }

  /** Shared records wait for those of others, and what may be known for the rest of the query (RFC 6762 §6, §7.2). */
  private long delay(DnsMessage query, List<DnsRecord> found) {
    if (query.header().truncated()) {
      return 400 * MILLISECOND + random.nextInt(100) * MILLISECOND;
    }
    boolean shared = !found.stream().allMatch(DnsRecord::flushesCache);
    return shared ? 20 * MILLISECOND + random.nextInt(100) * MILLISECOND : 0;
  }

  private static boolean wantsUnicast(List<DnsQuestion> questions) {
    return questions.stream().allMatch(question -> (question.recordClass() & DnsClass.UNICAST_RESPONSE) != 0);
  }

  /** Whether everybody was told not long ago: within a quarter of the time for which it holds (RFC 6762 §5.4). */
  private boolean isFresh(DnsRecord answer, long nowNanos) {
    Long at = multicastAt.get(answer);
    return at != null && nowNanos - at < answer.timeToLive() * SECOND / 4;
  }

  private List<DnsRecord> find(List<DnsQuestion> questions) {
    Set<DnsRecord> found = new LinkedHashSet<>();
    for (DnsQuestion question : questions) {
      for (Claim claim : claims) {
        if (claim.isEstablished()) {
          find(question, claim, found);
        }
      }
    }
    return new ArrayList<>(found);
  }

  private static void find(DnsQuestion question, Claim claim, Set<DnsRecord> found) {
    int before = found.size();
    for (DnsRecord unique : claim.unique()) {
      if (question.isAnsweredBy(unique)) {
        found.add(Claim.flushing(unique));
      }
    }
    boolean isOurs = question.name().equals(claim.name()) && question.type() != DnsType.ANY;
    if (isOurs && found.size() == before) {
      found.add(denial(claim));
    }
    claim.shared().stream().filter(question::isAnsweredBy).forEach(found::add);
  }

  /** Says which types a name has, and so that it has no others (RFC 6762 §6.1). */
  private static DnsRecord denial(Claim claim) {
    List<Integer> types = claim.unique().stream().map(DnsRecord::type).toList();
    long seconds = claim.unique().getFirst().timeToLive();
    return Claim.flushing(new DnsRecord(claim.name(), seconds, new DnsData.NextSecure(claim.name(), types)));
  }

  /** A simple resolver is answered as a server would (RFC 6762 §6.7). */
  private DnsMessage legacyResponse(DnsMessage query, List<DnsRecord> found) {
    return new DnsMessage(
        DnsHeader.authoritativeResponse(query.header().id()),
        query.questions(),
        found.stream().map(Answers::legacy).toList(),
        List.of(),
        additionals(found).stream().map(Answers::legacy).toList());
  }

  private static DnsRecord legacy(DnsRecord of) {
    return new DnsRecord(
        of.name(), DnsClass.proper(of.recordClass()), Math.min(of.timeToLive(), LEGACY_SECONDS), of.data());
  }

  /** What who asks is likely to ask for next (RFC 6763 §12). */
  private List<DnsRecord> additionals(List<DnsRecord> found) {
    Set<DnsRecord> more = new LinkedHashSet<>();
    for (DnsRecord answer : found) {
      addTargets(answer, more);
    }
    for (DnsRecord answer : List.copyOf(more)) {
      addTargets(answer, more);
    }
    found.forEach(more::remove);
    return List.copyOf(more);
  }

  private void addTargets(DnsRecord answer, Set<DnsRecord> more) {
    switch (answer.data()) {
      case DnsData.Pointer(DnsName target) -> addAll(target, more);
      case DnsData.Service(int _, int _, int _, DnsName target) -> addAll(target, more);
      case DnsData.A _, DnsData.Aaaa _ -> addAll(answer.name(), more);
      default -> {
        // Nothing follows from it.
      }
    }
  }

  private void addAll(DnsName name, Set<DnsRecord> more) {
    for (Claim claim : claims) {
      if (claim.isEstablished() && claim.name().equals(name)) {
        claim.unique().forEach(unique -> more.add(Claim.flushing(unique)));
      }
    }
  }

  /** Somebody else has said something: it need not be said twice. */
  void heard(DnsRecord said) {
    pending.forEach(waiting -> waiting.suppress(said, false));
  }

  boolean poll(long nowNanos, MulticastOutput<D> out) {
    List<DnsRecord> due = new ArrayList<>();
    for (int k = 0; k < pending.size(); ) {
      PendingResponse waiting = pending.get(k);
      if (nowNanos < waiting.atNanos()) {
        k++;
        continue;
      }
      pending.remove(k);
      long pause = waiting.defends() ? SECOND / 4 : SECOND;
      for (DnsRecord answer : waiting.answers()) {
        if (!due.contains(answer) && isRested(answer, nowNanos, pause)) {
          due.add(answer);
        }
      }
    }
    if (due.isEmpty()) {
      return false;
    }
    remember(due, nowNanos);
    out.multicast(response(0, due, additionals(due)));
    return true;
  }

  /** Whether a record was not sent to everybody just now (RFC 6762 §6). */
  private boolean isRested(DnsRecord answer, long nowNanos, long pause) {
    Long at = multicastAt.get(answer);
    return at == null || nowNanos - at >= pause;
  }

  private void remember(List<DnsRecord> sent, long nowNanos) {
    if (multicastAt.size() > MAX_REMEMBERED) {
      multicastAt.clear();
    }
    sent.forEach(answer -> multicastAt.put(answer, nowNanos));
  }

  long pollAt() {
    long next = Long.MAX_VALUE;
    for (PendingResponse waiting : pending) {
      next = Math.min(next, waiting.atNanos());
    }
    return next;
  }
}
