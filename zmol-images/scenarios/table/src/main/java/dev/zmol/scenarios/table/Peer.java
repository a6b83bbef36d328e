package dev.zmol.scenarios.table;

import dev.zmol.iface.Stack;
import dev.zmol.scenarios.pipe.PipeDevice;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BooleanSupplier;

/** Asks a program for one answer after the other. Owned by one thread. */
interface Peer {
  /** Asks again, and waits for the answer; false if the program has ended. */
  boolean ask();

  static Peer of(Scenario scenario, InputStream in, OutputStream out) {
    return switch (scenario) {
      case TCP_IPV4 -> new ConnectingPeer(in, out);
      case TRANSPORT_IPV4, ALL_IPV4, ALL_DUAL, WIRE_ONLY -> new PingingPeer(in, out);
      case LOWPAN_NODE -> new RadioPeer(in, out);
    };
  }

  /** Serves frames until there is an answer. */
  static boolean await(PipeDevice device, Stack stack, BooleanSupplier answered) {
    stack.poll(System.nanoTime());
    while (!answered.getAsBoolean()) {
      if (!device.serve(stack)) {
        return false;
      }
    }
    return true;
  }
}
