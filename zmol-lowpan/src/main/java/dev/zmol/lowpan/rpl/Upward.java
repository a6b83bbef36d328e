package dev.zmol.lowpan.rpl;

import dev.zmol.iface.DropReason;
import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.lowpan.rpl.wire.RplMessage.DodagInformation;
import dev.zmol.lowpan.rpl.wire.RplMessage.Solicitation;
import dev.zmol.lowpan.rpl.wire.RplMetric;
import dev.zmol.lowpan.rpl.wire.RplOption;
import dev.zmol.lowpan.rpl.wire.SequenceCounter;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The way up: which DODAG the node is in, its rank and parents, and what it tells its neighbours of that (RFC 6550 §8).
 *
 * <p>A node never takes a neighbour for its parent that is as far from the root as itself, other than the parent that
 * it has. If nobody is left it says so (it poisons its sub-DODAG), forgets whoever may be below it, and joins again.
 */
final class Upward {
  private static final long SECOND = 1_000_000_000L;

  /** How often a node without a DODAG asks for one (RFC 6550 §18.2.1.1 leaves it open). */
  private static final long SOLICIT_INTERVAL = 5 * SECOND;

  /** How soon after it has lost its parents. */
  private static final long REJOIN_DELAY = 2 * SECOND;

  /** How long a node that has left remembers the least rank that it had (RFC 6550 §8.2.2.4). */
  private static final long MEMORY = 60 * SECOND;

  /** How often a neighbour that does not say enough is asked. */
  private static final long QUESTION_INTERVAL = SECOND;

  /** How often it is looked whether the parent is there. */
  private static final long CHECK_INTERVAL = SECOND;

  /** More often than every 8 ms nothing is told, whatever the root says. */
  private static final int LEAST_INTERVAL = 3;

  /** Nor does a root listen for longer than three times 16 seconds. */
  private static final int GREATEST_LISTENING = 14;

  private static final IpCidr EVERYWHERE = new IpCidr(Ipv6Address.UNSPECIFIED, 0);
  private static final int HOST = 128;

  private final IpLayer ip;
  private final RplConfiguration configuration;
  private final RplOutput output;
  private final ParentListener listener;
  private final NeighborSet neighbors;

  private Membership membership;
  private ObjectiveFunction objective;
  private TrickleTimer trickle;
  private RplNeighbor preferred;
  private int rank = Rank.INFINITE;
  private int lowestRank = Rank.INFINITE;
  private int trigger = SequenceCounter.START;
  private Ipv6Address address = Ipv6Address.UNSPECIFIED;
  private long solicitAt = Long.MAX_VALUE;
  private long forgetAt = Long.MAX_VALUE;
  private long questionAt = Long.MIN_VALUE;
  private long checkAt = Long.MAX_VALUE;

  /** When a root that listens for news of its former self begins; {@link Long#MAX_VALUE} if it has begun. */
  private long beginAt = Long.MAX_VALUE;

  Upward(IpLayer ip, RplConfiguration configuration, RplOutput output, ParentListener listener) {
    this.ip = ip;
    this.configuration = configuration;
    this.output = output;
    this.listener = listener;
    this.neighbors = new NeighborSet(configuration.neighborLimit());
  }

  // What others ask

  boolean isRoot() {
    return configuration.role() == RplRole.ROOT;
  }

  boolean isJoined() {
    return rank != Rank.INFINITE;
  }

  /** The DODAG that the node is in, or was in last; null if there is none. */
  Membership membership() {
    return membership;
  }

  int rank() {
    return rank;
  }

  /** The preferred parent; null if there is none. */
  RplNeighbor preferred() {
    return preferred;
  }

  /** Our address of the network; unspecified if we have none. */
  Ipv6Address address() {
    return address;
  }

  NeighborSet neighbors() {
    return neighbors;
  }

  /** The neighbour that has an address of the network: by what it has told, or by its interface identifier. */
  Ipv6Address linkLocalOf(Ipv6Address global) {
    RplNeighbor neighbor = neighbors.findGlobal(global);
    return neighbor == null ? new Ipv6Address(0xfe80L << 48, global.low()) : neighbor.address();
  }

  // The root

