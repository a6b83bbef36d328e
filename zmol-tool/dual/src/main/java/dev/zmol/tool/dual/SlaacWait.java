package dev.zmol.tool.dual;

import static dev.zmol.annotations.Family.IPV6;

import dev.zmol.annotations.Only;
import dev.zmol.iface.AddressState;
import dev.zmol.iface.dual.InterfaceAddress;
import dev.zmol.iface.dual.Slaac;
import dev.zmol.iface.dual.SlaacConfiguration;
import dev.zmol.tool.ToolException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Waits for an address by autoconfiguration, before a command does anything else. */
@Only(IPV6)
final class SlaacWait {
  private static final int PATIENCE_SECONDS = 30;

  private final Interface.Running running;
  private final AddressOptions addresses;
  private final CountDownLatch configured = new CountDownLatch(1);

  SlaacWait(Interface.Running running, AddressOptions addresses) {
    this.running = running;
    this.addresses = addresses;
  }

  /** Returns when there is an address; that there is none is told as a failure of the tool. */
  void await() {
    running.runner().call(Executors.callable(this::start));
    try {
      if (!configured.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        running.close();
        throw new ToolException("no address from a router advertisement after " + PATIENCE_SECONDS + " s");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() {
    running.stack().slaac().onChange(this::changed);
    running.stack().slaac().start(SlaacConfiguration.DEFAULT);
  }

  private void changed(Slaac slaac, long nowNanos) {
    for (InterfaceAddress address : running.stack().ip().addresses().list()) {
      boolean usable = SlaacPrinter.isGlobal(address) && address.state() == AddressState.PREFERRED;
      if (usable && configured.getCount() != 0) {
        addresses.leased(address.cidr().toString());
        configured.countDown();
      }
    }
  }
}
