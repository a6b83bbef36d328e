package dev.zmol.socket.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.DropReason;
import dev.zmol.iface.Packet;
import dev.zmol.iface.dual.IpLayer;
import dev.zmol.iface.dual.ReceivedPacket;
import dev.zmol.socket.tcp.ReceivedSegment;
import dev.zmol.socket.tcp.SegmentWriter;
import dev.zmol.socket.tcp.SynCookies;
import dev.zmol.socket.tcp.SynQueue;
import dev.zmol.socket.tcp.TcpCounter;
import dev.zmol.socket.tcp.TcpDriver;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.dual.IpAddress;
import java.util.random.RandomGenerator;

/**
 * What becomes of segments that have no connection: they begin one, complete one, or are refused (RFC 9293 §3.10.7.1,
 * §3.10.7.2, and §3.10.7.4 for state SYN-RECEIVED).
 *
 * <p>One object per TCP. Owned by the thread that polls the stack.
 */
@Specialize
final class PassiveOpens {
  private final Tcp tcp;
  private final IpLayer ip;
  private final TcpDriver driver;
  private final TcpDemultiplexer demultiplexer;
  private final SynCookies cookies;

  PassiveOpens(Tcp tcp, IpLayer ip, TcpDemultiplexer demultiplexer, RandomGenerator secrets) {
    this.tcp = tcp;
    this.ip = ip;
    this.driver = tcp.driver();
    this.demultiplexer = demultiplexer;
    this.cookies = new SynCookies(secrets);
  }

  /** Takes in a segment, which came in a packet, and has no connection. */
  void receive(ReceivedSegment segment, ReceivedPacket packet) {
    if (!packet.isUnicast()) {
      drop(DropReason.TCP_UNACCEPTABLE);
      return;
    }
    HalfOpenConnection halfOpen = demultiplexer.findHalfOpen(packet, Integer.rotateLeft(segment.ports(), 16));
    if (halfOpen != null) {
      toHalfOpen(halfOpen, segment, packet);
      return;
    }
    TcpListener listener = demultiplexer.findListener(packet, segment.destinationPort());
    if (listener == null) {
      refuse(segment, packet, DropReason.TCP_NO_CONNECTION);
    } else if (segment.has(TcpFlags.RST)) {
      drop(DropReason.TCP_NO_CONNECTION);
    } else {
      toListener(listener, segment, packet);
    }
  }

  private void toListener(TcpListener listener, ReceivedSegment segment, ReceivedPacket packet) {
    boolean begins = segment.has(TcpFlags.SYN);
    boolean acknowledges = segment.has(TcpFlags.ACK);
    if (begins && !acknowledges) {
      begin(listener, segment, packet);
    } else if (acknowledges && !begins && listener.synQueue().expectsCookies()) {
      complete(listener, segment, packet);
    } else if (acknowledges) {
      refuse(segment, packet, DropReason.TCP_NO_CONNECTION);
    } else {
      // In LISTEN only acknowledgments are answered; the rest is dropped (RFC 9293 §3.10.7.2).
      drop(DropReason.TCP_NO_CONNECTION);
    }
  }

  private void begin(TcpListener listener, ReceivedSegment segment, ReceivedPacket packet) {
    IpAddress remote = packet.source();
    IpAddress local = packet.destination();
    boolean ourself = remote.equals(local) && segment.sourcePort() == segment.destinationPort();
    if (!remote.isUnicast() || ourself || segment.sourcePort() == 0 || segment.destinationPort() == 0) {
      drop(DropReason.TCP_UNACCEPTABLE);
      return;
    }
    long hash = tcp.sequenceHash(local, remote, Integer.rotateLeft(segment.ports(), 16));
    boolean room = listener.decides() || !listener.synQueue().isFull();
    if (!room && driver.configuration().synCookies()) {
      answerWithCookie(listener.synQueue(), segment, local, remote, hash);
      return;
    }
    HalfOpenConnection halfOpen = new HalfOpenConnection(listener, segment, local, remote, hash);
    demultiplexer.add(halfOpen);
    if (listener.decides()) {
      listener.ask(halfOpen);
    } else {
      halfOpen.begin(listener.synQueue());
    }
  }