  void start(long nowNanos) {
    if (isRoot()) {
      // Those who know it from before answer within an interval; should that be lost, there is another one.
      long interval = 1_000_000L << Math.clamp(configuration.dodag().intervalMin(), LEAST_INTERVAL, GREATEST_LISTENING);
      solicit(nowNanos);
      solicitAt = nowNanos + interval;
      beginAt = nowNanos + 3 * interval;
    } else {
      solicit(nowNanos);
    }
  }

  /** Begins as the root of a version (RFC 6550 §8.1, §3.2.2). */
  private void begin(int version, long nowNanos) {
    beginAt = Long.MAX_VALUE;
    solicitAt = Long.MAX_VALUE;
    IpCidr given = configuration.rootAddress();
    Ipv6Address prefix = given.address().mask(given.prefix());
    boolean whole = given.address().low() != 0;
    Ipv6Address own = whole ? given.address() : new Ipv6Address(prefix.high(), output.linkLocal().low());
    var information =
        new RplOption.PrefixInformation(
            prefix, given.prefix(), false, true, false, RplOption.INFINITE, RplOption.INFINITE);
    setMembership(
        new Membership(
            configuration.instance(),
            own,
            version,
            true,
            configuration.mode(),
            0,
            configuration.dodag(),
            information,
            configuration.metrics()));
    useAddress(own);
    rank = membership.minHopRankIncrease();
    trickle.start(nowNanos);
  }

  /** Makes a new version, in which all nodes look for their places anew (RFC 6550 §3.2.2, global repair). */
  void globalRepair(long nowNanos) {
    begin(SequenceCounter.next(membership == null ? SequenceCounter.START : membership.version()), nowNanos);
  }

  /** Asks all nodes for what can be reached through them (RFC 6550 §9.6). */
  void increaseTrigger(long nowNanos) {
    trigger = SequenceCounter.next(trigger);
    inconsistent(nowNanos);
  }

  /** The root hears of a version of its DODAG that is newer than its own: it has had a life before. */
  private void receiveAsRoot(DodagInformation dio, long nowNanos) {
    Ipv6Address own = configuration.rootAddress().address();
    boolean ours = membership == null ? own.equals(dio.dodagId()) : membership.dodagId().equals(dio.dodagId());
    if (!ours) {
      return;
    }
    boolean earlier = beginAt != Long.MAX_VALUE;
    if (earlier || isNewer(dio.version(), membership.version())) {
      begin(SequenceCounter.next(dio.version()), nowNanos);
    }
  }

  /** Whether a version came after another one, or before it was lost count. */
  private static boolean isNewer(int version, int than) {
    return SequenceCounter.isNewer(version, than) || !SequenceCounter.isComparable(version, than);
  }

  // Messages

  /** Takes a DIO (RFC 6550 §8.2.3). */
  void receive(DodagInformation dio, Ipv6Address from, long nowNanos) {
    if (!dio.instance().equals(configuration.instance())) {
      ip.drops().count(DropReason.RPL_NOT_OURS);
    } else if (isRoot()) {
      receiveAsRoot(dio, nowNanos);
    } else if (membership == null || !membership.dodagId().equals(dio.dodagId())) {
      other(dio, from, nowNanos);
    } else if (membership.version() == dio.version()) {
      neighbor(dio, from, nowNanos);
    } else if (isNewer(dio.version(), membership.version())) {
      join(dio, from, nowNanos);
    } else {
      // Whoever is behind hears from us soon.
      inconsistent(nowNanos);
    }
  }

  private void other(DodagInformation dio, Ipv6Address from, long nowNanos) {
    if (!isJoined() || membership.isWorseThan(dio)) {
      join(dio, from, nowNanos);
    } else {
      ip.drops().count(DropReason.RPL_NOT_OURS);
    }
  }

