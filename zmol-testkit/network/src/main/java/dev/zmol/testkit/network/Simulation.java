package dev.zmol.testkit.network;

import dev.zmol.iface.Stack;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.PriorityQueue;
import java.util.function.BooleanSupplier;

/**
 * Runs stacks that are joined by a {@link SimulatedLink} or a {@link SimulatedNetwork} in virtual time, jumping from
 * event to event.
 *
 * <p>Hours pass in milliseconds, and each run is the same. In a network only those stacks are polled at which a frame
 * has arrived or whose time has come: thousands may be idle. At the beginning of each run all are, as the test may
 * have called their sockets in the meantime. A callback that calls a socket of another stack says so with {@link
 * #wake}. Belongs to one thread.
 */
public final class Simulation {
  /** How often stacks may be busy at one and the same time; more means that they never come to rest. */
  private static final int MAX_ROUNDS_AT_ONCE = 100_000;

  /** A stack, and when it wants to be polled. */
  private static final class Member {
    private final Terminal terminal;
    private final Stack stack;
    private long dueNanos = Long.MAX_VALUE;
    private boolean ready;

    Member(Terminal terminal, Stack stack) {
      this.terminal = terminal;
      this.stack = stack;
    }
  }

  /**
   * That a stack is to be polled; without effect if it has changed its mind since.
   *
   * @param nanos when
   * @param number the order in which stacks fell asleep, which decides between those of the same time
   * @param member the stack
   */
  private record Alarm(long nanos, long number, Member member) {
    boolean counts() {
      return member.dueNanos == nanos;
    }
  }

  private final ManualClock clock;
  private final SimulatedNetwork network;
  private final List<Stack> always;
  private final List<Member> members = new ArrayList<>();
  private final IdentityHashMap<Object, Member> memberOf = new IdentityHashMap<>();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(Comparator.comparingLong(Alarm::nanos).thenComparingLong(Alarm::number));
  private final ArrayDeque<Member> ready = new ArrayDeque<>();
  private long alarmsSet;

  /**
   * Creates a simulation of a link at the time of its clock.
   *
   * @param clock the clock, moved by the simulation
   * @param link the link, at the same time
   * @param stacks the stacks on its ends, polled in this order
   */
  public Simulation(ManualClock clock, SimulatedLink link, Stack... stacks) {
    this(clock, link.network(), List.of(stacks));
  }

  /**
   * Creates a simulation of a network at the time of its clock, to which stacks are {@linkplain #add added}.
   *
   * @param clock the clock, moved by the simulation
   * @param network the network, at the same time
   */
  public Simulation(ManualClock clock, SimulatedNetwork network) {
    this(clock, network, List.of());
  }

  private Simulation(ManualClock clock, SimulatedNetwork network, List<Stack> always) {
    this.clock = clock;
    this.network = network;
    this.always = always;
    network.advanceTo(clock.nowNanos());
  }

  /**
   * Adds a stack.
   *
   * @param host the host that it runs on
   * @param stack the stack, on the host's device
   * @throws IllegalStateException if there is a stack on that host
   */
  public void add(SimulatedHost host, Stack stack) {
    add(host.terminal(), stack);
  }

  /**
   * Adds a stack.
   *
   * @param station the station that it runs on
   * @param stack the stack, on the station's device
   * @throws IllegalStateException if there is a stack on that station
   */
  public void add(SimulatedStation station, Stack stack) {
    add(station.terminal(), stack);
  }

  private void add(Terminal terminal, Stack stack) {
    var member = new Member(terminal, stack);
    if (memberOf.putIfAbsent(terminal, member) != null) {
      throw new IllegalStateException("there is a stack already");
    }
    terminal.occupy();
    memberOf.put(stack, member);
    members.add(member);
    makeReady(member);
  }

  /**
   * Takes a stack away, as if its power had failed: it is not polled any more, and what arrives for it is lost until
   * another one is added in its place. To be called between runs.
   *
   * @param stack the stack, which was {@linkplain #add added}
   */
  public void remove(Stack stack) {
    Member member = memberOf(stack);
    member.terminal.vacate();
    member.dueNanos = Long.MAX_VALUE;
    memberOf.remove(stack);
    memberOf.remove(member.terminal);
    members.remove(member);
    ready.remove(member);
  }

  /**
   * Says that a stack has something to do that it could not know of: a callback of another one has called its sockets.
   *
   * @param stack the stack, which was {@linkplain #add added}
   */
  public void wake(Stack stack) {
    makeReady(memberOf(stack));
  }