  private void answerWithCookie(
      SynQueue queue, ReceivedSegment segment, IpAddress local, IpAddress remote, long hash) {
    Packet answer = ip.outgoing();
    cookies.answer(answer, queue, segment, hash, tcp.segmentSize(remote));
    send(answer, local, remote);
  }

  /** The application lets a SYN that was withheld be answered. */
  void resume(HalfOpenConnection halfOpen) {
    SynQueue queue = halfOpen.listener.synQueue();
    if (queue.isFull() && driver.configuration().synCookies() && !halfOpen.isClaimed()) {
      halfOpen.resume(cookies, queue);
    } else {
      halfOpen.resume(queue);
    }
  }

  private void toHalfOpen(HalfOpenConnection halfOpen, ReceivedSegment segment, ReceivedPacket packet) {
    switch (halfOpen.judge(segment)) {
      case ESTABLISHED -> establish(halfOpen, segment);
      case REPEAT -> halfOpen.answer();
      case RESET -> {
        halfOpen.end();
        if (!segment.has(TcpFlags.RST)) {
          drop(DropReason.TCP_UNACCEPTABLE);
        }
      }
      case REFUSE -> refuse(segment, packet, DropReason.TCP_UNACCEPTABLE);
      case CHALLENGE -> {
        halfOpen.challenge();
        drop(DropReason.TCP_OUT_OF_WINDOW);
      }
      case DROP -> drop(DropReason.TCP_UNACCEPTABLE);
    }
  }

  private void establish(HalfOpenConnection halfOpen, ReceivedSegment segment) {
    if (halfOpen.listener.isFull() && !halfOpen.isClaimed()) {
      drop(DropReason.TCP_BACKLOG_FULL);
      return;
    }
    halfOpen.established();
    TcpConnection connection =
        new TcpConnection(
            tcp,
            halfOpen.localAddress,
            halfOpen.remoteAddress,
            halfOpen.ports(),
            halfOpen.initialSequence(),
            halfOpen.timestampOffset());
    tcp.register(connection);
    connection.adopt(halfOpen);
    driver.receive(connection, segment);
    halfOpen.deliver(connection);
  }

  /** Takes in what may acknowledge a cookie; if there is no room for the connection, the peer has to try again. */
  private void complete(TcpListener listener, ReceivedSegment segment, ReceivedPacket packet) {
    IpAddress remote = packet.source();
    IpAddress local = packet.destination();
    int ports = Integer.rotateLeft(segment.ports(), 16);
    long hash = tcp.sequenceHash(local, remote, ports);
    SynQueue queue = listener.synQueue();
    if (!cookies.accept(segment, hash, driver.configuration(), driver.nowNanos())) {
      if (segment.sequenceLength() > 0 && queue.mayHaveOverflowed()) {
        // The peer will send again what comes before this, and what comes first has the cookie.
        drop(DropReason.TCP_COOKIE_INVALID);
      } else {
        refuse(segment, packet, DropReason.TCP_COOKIE_INVALID);
      }
      return;
    }
    if (listener.isFull()) {
      queue.overflowed();
      drop(DropReason.TCP_BACKLOG_FULL);
      return;
    }
    TcpConnection connection =
        new TcpConnection(tcp, local, remote, ports, cookies.initialSequence(), (int) (hash >>> 32));
    tcp.register(connection);
    connection.adopt(cookies);
    driver.receive(connection, segment);
    listener.add(connection);
  }

  /** Answers a segment that has no connection (RFC 9293 §3.10.7.1), and counts it. */
  private void refuse(ReceivedSegment segment, ReceivedPacket packet, DropReason reason) {
    drop(reason);
    if (!segment.has(TcpFlags.RST)) {
      Packet answer = ip.outgoing();
      SegmentWriter.reset(answer, segment);
      send(answer, packet.destination(), packet.source());
      driver.counters().count(TcpCounter.OUT_RSTS);
    }
  }

  private void send(Packet packet, IpAddress local, IpAddress remote) {
    SegmentWriter.finish(packet, local.sum() + remote.sum(), driver.computesChecksum());
    tcp.path().send(packet, local, remote, driver.nowNanos());
    driver.counters().count(TcpCounter.OUT_SEGS);
  }

  private void drop(DropReason reason) {
    ip.drops().count(reason);
  }
}