  /** Goes over to a DODAG, or to another version of it, if the neighbour has a way to its root. */
  private void join(DodagInformation dio, Ipv6Address from, long nowNanos) {
    if (dio.rank() == Rank.INFINITE) {
      return;
    }
    Optional<Membership> wanted = Membership.of(dio, membership);
    if (wanted.isEmpty()) {
      ask(from, nowNanos);
      return;
    }
    if (!wanted.get().isPossible()) {
      ip.drops().count(DropReason.RPL_REFUSED);
      return;
    }
    RplNeighbor before = preferred;
    setMembership(wanted.get());
    neighbors.clear();
    preferred = null;
    rank = Rank.INFINITE;
    lowestRank = Rank.INFINITE;
    if (before != null) {
      ip.routes().remove(EVERYWHERE);
      listener.parentChanged(before, null, nowNanos);
    }
    neighbor(dio, from, nowNanos);
    if (!isJoined()) {
      wander(nowNanos);
    }
  }

  /** Looks for a way to a root for a while, and then for any. */
  private void wander(long nowNanos) {
    checkAt = Long.MAX_VALUE;
    solicitAt = nowNanos + REJOIN_DELAY;
    forgetAt = nowNanos + MEMORY;
  }

  private void setMembership(Membership next) {
    membership = next;
    objective =
        ObjectiveFunction.of(
            RplObjective.of(next.configuration().objectiveCodePoint()).orElseThrow(), next.minHopRankIncrease());
    trickle =
        new TrickleTimer(
            Math.max(next.configuration().intervalMin(), LEAST_INTERVAL),
            next.configuration().intervalDoublings(),
            next.configuration().redundancy(),
            ip.random());
  }

  /** Asks a neighbour that has not said enough. */
  private void ask(Ipv6Address neighbor, long nowNanos) {
    if (nowNanos >= questionAt) {
      questionAt = nowNanos + QUESTION_INTERVAL;
      output.sendOnLink(new Solicitation(List.of()), neighbor, nowNanos);
    }
  }

  private void neighbor(DodagInformation dio, Ipv6Address from, long nowNanos) {
    RplNeighbor neighbor = neighbors.find(from);
    if (dio.rank() == Rank.INFINITE) {
      if (neighbor != null) {
        lose(neighbor, nowNanos);
      }
      return;
    }
    boolean known = neighbor != null;
    neighbor = neighbors.add(from, dio.rank(), preferred);
    if (neighbor == null) {
      return;
    }
    // Its messages come in order: any other number is a later one.
    boolean anew = known && neighbor == preferred && dio.trigger() != neighbor.trigger;
    neighbor.trigger = dio.trigger();
    neighbor.heardAt = nowNanos;
    neighbor.pathEtx = pathEtx(dio);
    Membership.find(dio, RplOption.PrefixInformation.class)
        .filter(RplOption.PrefixInformation::routerAddress)
        .ifPresent(prefix -> remember(from, prefix.prefix()));
    int rankBefore = rank;
    if (isJoined() && Rank.isCloser(dio.rank(), rank, membership.minHopRankIncrease())) {
      listener.isCloser(neighbor, nowNanos);
    }
    select(nowNanos);
    if (rank == rankBefore && Rank.isCloser(dio.rank(), rank, membership.minHopRankIncrease())) {
      trickle.consistent();
    }
    if (anew && neighbor == preferred) {
      trigger = membership.mode().isStoring() ? SequenceCounter.next(trigger) : trigger;
      listener.advertiseAnew(nowNanos);
    }
  }

  private void remember(Ipv6Address from, Ipv6Address global) {
    neighbors.find(from).global = global;
  }

  private static int pathEtx(DodagInformation dio) {
    return Membership.find(dio, RplOption.MetricContainer.class).stream()
        .flatMap(container -> container.metrics().stream())
        .filter(RplMetric.ExpectedTransmissions.class::isInstance)
        .mapToInt(metric -> ((RplMetric.ExpectedTransmissions) metric).etx())
        .findFirst()
        .orElse(-1);
  }

  // Parents

  /** Forgets a neighbour that has no way to the root any more, or cannot be reached. */
  void lose(RplNeighbor neighbor, long nowNanos) {
    neighbors.remove(neighbor.address());
    if (neighbor == preferred) {
      select(nowNanos);
    }
  }

