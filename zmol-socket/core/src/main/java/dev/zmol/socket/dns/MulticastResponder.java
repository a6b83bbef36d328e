package dev.zmol.socket.dns;

import dev.zmol.wire.dns.DnsClass;
import dev.zmol.wire.dns.DnsData;
import dev.zmol.wire.dns.DnsMessage;
import dev.zmol.wire.dns.DnsName;
import dev.zmol.wire.dns.DnsRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Answers for the names and services of a host on its link (RFC 6762, RFC 6763): claims them, tells of them when it is
 * asked to, gives way when others have them, and says goodbye.
 *
 * <p>It reads and writes messages; who owns it carries them. All methods are called by one thread.
 *
 * @param <D> whom a message may be sent to
 */
public final class MulticastResponder<D> {
  /** The domain of all names (RFC 6762 §3). */
  public static final DnsName LOCAL = DnsName.parse("local");

  /** How many services there may be. */
  public static final int MAX_SERVICES = 64;

  /** How long records hold that depend on the name of a host, in seconds (RFC 6762 §10). */
  private static final long HOST_SECONDS = 120;

  /** How long other records hold, in seconds. */
  private static final long OTHER_SECONDS = 4_500;

  /** Where the types of services are listed (RFC 6763 §9). */
  private static final DnsName TYPES = DnsName.parse("_services._dns-sd._udp").within(LOCAL);

  /** A host waits up to so long before it claims a name, so that not all do at once (RFC 6762 §8.1). */
  private static final int FIRST_PROBE_NANOS = 250_000_000;

  private final RandomGenerator random;
  private final Claim host;
  private final List<Claim> claims = new ArrayList<>();
  private final Answers<D> answers;
  private List<DnsData> addresses;

  /**
   * Makes a responder that has not claimed anything yet; it begins at the first {@link #poll}.
   *
   * @param hostName the first label of the name of the host, the second is {@code local}
   * @param addresses the data of the address records of the host
   * @param random the source of randomness
   * @throws IllegalArgumentException if the name is no label
   */
  public MulticastResponder(String hostName, List<DnsData> addresses, RandomGenerator random) {
    LOCAL.child(hostName);
    this.addresses = List.copyOf(addresses);
    this.random = random;
    this.answers = new Answers<>(claims, random);
    this.host =
        new Claim(ClaimedName.ofHost(hostName, LOCAL), this::hostRecords, _ -> List.of(), firstDelay());
    claims.add(host);
  }

  private int firstDelay() {
    return random.nextInt(FIRST_PROBE_NANOS);
  }

  private List<DnsRecord> hostRecords(DnsName name) {
    return addresses.stream().map(data -> new DnsRecord(name, HOST_SECONDS, data)).toList();
  }

  /** {@return the name of the host} */
  public Claim host() {
    return host;
  }

  /**
   * Begins to tell of a service.
   *
   * @param service the service
   * @return its name
   * @throws IllegalStateException if there are too many
   */
  public Claim register(DnsService service) {
    if (claims.size() > MAX_SERVICES) {
      throw new IllegalStateException("there are " + MAX_SERVICES + " services already");
    }
    DnsName type = DnsName.parse(service.type()).within(LOCAL);
    Claim claim =
        new Claim(
            ClaimedName.ofInstance(service.instance(), type),
            name -> serviceRecords(name, service),
            name -> List.of(pointer(type, name), pointer(TYPES, type)),
            firstDelay());
    claims.add(claim);
    return claim;
  }

  private List<DnsRecord> serviceRecords(DnsName name, DnsService service) {
    return List.of(
        new DnsRecord(name, HOST_SECONDS, new DnsData.Service(0, 0, service.port(), host.name())),
        new DnsRecord(name, OTHER_SECONDS, DnsData.ofStrings(service.text())));
  }

  private static DnsRecord pointer(DnsName from, DnsName to) {
    return new DnsRecord(from, OTHER_SECONDS, new DnsData.Pointer(to));
  }

