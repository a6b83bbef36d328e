package dev.zmol.lowpan.rpl;

import dev.zmol.iface.ipv6.IpLayer;
import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAcknowledgment;
import dev.zmol.lowpan.rpl.wire.RplMessage.DestinationAdvertisement;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.rpl.wire.RplOption;
import dev.zmol.lowpan.rpl.wire.SequenceCounter;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Tells upwards what can be reached through the node: to its parent in storing mode, to the root otherwise (RFC 6550
 * §9). A few targets at a time, each message acknowledged before the next is sent.
 */
final class Advertisement {
  private static final long SECOND = 1_000_000_000L;
  private static final long MILLISECOND = 1_000_000L;

  /** How long news are held back, so that more go into one message (DelayDAO, RFC 6550 §9.5). */
  private static final long DELAY = SECOND;

  /** How long an acknowledgment may take at first; it doubles. */
  private static final long PATIENCE = 2 * SECOND;

  private static final int ATTEMPTS = 5;

  /** How long a node waits that has got no answer at all. */
  private static final long PAUSE = 15 * SECOND;

  /** So many that a message is not cut into too many frames. */
  private static final int TARGETS_AT_ONCE = 8;

  private static final int HOST = 128;

  private final IpLayer ip;
  private final RplOutput output;
  private final Upward upward;
  private final DownwardRoutes routes;
  private final Set<IpCidr> pending = new LinkedHashSet<>();

  /** Targets that can no longer be reached through us, with their counters. */
  private final Map<IpCidr, Integer> withdrawn = new LinkedHashMap<>();

  /** What the message is about that was not acknowledged yet; news of these targets go into a later one. */
  private final List<IpCidr> unanswered = new ArrayList<>();

  /** What that message says. */
  private List<RplOption> options = List.of();

  private int sequence = SequenceCounter.START;
  private int pathSequence = SequenceCounter.START;
  private int attempts;
  private long sendAt = Long.MAX_VALUE;
  private long refreshAt = Long.MAX_VALUE;

  Advertisement(IpLayer ip, RplOutput output, Upward upward, DownwardRoutes routes) {
    this.ip = ip;
    this.output = output;
    this.upward = upward;
    this.routes = routes;
  }

  /** Whether anybody wants to hear anything. */
  private boolean isActive() {
    return upward.preferred() != null
        && upward.membership().mode() != RplMode.NONE
        && !upward.address().isUnspecified();
  }

  private boolean isStoring() {
    return upward.membership().mode().isStoring();
  }

  private IpCidr own() {
    return new IpCidr(upward.address(), HOST);
  }

  /** The parent has changed: the one before forgets us, the present one hears of all that is below. */
  void parentChanged(RplNeighbor before, RplNeighbor after, long nowNanos) {
    if (before != null && after != null && isActive() && isStoring()) {
      withdrawAll(before.address(), nowNanos);
    }
    pending.clear();
    withdrawn.clear();
    unanswered.clear();
    sendAt = Long.MAX_VALUE;
    refreshAt = Long.MAX_VALUE;
    if (after != null) {
      advertiseAnew(nowNanos);
    }
  }

  /** Tells all targets again, our own with a new counter. */
  void advertiseAnew(long nowNanos) {
    if (!isActive()) {
      return;
    }
    pathSequence = SequenceCounter.next(pathSequence);
    pending.add(own());
    if (isStoring()) {
      routes.list().forEach(entry -> pending.add(entry.target()));
    }
    unanswered.clear();
    schedule(nowNanos);
    long lifetime = upward.membership().lifetimeNanos(upward.membership().configuration().defaultLifetime());
    refreshAt = lifetime == Long.MAX_VALUE ? lifetime : nowNanos + lifetime / 2;
  }

  /** Tells a target of our sub-DODAG. */
  void advertise(IpCidr target, long nowNanos) {
    if (isActive() && isStoring()) {
      withdrawn.remove(target);
      pending.add(target);
      schedule(nowNanos);
    }
  }

  /** Tells that a target is not below us any more (RFC 6550 §9.2.1, No-Path). */
  void withdraw(DownwardRoutes.Entry entry, long nowNanos) {
    pending.remove(entry.target());
    if (isActive() && isStoring()) {
      withdrawn.put(entry.target(), entry.sequence());
      schedule(nowNanos);
    }
  }

  private void schedule(long nowNanos) {
    if (unanswered.isEmpty()) {
      attempts = 0;
      sendAt = Math.min(sendAt, nowNanos + DELAY / 2 + ip.random().nextLong(DELAY / MILLISECOND) * MILLISECOND);
    }
  }

  /** Takes an acknowledgment (RFC 6550 §9.3). */
  void acknowledged(DestinationAcknowledgment acknowledgment, long nowNanos) {
    if (unanswered.isEmpty() || acknowledgment.sequence() != sequence) {
      return;
    }
    attempts = 0;
    if (acknowledgment.status() >= DestinationAcknowledgment.REJECTED) {
      // There may be room later, or at another parent.
      putBack();
      sendAt = nowNanos + PAUSE;
      return;
    }
    unanswered.clear();
    sendAt = pending.isEmpty() && withdrawn.isEmpty() ? Long.MAX_VALUE : nowNanos;
  }