  private void select(long nowNanos) {
    Optional<RplNeighbor> best = objective.preferred(preferred, candidates());
    if (best.isEmpty()) {
      if (isJoined()) {
        detach(nowNanos);
      }
      return;
    }
    int newRank = objective.rankThrough(best.get());
    boolean first = !isJoined();
    boolean moved = Rank.dagRank(rank, membership.minHopRankIncrease())
        != Rank.dagRank(newRank, membership.minHopRankIncrease());
    rank = newRank;
    lowestRank = Math.min(lowestRank, rank);
    if (first) {
      makeAddress();
    }
    if (best.get() != preferred) {
      prefer(best.get(), nowNanos);
    }
    if (first) {
      settle(nowNanos);
    } else if (moved) {
      inconsistent(nowNanos);
    }
  }

  /** Who may be the parent: nobody that may be below us, and nobody too far away (RFC 6550 §8.2.2.4). */
  private List<RplNeighbor> candidates() {
    var candidates = new ArrayList<RplNeighbor>();
    int most = membership.configuration().maxRankIncrease();
    for (RplNeighbor neighbor : neighbors.list()) {
      boolean closer = Rank.isCloser(neighbor.rank, rank, membership.minHopRankIncrease());
      boolean above = neighbor == preferred || (closer && !listener.isBelow(neighbor));
      int through = objective.rankThrough(neighbor);
      boolean near = most == 0 || lowestRank == Rank.INFINITE || through <= lowestRank + most;
      if (above && near && isReachable(neighbor)) {
        candidates.add(neighbor);
      }
    }
    return candidates;
  }

  /** Whether a neighbour has answered, or was heard after it had not. */
  private boolean isReachable(RplNeighbor neighbor) {
    return ip.link().unansweredSince(neighbor.address()) < neighbor.heardAt;
  }

  private void prefer(RplNeighbor next, long nowNanos) {
    RplNeighbor before = preferred;
    preferred = next;
    ip.routes().add(EVERYWHERE, next.address());
    listener.parentChanged(before, next, nowNanos);
  }

  private void settle(long nowNanos) {
    solicitAt = Long.MAX_VALUE;
    forgetAt = Long.MAX_VALUE;
    checkAt = nowNanos + CHECK_INTERVAL;
    // Those who are below us tell what can be reached through them.
    trigger = SequenceCounter.next(trigger);
    if (configuration.role() != RplRole.LEAF) {
      trickle.start(nowNanos);
    }
  }

  /** Says that there is no way to the root through us, and looks for another one (RFC 6550 §8.2.2.5, local repair). */
  void detach(long nowNanos) {
    RplNeighbor before = preferred;
    int rankBefore = rank;
    rank = Rank.INFINITE;
    preferred = null;
    trickle.stop();
    ip.routes().remove(EVERYWHERE);
    for (RplNeighbor neighbor : neighbors.list()) {
      if (!Rank.isCloser(neighbor.rank, rankBefore, membership.minHopRankIncrease())) {
        neighbors.remove(neighbor.address());
      }
    }
    if (before != null) {
      neighbors.remove(before.address());
    }
    listener.parentChanged(before, null, nowNanos);
    advertise(RplOutput.ALL_RPL_NODES, nowNanos);
    wander(nowNanos);
  }

  /** Adds the address that follows from the prefix (RFC 6550 §6.7.10, RFC 4862 §5.5.3). */
  private void makeAddress() {
    RplOption.PrefixInformation prefix = membership.prefix();
    Ipv6Address linkLocal = output.linkLocal();
    boolean usable = prefix != null && prefix.autonomous() && prefix.prefixLength() == 64;
    if (!usable || prefix.prefix().isMulticast() || prefix.prefix().isLinkLocal() || linkLocal.isUnspecified()) {
      return;
    }
    useAddress(new Ipv6Address(prefix.prefix().high(), linkLocal.low()));
  }

  /** Neighbours of the prefix need not be on the link: the address has no subnet. */
  private void useAddress(Ipv6Address own) {
    if (!address.equals(own) && !address.isUnspecified()) {
      ip.removeAddress(address);
    }
    if (!ip.isLocal(own)) {
      ip.addAddress(new IpCidr(own, HOST));
    }
    address = own;
  }

  // Telling

