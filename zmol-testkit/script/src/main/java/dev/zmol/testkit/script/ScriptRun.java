package dev.zmol.testkit.script;

import dev.zmol.iface.ChecksumCapabilities;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Stack;
import dev.zmol.testkit.network.ManualClock;
import java.util.List;
import java.util.Random;

/** One run of a script against a new stack. */
final class ScriptRun {
  /** How often a stack may be busy at one and the same time; more means that it never comes to rest. */
  private static final int MOST_POLLS_AT_ONCE = 100_000;

  private static final long SEED = 9293;
  private static final int TCP_HEADER = 20;

  private final PacketScript script;
  private final Settings settings;
  private final ManualClock clock = new ManualClock();
  private final long start = clock.nowNanos();
  private final ScriptDevice device;
  private final ScriptedStack endpoint;
  private final Stack stack;
  private final IpFrames frames;
  private final Numbering numbering;
  private final SegmentCodec codec;
  private final Application application;
  private final Facts facts;
  private final Trace trace;
  private long previous;

  ScriptRun(PacketScript script, StackUnderTest under) {
    this.script = script;
    this.settings = script.settings();
    int mtu = settings.segmentSize + TCP_HEADER + under.ipHeaderLength();
    this.device =
        new ScriptDevice(
            new DeviceCapabilities(Medium.IP, mtu, 0, ChecksumCapabilities.SOFTWARE, settings.superSegment), clock);
    this.endpoint = under.open(device, settings.configuration(), new Random(SEED));
    this.stack = endpoint.stack();
    this.frames = new IpFrames(endpoint.localAddress(), endpoint.remoteAddress());
    this.numbering = new Numbering(settings.remoteSequence);
    this.codec = new SegmentCodec(numbering);
    this.application = new Application(endpoint);
    this.facts = new Facts(endpoint);
    this.trace = new Trace(script.name() + " (" + under.family() + ")", script.text());
  }

  List<String> run() {
    settle();
    for (Statement statement : script.statements()) {
      execute(statement);
    }
    if (!device.sent().isEmpty()) {
      int line = script.statements().isEmpty() ? 1 : script.statements().getLast().line();
      throw unexpected(line, "the script has no line for it");
    }
    return trace.lines();
  }

  private void execute(Statement statement) {
    try {
      if (statement instanceof Statement.Outbound outbound) {
        expect(outbound);
      } else {
        advanceTo(due(statement), statement.line());
        perform(statement);
        settle();
      }
    } catch (IllegalArgumentException | IllegalStateException e) {
      ScriptFailure failure = trace.failure(statement.line(), String.valueOf(e.getMessage()));
      failure.initCause(e);
      throw failure;
    }
  }

  /** When a statement that the stack does not decide on is due, from the beginning on. */
  private long due(Statement statement) {
    if (!statement.timing().isExact()) {
      throw new IllegalArgumentException("only what the stack sends can have a range of times");
    }
    previous = statement.timing().from(previous);
    return previous;
  }

  private void perform(Statement statement) {
    switch (statement) {
      case Statement.Inbound inbound -> {
        trace.add(now(), "< " + inbound.segment());
        device.deliver(frames.fromPeer(codec.fromPeer(inbound.segment()), inbound.segment().ecn()));
      }
      case Statement.InboundError inbound -> {
        trace.add(now(), "< " + inbound.error());
        device.deliver(frames.errorFromPeer(inbound.error(), codec.fromStack(inbound.error().quoted())));
      }
      case Statement.Application call -> call(call);
      case Statement.Assertion assertion -> check(assertion);
      case Statement.Pause _ -> trace.add(now(), "nothing");
      case Statement.Renumber _ -> {
        numbering.forget();
        application.forget();
      }
      case Statement.Outbound _ -> throw new IllegalStateException("the stack performs what it sends");
    }
  }

  private void call(Statement.Application statement) {
    Call call = statement.call();
    Application.Result result = application.call(call);
    trace.add(now(), call.name() + "(" + String.join(", ", call.arguments()) + ") = " + result);
    if (result.value() != call.result() || !result.error().equals(call.error())) {
      throw trace.failure(statement.line(), call.name() + " has returned " + result);
    }
  }