  /**
   * Stops telling of a service, and says so (RFC 6762 §10.1).
   *
   * @param claim its name
   * @param out who sends that
   */
  public void withdraw(Claim claim, MulticastOutput<D> out) {
    if (!claims.remove(claim)) {
      return;
    }
    if (claim.isEstablished()) {
      List<DnsRecord> goodbye = new ArrayList<>();
      claim.unique().forEach(said -> goodbye.add(Claim.flushing(said).withTimeToLive(0)));
      for (DnsRecord said : claim.shared()) {
        if (claims.stream().noneMatch(other -> other.says(said))) {
          goodbye.add(said.withTimeToLive(0));
        }
      }
      out.multicast(Answers.response(0, goodbye, List.of()));
    }
    claim.withdraw();
  }

  /**
   * Says goodbye for everything.
   *
   * @param out who sends that
   */
  public void withdrawAll(MulticastOutput<D> out) {
    for (Claim claim : List.copyOf(claims).reversed()) {
      withdraw(claim, out);
    }
  }

  /**
   * Tells that the addresses of the host have changed.
   *
   * @param data the data of its address records
   * @param nowNanos the time, in nanoseconds
   */
  public void addresses(List<DnsData> data, long nowNanos) {
    if (!addresses.equals(data)) {
      addresses = List.copyOf(data);
      host.announce(nowNanos);
    }
  }

  /**
   * Takes a message of another host of the link.
   *
   * @param message the message
   * @param from who has sent it
   * @param legacy whether it came from another port than that of multicast DNS, so that the answer goes there
   * @param nowNanos the time, in nanoseconds
   * @param out who sends what has to be sent at once
   */
  public void receive(DnsMessage message, D from, boolean legacy, long nowNanos, MulticastOutput<D> out) {
    if (message.header().response()) {
      if (!legacy) {
        responded(message, nowNanos);
      }
      return;
    }
    for (Claim claim : claims) {
      List<DnsRecord> proposed =
          message.authorities().stream().filter(said -> said.name().equals(claim.name())).toList();
      if (!proposed.isEmpty()) {
        claim.rival(proposed, nowNanos);
      }
    }
    answers.query(message, from, legacy, nowNanos, out);
  }

  private void responded(DnsMessage message, long nowNanos) {
    for (DnsRecord said : message.answers()) {
      answers.heard(said);
      boolean isGoodbye = said.timeToLive() == 0;
      for (int k = 0; k < claims.size() && !isGoodbye; k++) {
        Claim claim = claims.get(k);
        boolean concerns = said.name().equals(claim.name()) && isInternet(said);
        if (concerns && !claim.says(said) && claim.conflict(said, nowNanos) && claim.equals(host)) {
          // Services are where the host is, whatever its name.
          claims.forEach(service -> service.announce(nowNanos));
        }
      }
    }
  }

  private static boolean isInternet(DnsRecord said) {
    return DnsClass.proper(said.recordClass()) == DnsClass.INTERNET;
  }

  /**
   * Sends what is due.
   *
   * @param nowNanos the time, in nanoseconds
   * @param out who sends it
   * @return whether anything was sent
   */
  public boolean poll(long nowNanos, MulticastOutput<D> out) {
    boolean sent = answers.poll(nowNanos, out);
    for (Claim claim : claims) {
      if (claim.isDue(nowNanos) && !claim.unique().isEmpty()) {
        out.multicast(claim.next(nowNanos));
        sent = true;
      }
    }
    return sent;
  }

  /**
   * {@return when {@link #poll} has something to do, in nanoseconds; {@link Long#MAX_VALUE} for never, {@link
   * Long#MIN_VALUE} for at once}
   */
  public long pollAt() {
    long next = answers.pollAt();
    for (Claim claim : claims) {
      next = claim.unique().isEmpty() ? next : Math.min(next, claim.pollAt());
    }
    return next;
  }
}