  /** Answers a DIS: a question to us alone with all that we know, one to all soon (RFC 6550 §8.3). */
  void solicited(Solicitation solicitation, Ipv6Address from, boolean toUs, long nowNanos) {
    if (membership == null || !isJoined() || !matches(solicitation)) {
      return;
    }
    if (toUs) {
      advertise(from, nowNanos);
    } else if (configuration.role() != RplRole.LEAF) {
      boolean restricted =
          solicitation.options().stream().anyMatch(RplOption.SolicitedInformation.class::isInstance);
      if (restricted) {
        advertise(from, nowNanos);
      } else {
        inconsistent(nowNanos);
      }
    }
  }

  private boolean matches(Solicitation solicitation) {
    for (RplOption option : solicitation.options()) {
      if (option instanceof RplOption.SolicitedInformation wanted
          && ((wanted.matchVersion() && wanted.version() != membership.version())
              || (wanted.matchInstance() && !wanted.instance().equals(membership.instance()))
              || (wanted.matchDodag() && !wanted.dodagId().equals(membership.dodagId())))) {
        return false;
      }
    }
    return true;
  }

  /** Sends a DIO (RFC 6550 §8.2.1); a leaf has no way to the root for others. */
  private void advertise(Ipv6Address destination, long nowNanos) {
    int told = configuration.role() == RplRole.LEAF ? Rank.INFINITE : rank;
    var options = new ArrayList<RplOption>();
    if (membership.metrics() && isJoined()) {
      var etx = new RplMetric.ExpectedTransmissions(RplMetric.Role.ADDITIVE, ownPathEtx());
      options.add(new RplOption.MetricContainer(List.of(etx)));
    }
    options.add(membership.configuration());
    if (membership.prefix() != null) {
      options.add(prefixInformation(membership.prefix()));
    }
    var dio =
        new DodagInformation(
            membership.instance(),
            membership.version(),
            told,
            membership.grounded(),
            membership.mode(),
            membership.preference(),
            trigger,
            membership.dodagId(),
            options);
    output.sendOnLink(dio, destination, nowNanos);
  }

  private int ownPathEtx() {
    return preferred == null ? 0 : Math.clamp((long) Math.max(preferred.pathEtx, 0) + preferred.etx(), 0, 0xffff);
  }

  /** The prefix, with our own address in it, by which others name us as their parent. */
  private RplOption.PrefixInformation prefixInformation(RplOption.PrefixInformation prefix) {
    boolean own = !address.isUnspecified() && address.sharesPrefix(prefix.prefix(), prefix.prefixLength());
    return new RplOption.PrefixInformation(
        own ? address : prefix.prefix().mask(prefix.prefixLength()),
        prefix.prefixLength(),
        prefix.onLink(),
        prefix.autonomous(),
        own,
        prefix.validLifetime(),
        prefix.preferredLifetime());
  }

  /** Takes note that nodes disagree (RFC 6550 §8.3). */
  void inconsistent(long nowNanos) {
    if (trickle != null) {
      trickle.inconsistent(nowNanos);
    }
  }

  private void solicit(long nowNanos) {
    output.sendOnLink(new Solicitation(List.of()), RplOutput.ALL_RPL_NODES, nowNanos);
    solicitAt = nowNanos + SOLICIT_INTERVAL + ip.random().nextLong(SOLICIT_INTERVAL);
  }

  // Time

  boolean poll(long nowNanos) {
    if (nowNanos < pollAt()) {
      return false;
    }
    if (nowNanos >= beginAt) {
      begin(SequenceCounter.START, nowNanos);
    }
    if (nowNanos >= solicitAt) {
      solicit(nowNanos);
    }
    if (nowNanos >= forgetAt) {
      forgetAt = Long.MAX_VALUE;
      membership = null;
      lowestRank = Rank.INFINITE;
      neighbors.clear();
    }
    if (nowNanos >= checkAt) {
      checkAt = nowNanos + CHECK_INTERVAL;
      check(nowNanos);
    }
    if (trickle != null && trickle.poll(nowNanos)) {
      advertise(RplOutput.ALL_RPL_NODES, nowNanos);
    }
    return true;
  }

  private void check(long nowNanos) {
    if (preferred != null && !isReachable(preferred)) {
      lose(preferred, nowNanos);
    }
  }

  long pollAt() {
    long timers = Math.min(Math.min(solicitAt, forgetAt), Math.min(checkAt, beginAt));
    return trickle == null ? timers : Math.min(timers, trickle.pollAt());
  }
}
