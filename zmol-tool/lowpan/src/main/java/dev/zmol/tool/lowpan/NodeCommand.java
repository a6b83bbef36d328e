package dev.zmol.tool.lowpan;

import dev.zmol.iface.Device;
import dev.zmol.iface.PcapWriter;
import dev.zmol.iface.ipv6.InterfaceConfiguration;
import dev.zmol.lowpan.LowpanConfiguration;
import dev.zmol.lowpan.compress.CompressionContexts;
import dev.zmol.lowpan.frame.Ieee802154Address;
import dev.zmol.lowpan.rpl.RplConfiguration;
import dev.zmol.lowpan.rpl.RplStatus;
import dev.zmol.lowpan.rpl.wire.RplMode;
import dev.zmol.lowpan.zep.ZepDevice;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import dev.zmol.wire.ipv6.IpCidr;
import dev.zmol.wire.ipv6.Ipv6Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A node, or the root, of a network whose radio is UDP. */
@Command(
    name = "node",
    description = "Be a node of a network whose radio is UDP (ZEP), or its root.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class NodeCommand implements Callable<Integer> {
  /** Between processes an acknowledgment takes its time. */
  private static final long ACKNOWLEDGMENT_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

  /** The root hears of a node about a second after that has joined; before, replies find no way to it. */
  private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(2);

  @Spec private CommandSpec command;

  @Option(
      names = "--local",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:0",
      description = "Where the radio is (default: ${DEFAULT-VALUE}).")
  private String local;

  @Option(
      names = "--remote",
      paramLabel = "HOST:PORT",
      defaultValue = "127.0.0.1:17754",
      description = "The other radio, or the hub (default: ${DEFAULT-VALUE}).")
  private String remote;

  @Option(
      names = "--channel",
      paramLabel = "NUMBER",
      defaultValue = "26",
      description = "The channel, 11 to 26 (default: ${DEFAULT-VALUE}).")
  private int channel;

  @Option(names = "--pan", paramLabel = "HEX", defaultValue = "abcd", description = "The network (default: abcd).")
  private String pan;

  @Option(
      names = "--eui",
      paramLabel = "ADDRESS",
      required = true,
      description = "The extended address, such as 02:12:4b:00:00:00:00:01.")
  private String eui;

  @Option(
      names = "--root",
      paramLabel = "ADDRESS/64",
      description = "Be the root of a DODAG with this address and prefix.")
  private String root;

  @Option(names = "--non-storing", description = "With --root: the root alone keeps routes to nodes.")
  private boolean nonStoring;

  @Option(names = "--leaf", description = "Forward nothing for others.")
  private boolean leaf;

  @Option(
      names = "--context",
      paramLabel = "PREFIX/64",
      description = "A prefix that packets leave out (context 0); all nodes have to have the same.")
  private String context;

  @Option(names = "--ping", paramLabel = "ADDRESS", description = "Ping this address once the node is in the network.")
  private String target;

  @Option(
      names = "-c",
      paramLabel = "COUNT",
      defaultValue = "4",
      description = "How many pings, one a second (default: ${DEFAULT-VALUE}).")
  private int count;

  @Option(
      names = "-s",
      paramLabel = "BYTES",
      defaultValue = "56",
      description = "How much data a ping carries (default: ${DEFAULT-VALUE}).")
  private int size;

  @Option(
      names = "--timeout",
      paramLabel = "SECONDS",
      defaultValue = "60",
      description = "With --ping: how long to look for the network (default: ${DEFAULT-VALUE}).")
  private int timeout;

  @Option(names = "--pcap", paramLabel = "FILE", description = "Record all frames in a capture file.")
  private Path capture;

  private final EchoCounter echoes = new EchoCounter();
  private final CountDownLatch finished = new CountDownLatch(1);
  private volatile boolean stopped;
  private RplStatus shown;

  NodeCommand() {}

  @Override
  public Integer call() {
    LowpanConfiguration radio = checked(this::radio);
    RplConfiguration rpl = checked(this::rpl);
    Ipv6Address destination = target == null ? null : checked(() -> Ipv6Address.parse(target));
    if (count < 1 || size < 0 || size > 1200 || timeout < 1) {
      throw misuse("-c and --timeout have to be 1 or more, and -s from 0 to 1200");
    }
    try (ZepDevice zep = open(radio); Device device = recorded(zep)) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(device)));
      NodeStack stack =
          new ComposedNodeStack(device, InterfaceConfiguration.builder().build(), radio, rpl);
      stack.icmp().listener(echoes);
      System.out.println("radio at " + zep.localAddress() + ", channel " + channel);
      return destination == null ? serve(stack, device) : ping(stack, device, destination);
    } finally {
      finished.countDown();
    }
  }

  private ZepDevice open(LowpanConfiguration radio) {
    try {
      int number = (int) (radio.extendedAddress().bits() & 0xffff);
      return ZepDevice.open(SocketAddresses.parse(local), SocketAddresses.parse(remote), channel, number);
    } catch (IllegalArgumentException e) {
      throw misuse(e.getMessage());
    } catch (IOException e) {
      throw new ToolException("can't open a radio at " + local + ": " + e.getMessage());
    }
  }

  private Device recorded(ZepDevice device) {
    try {
      return capture == null ? device : PcapWriter.open(device, capture);
    } catch (IOException e) {
      throw new ToolException("--pcap: can't write " + capture + ": " + e.getMessage());
    }
  }

  private ParameterException misuse(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private <T> T checked(Callable<T> value) {
    try {
      return value.call();
    } catch (Exception e) {
      throw new ParameterException(command.commandLine(), e.getMessage(), e);
    }
  }

  private LowpanConfiguration radio() {
    var contexts = new CompressionContexts();
    if (context != null) {
      IpCidr prefix = IpCidr.parse(context);
      contexts.set(0, prefix.address(), prefix.prefix());
    }
    return LowpanConfiguration.builder(Ieee802154Address.parse(eui), Integer.parseInt(pan, 16))
        .contexts(contexts)
        .acknowledgmentWaitNanos(ACKNOWLEDGMENT_NANOS)
        .build();
  }

  private RplConfiguration rpl() {
    if (root == null) {
      return leaf ? RplConfiguration.leaf() : RplConfiguration.DEFAULT;
    }
    return RplConfiguration.root(IpCidr.parse(root), nonStoring ? RplMode.NON_STORING : RplMode.STORING);
  }

  /** When the program is interrupted, what was recorded is written to its end. */
  private void stop(Device device) {
    stopped = true;
    device.wakeup();
    try {
      finished.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private int serve(NodeStack stack, Device device) {
    while (!stopped) {
      step(stack, device, Long.MAX_VALUE);
    }
    return 0;
  }

  private int ping(NodeStack stack, Device device, Ipv6Address destination) {
    long limit = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeout);
    while (!stopped && stack.rpl().status().isEmpty()) {
      if (System.nanoTime() - limit > 0) {
        throw new ToolException("there is no network: nothing was heard of a root for " + timeout + " s");
      }
      step(stack, device, limit);
    }
    long settled = System.nanoTime() + SETTLING_NANOS;
    while (!stopped && System.nanoTime() - settled < 0) {
      step(stack, device, settled);
    }
    for (int k = 0; k < count && !stopped; k++) {
      stack.icmp().sendEchoRequest(destination, 1, k, new byte[size], System.nanoTime());
      long next = System.nanoTime() + TimeUnit.SECONDS.toNanos(1);
      while (!stopped && System.nanoTime() - next < 0 && echoes.replies() + echoes.errors() < count) {
        step(stack, device, next);
      }
    }
    System.out.println(count + " pings sent, " + echoes.replies() + " replies");
    return echoes.replies() > 0 ? 0 : 1;
  }

  /** Polls the stack, and waits until it has something to do, but not beyond a time. */
  private void step(NodeStack stack, Device device, long until) {
    long now = System.nanoTime();
    boolean worked = stack.poll(now);
    show(stack);
    if (!worked) {
      long due = stack.pollAt();
      long wait = due == Long.MIN_VALUE ? 0 : due == Long.MAX_VALUE ? TimeUnit.SECONDS.toNanos(1) : due - now;
      device.await(until == Long.MAX_VALUE ? wait : Math.min(wait, until - now));
    }
  }

  private void show(NodeStack stack) {
    RplStatus status = stack.rpl().status().orElse(null);
    boolean same =
        shown == null
            ? status == null
            : status != null && shown.parent().equals(status.parent()) && shown.address().equals(status.address());
    if (!same) {
      shown = status;
      System.out.println(text(status));
    }
  }

  private static String text(RplStatus status) {
    if (status == null) {
      return "left the network";
    }
    String parent = status.parent().map(Ipv6Address::toString).orElse("none");
    return "in DODAG " + status.dodagId() + " " + status.mode() + " rank " + status.rank() + " address "
        + status.address() + " parent " + parent;
  }
}