  /** Has what was told in vain told again, as far as it is still true. */
  private void putBack() {
    for (IpCidr target : unanswered) {
      if (target.equals(own()) || (routes.get(target) != null && !withdrawn.containsKey(target))) {
        pending.add(target);
      }
    }
    unanswered.clear();
  }

  boolean poll(long nowNanos) {
    if (!isActive() || nowNanos < pollAt()) {
      return false;
    }
    if (nowNanos >= refreshAt) {
      advertiseAnew(nowNanos);
    }
    if (nowNanos >= sendAt) {
      send(nowNanos);
    }
    return true;
  }

  long pollAt() {
    return isActive() ? Math.min(sendAt, refreshAt) : Long.MAX_VALUE;
  }

  private void send(long nowNanos) {
    if (attempts >= ATTEMPTS) {
      giveUp(nowNanos);
      return;
    }
    if (unanswered.isEmpty()) {
      sequence = SequenceCounter.next(sequence);
      options = take();
    }
    if (options.isEmpty()) {
      unanswered.clear();
      sendAt = Long.MAX_VALUE;
      return;
    }
    attempts++;
    long patience = PATIENCE << (attempts - 1);
    sendAt = nowNanos + patience + ip.random().nextLong(PATIENCE / MILLISECOND) * MILLISECOND;
    send(new DestinationAdvertisement(instance().instance(), true, sequence, dodagId(), options), nowNanos);
  }

  private Membership instance() {
    return upward.membership();
  }

  /** A local instance is known only together with its DODAG (RFC 6550 §6.4.1). */
  private Ipv6Address dodagId() {
    return instance().instance().local() ? instance().dodagId() : Ipv6Address.UNSPECIFIED;
  }

  private void send(DestinationAdvertisement dao, long nowNanos) {
    if (isStoring()) {
      output.sendOnLink(dao, upward.preferred().address(), nowNanos);
    } else {
      output.send(dao, upward.address(), instance().dodagId(), nowNanos);
    }
  }

  /** Takes the next targets, each with its transit information. */
  private List<RplOption> take() {
    var taken = new ArrayList<RplOption>();
    for (var gone = withdrawn.entrySet().iterator(); gone.hasNext() && unanswered.size() < TARGETS_AT_ONCE; ) {
      Map.Entry<IpCidr, Integer> entry = gone.next();
      unanswered.add(entry.getKey());
      add(taken, entry.getKey(), entry.getValue(), 0);
      gone.remove();
    }
    int lifetime = instance().configuration().defaultLifetime();
    for (var told = pending.iterator(); told.hasNext() && unanswered.size() < TARGETS_AT_ONCE; ) {
      IpCidr target = told.next();
      told.remove();
      DownwardRoutes.Entry entry = routes.get(target);
      if (target.equals(own()) || entry != null) {
        unanswered.add(target);
        add(taken, target, entry == null ? pathSequence : entry.sequence(), lifetime);
      }
    }
    return taken;
  }

  private void add(List<RplOption> taken, IpCidr target, int counter, int lifetime) {
    Ipv6Address parent = isStoring() ? Ipv6Address.UNSPECIFIED : parentAddress();
    taken.add(new RplOption.Target(target.address(), target.prefix()));
    taken.add(new RplOption.TransitInformation(false, 0, counter, lifetime, parent));
  }

  /** The address by which the root knows our parent: what it has told, or what its interface identifier makes it. */
  private Ipv6Address parentAddress() {
    RplNeighbor parent = upward.preferred();
    return parent.global.isUnspecified()
        ? new Ipv6Address(instance().dodagId().high(), parent.address().low())
        : parent.global;
  }

  /** Nobody has answered: in storing mode the parent is gone; otherwise anything may be wrong on the way. */
  private void giveUp(long nowNanos) {
    putBack();
    attempts = 0;
    sendAt = nowNanos + PAUSE;
    if (isStoring()) {
      upward.lose(upward.preferred(), nowNanos);
    }
  }

  private void withdrawAll(Ipv6Address parent, long nowNanos) {
    var targets = new ArrayList<RplOption>();
    targets.add(new RplOption.Target(upward.address(), HOST));
    targets.add(noPath(pathSequence));
    for (DownwardRoutes.Entry entry : routes.list()) {
      targets.add(new RplOption.Target(entry.target().address(), entry.target().prefix()));
      targets.add(noPath(entry.sequence()));
    }
    for (int k = 0; k < targets.size(); k += 2 * TARGETS_AT_ONCE) {
      List<RplOption> some = targets.subList(k, Math.min(k + 2 * TARGETS_AT_ONCE, targets.size()));
      sequence = SequenceCounter.next(sequence);
      var dao = new DestinationAdvertisement(instance().instance(), false, sequence, dodagId(), some);
      output.sendOnLink(dao, parent, nowNanos);
    }
  }

  private static RplOption noPath(int counter) {
    return new RplOption.TransitInformation(false, 0, counter, 0, Ipv6Address.UNSPECIFIED);
  }
}
