package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsClass;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsQuestion;
import dev.zmol.wire.dns.DnsRecord;
import dev.zmol.wire.dns.DnsResponseCode;
import dev.zmol.wire.dns.DnsType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Follows a name from alias to alias, through one response and the next (RFC 1034 §3.6.2), to its records of a type.
 *
 * <p>Only what the chain leads to is believed; whatever else a response holds is of no account (RFC 5452 §6).
 */
public final class AliasChain {
  /** How many aliases are followed. */
  public static final int MAX_ALIASES = 16;

  private final int type;
  private final List<DnsRecord> aliases = new ArrayList<>();
  private DnsName name;
  private long timeToLive = Integer.MAX_VALUE;

  /**
   * Begins a chain.
   *
   * @param name the name that is asked for
   * @param type the type of the records that are asked for
   */
  public AliasChain(DnsName name, int type) {
    this.name = name;
    this.type = type;
  }

  /** {@return the question to be asked next} */
  public DnsQuestion question() {
    return new DnsQuestion(name, type);
  }

  /** {@return whether the server has nothing to say about the name itself, and names others that may} */
  static boolean isReferral(DnsMessage response) {
    return response.answers().isEmpty()
        && !response.header().authoritative()
        && response.authorities().stream().anyMatch(authority -> authority.type() == DnsType.NS)
        && authority(response).isEmpty();
  }

  /**
   * Tells whether another server should be asked instead of this one.
   *
   * @param response a response to {@link #question}
   * @return whether it is neither an answer nor a negative answer
   */
  public static boolean isFailure(DnsMessage response) {
    return switch (response.responseCode()) {
      case DnsResponseCode.NO_ERROR -> isReferral(response);
      case DnsResponseCode.NAME_ERROR -> false;
      default -> true;
    };
  }

  private static Optional<DnsRecord> authority(DnsMessage response) {
    return response.authorities().stream().filter(authority -> authority.type() == DnsType.SOA).findFirst();
  }

  /**
   * Goes on through a response.
   *
   * @param response a response to {@link #question} that is no {@linkplain #isFailure failure}
   * @return the result; nothing if {@link #question} is to be asked, about another name now
   */
  public Optional<DnsResult> follow(DnsMessage response) {
    int before = aliases.size();
    boolean follows = type != DnsType.CNAME && type != DnsType.ANY;
    for (Optional<DnsRecord> next = alias(response); follows && next.isPresent(); next = alias(response)) {
      if (!follow(next.get())) {
        return Optional.of(DnsResult.none(DnsOutcome.ALIAS_LOOP, name));
      }
    }
    List<DnsRecord> answers = answers(response);
    if (!answers.isEmpty()) {
      return Optional.of(result(DnsOutcome.ANSWERED, answers));
    }
    if (response.header().responseCode() == DnsResponseCode.NAME_ERROR) {
      return Optional.of(negative(DnsOutcome.NAME_ERROR, response));
    }
    boolean hasMoved = aliases.size() > before && authority(response).isEmpty();
    return hasMoved ? Optional.empty() : Optional.of(negative(DnsOutcome.NO_DATA, response));
  }

  private Optional<DnsRecord> alias(DnsMessage response) {
    var question = new DnsQuestion(name, DnsType.CNAME);
    return response.answers().stream().filter(question::isAnsweredBy).findFirst();
  }

  /** Follows an alias; false if that leads to where we have been, or too far. */
  private boolean follow(DnsRecord alias) {
    DnsName target = ((DnsData.CanonicalName) alias.data()).target();
    boolean isLoop = alias.name().equals(target) || aliases.stream().anyMatch(past -> past.name().equals(target));
    if (isLoop || aliases.size() == MAX_ALIASES) {
      return false;
    }
    aliases.add(alias);
    keep(alias.seconds());
    name = target;
    return true;
  }

  private List<DnsRecord> answers(DnsMessage response) {
    var question = new DnsQuestion(name, type, DnsClass.INTERNET);
    List<DnsRecord> answers = response.answers().stream().filter(question::isAnsweredBy).toList();
    answers.forEach(answer -> keep(answer.seconds()));
    return answers;
  }

  /** A negative answer may be kept as long as the authority says, which has to be there for that (RFC 2308 §5). */
  private DnsResult negative(DnsOutcome outcome, DnsMessage response) {
    keep(0);
    authority(response)
        .filter(authority -> name.isWithin(authority.name()))
        .ifPresent(
            authority -> {
              long minimum = Integer.toUnsignedLong(((DnsData.StartOfAuthority) authority.data()).minimum());
              timeToLive = Math.min(authority.seconds(), minimum);
              aliases.forEach(alias -> keep(alias.seconds()));
            });
    return result(outcome, List.of());
  }

  private void keep(long seconds) {
    timeToLive = Math.min(timeToLive, seconds);
  }

  private DnsResult result(DnsOutcome outcome, List<DnsRecord> answers) {
    return new DnsResult(outcome, name, answers, aliases, timeToLive);
  }
}