  private Member memberOf(Stack stack) {
    Member member = memberOf.get(stack);
    if (member == null) {
      throw new IllegalArgumentException("stack is " + stack + "; it has to be one that was added");
    }
    return member;
  }

  private void makeReady(Member member) {
    if (!member.ready) {
      member.ready = true;
      ready.add(member);
    }
  }

  /** {@return the clock} */
  public ManualClock clock() {
    return clock;
  }

  /**
   * Runs until a condition holds.
   *
   * @param condition asked after each round of polls
   * @param limit how much virtual time may pass at most
   * @return whether the condition holds; if not, the limit was reached, or nothing would ever happen any more
   * @throws IllegalStateException if the stacks are busy for ever without time passing
   */
  public boolean runUntil(BooleanSupplier condition, Duration limit) {
    long end = Math.addExact(clock.nowNanos(), limit.toNanos());
    members.forEach(this::makeReady);
    while (!settle(condition)) {
      long next = nextEventNanos();
      if (next > end) {
        advanceTo(next == Long.MAX_VALUE ? clock.nowNanos() : end);
        return condition.getAsBoolean();
      }
      advanceTo(Math.max(next, clock.nowNanos() + 1));
    }
    return true;
  }

  /**
   * Runs for a while.
   *
   * @param duration how much virtual time passes
   * @throws IllegalStateException if the stacks are busy for ever without time passing
   */
  public void runFor(Duration duration) {
    long end = Math.addExact(clock.nowNanos(), duration.toNanos());
    runUntil(() -> false, duration);
    advanceTo(end);
    settle(() -> false);
  }

  /** {@return when the next frame arrives or the next stack has something to do; {@link Long#MAX_VALUE} for never} */
  public long nextEventNanos() {
    long next = ready.isEmpty() ? nextArrivalNanos() : clock.nowNanos();
    while (!alarms.isEmpty() && !alarms.peek().counts()) {
      alarms.poll();
    }
    if (!alarms.isEmpty()) {
      next = Math.min(next, alarms.peek().nanos());
    }
    for (Stack stack : always) {
      next = Math.min(next, stack.pollAt());
    }
    return next;
  }

  /** What has arrived already has woken who is there to receive it; if nobody is, it does not matter. */
  private long nextArrivalNanos() {
    return always.isEmpty() ? network.nextFlightNanos() : network.nextArrivalNanos();
  }

  private void advanceTo(long nanos) {
    clock.advanceTo(nanos);
    network.advanceTo(nanos);
    while (!alarms.isEmpty() && alarms.peek().nanos() <= nanos) {
      Alarm alarm = alarms.poll();
      if (alarm.counts()) {
        alarm.member().dueNanos = Long.MAX_VALUE;
        makeReady(alarm.member());
      }
    }
  }

  /** Polls until all is quiet at this time; returns whether the condition holds. */
  private boolean settle(BooleanSupplier condition) {
    for (int round = 0; round < MAX_ROUNDS_AT_ONCE; round++) {
      if (condition.getAsBoolean()) {
        return true;
      }
      boolean busy = pollAlways();
      busy |= pollReady();
      if (!busy) {
        return condition.getAsBoolean();
      }
    }
    throw new IllegalStateException(
        "the stacks were still busy after " + MAX_ROUNDS_AT_ONCE + " polls at " + clock.nowNanos() + " ns");
  }

  private boolean pollAlways() {
    boolean busy = false;
    for (Stack stack : always) {
      busy |= stack.poll(clock.nowNanos());
    }
    return busy;
  }

  /** Polls the stacks that have something to do at this time; those that were busy have so again. */
  private boolean pollReady() {
    wakeReceivers();
    boolean busy = false;
    for (int k = ready.size(); k > 0; k--) {
      Member member = ready.poll();
      member.ready = false;
      if (member.stack.poll(clock.nowNanos())) {
        busy = true;
        makeReady(member);
      } else {
        sleep(member);
      }
    }
    wakeReceivers();
    return busy || !ready.isEmpty();
  }

  private void wakeReceivers() {
    network.settle();
    for (Terminal terminal = network.awake().poll(); terminal != null; terminal = network.awake().poll()) {
      Member member = memberOf.get(terminal);
      if (terminal.fallAsleep() && member != null) {
        makeReady(member);
      }
    }
  }

  private void sleep(Member member) {
    long due = member.stack.pollAt();
    long alarm = due == Long.MAX_VALUE ? due : Math.max(due, clock.nowNanos() + 1);
    if (alarm != member.dueNanos) {
      member.dueNanos = alarm;
      if (alarm != Long.MAX_VALUE) {
        alarms.add(new Alarm(alarm, alarmsSet++, member));
      }
    }
  }
}
