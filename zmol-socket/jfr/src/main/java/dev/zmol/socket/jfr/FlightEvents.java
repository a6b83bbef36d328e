package dev.zmol.socket.jfr;

import dev.zmol.iface.Counters;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.DropReason;
import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.Connection;
import dev.zmol.socket.tcp.ConnectionListener;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jdk.jfr.FlightRecorder;

/**
 * Tells the flight recorder of the JDK about a stack: {@code dev.zmol.PacketDropped}, {@code
 * dev.zmol.TcpConnectionState}, and once per period (a second, unless a recording says otherwise) {@code
 * dev.zmol.Counter}.
 *
 * <p>Without a recording nothing is made but a test. Set up by the thread of the stack. Counters are read by a thread of
 * the recorder, without stopping that of the stack: they may be a little old.
 */
public final class FlightEvents implements ConnectionListener, AutoCloseable {
  private final String stack;
  private final Map<String, Counters<? extends Enum<?>>> counters = new ConcurrentHashMap<>();
  private final Runnable periodic = this::commitCounters;

  /**
   * Begins to tell about a stack.
   *
   * @param stack what to call it in the events
   */
  public FlightEvents(String stack) {
    this.stack = stack;
    FlightRecorder.addPeriodicEvent(CounterEvent.class, periodic);
  }

  /**
   * Has each dropped packet be an event.
   *
   * @param drops the drop counters of the stack
   * @return this
   */
  public FlightEvents drops(DropCounters drops) {
    drops.addListener(this::dropped);
    return this;
  }

  /**
   * Has counters be events, once per period.
   *
   * @param protocol what to call their protocol in the events
   * @param of the counters
   * @return this
   */
  public FlightEvents counters(String protocol, Counters<? extends Enum<?>> of) {
    counters.put(protocol, of);
    return this;
  }

  private void dropped(DropReason reason, long packets) {
    PacketDroppedEvent event = new PacketDroppedEvent(stack, reason, packets);
    event.commit();
  }

  /** A connection has changed its state: for {@code Tcp.connectionListener}. */
  @Override
  public void changed(Connection connection, TcpState from, TcpState to) {
    ConnectionStateEvent event = new ConnectionStateEvent();
    if (event.shouldCommit()) {
      event.describe(stack, connection, from, to);
      event.commit();
    }
  }

  private void commitCounters() {
    counters.forEach(
        (protocol, of) ->
            of.snapshot()
                .forEach(
                    (counter, value) -> {
                      if (value != 0) {
                        new CounterEvent(stack, protocol, counter.name(), value).commit();
                      }
                    }));
  }

  /** Ends the events of counters. */
  @Override
  public void close() {
    FlightRecorder.removePeriodicEvent(periodic);
  }
}