  private void check(Statement.Assertion assertion) {
    for (Claim claim : assertion.claims()) {
      Object actual = facts.of(claim.subject(), application.connection());
      trace.add(now(), "%{ " + claim + " }% " + claim.subject() + " is " + actual);
      if (!claim.holds(actual)) {
        throw trace.failure(assertion.line(), claim.subject() + " is " + actual + "; it has to be " + claim.operator()
            + " " + claim.value());
      }
    }
  }

  // Time.

  private long now() {
    return clock.nowNanos() - start;
  }

  /** Polls until all is quiet at this time. */
  private void settle() {
    for (int k = 0; k < MOST_POLLS_AT_ONCE; k++) {
      if (!stack.poll(clock.nowNanos()) && stack.pollAt() > clock.nowNanos()) {
        return;
      }
    }
    throw new IllegalStateException("the stack was still busy after " + MOST_POLLS_AT_ONCE + " polls");
  }

  /** Lets time pass, from one thing that the stack has to do to the next; stops early if something is sent. */
  private void advance(long until, boolean stopsAtOutput) {
    while (!(stopsAtOutput && !device.sent().isEmpty())) {
      long next = stack.pollAt() - start;
      if (stack.pollAt() == Long.MAX_VALUE || next > until) {
        clock.advanceTo(start + Math.max(until, now()));
        return;
      }
      clock.advanceTo(start + Math.max(next, now()));
      settle();
    }
  }

  private void advanceTo(long time, int line) {
    advance(time, false);
    if (!device.sent().isEmpty() && device.sent().peek().nanos() - start < time - settings.toleranceNanos) {
      throw unexpected(line, "nothing should be sent before " + Trace.time(time));
    }
  }

  // What the stack sends.

  private void expect(Statement.Outbound outbound) {
    long earliest = outbound.timing().from(previous) - settings.toleranceNanos;
    long latest = outbound.timing().to(previous) + settings.toleranceNanos;
    advance(latest, true);
    if (device.sent().isEmpty()) {
      throw trace.failure(outbound.line(), "expected: > " + outbound.segment() + "\nactual:   nothing was sent until "
          + Trace.time(latest));
    }
    ScriptDevice.Sent sent = device.sent().poll();
    long time = sent.nanos() - start;
    ScriptedSegment actual = read(sent, outbound.segment(), outbound.line());
    if (time < earliest || time > latest) {
      throw trace.failure(outbound.line(), "expected: > " + outbound.segment() + "\nactual:   > " + actual
          + "\nit was sent at " + Trace.time(time) + "; it has to be sent at "
          + Trace.time(outbound.timing().from(previous)) + (outbound.timing().isExact() ? "" : " to "
          + Trace.time(outbound.timing().to(previous))));
    }
    List<String> differences = outbound.segment().differences(actual);
    if (!differences.isEmpty()) {
      throw trace.failure(outbound.line(), "expected: > " + outbound.segment() + "\nactual:   > " + actual + "\n"
          + String.join("\n", differences));
    }
    previous = outbound.timing().isExact() ? outbound.timing().from(previous) : time;
  }

  /** Reads what was sent, and checks what every packet has to get right. */
  private ScriptedSegment read(ScriptDevice.Sent sent, ScriptedSegment expected, int line) {
    byte[] packet = sent.bytes();
    long time = sent.nanos() - start;
    if (!frames.isTcpToPeer(packet)) {
      trace.add(time, "> a packet that is no segment to the peer");
      throw trace.failure(line, "what was sent is no TCP segment from the stack to its peer");
    }
    int at = frames.headerLength();
    ScriptedSegment segment = codec.toScript(packet, at, frames.ecn(packet), expected, time / 1_000_000);
    trace.add(time, "> " + segment);
    if (!frames.isIntact(packet)) {
      throw trace.failure(line, "the lengths or checksums of what was sent are wrong: > " + segment);
    }
    if (!segment.absolute() && !SegmentCodec.hasRightPayload(packet, segment)) {
      throw trace.failure(line, "the payload is not what was written at its place: > " + segment);
    }
    return segment;
  }

  private ScriptFailure unexpected(int line, String why) {
    ScriptDevice.Sent sent = device.sent().poll();
    ScriptedSegment segment = read(sent, ScriptedSegment.NOTHING, line);
    return trace.failure(line, "unexpected: > " + segment + "\nat " + Trace.time(sent.nanos() - start) + "; " + why);
  }
}
