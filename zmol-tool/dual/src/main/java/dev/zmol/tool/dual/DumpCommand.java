package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.iface.capture.CaptureReader;
import dev.zmol.iface.capture.CapturedFrame;
import dev.zmol.iface.linux.PacketCapture;
import dev.zmol.ipsec.Lifetime;
import dev.zmol.ipsec.SecurityAssociationBuilder;
import dev.zmol.ipsec.dual.PacketOpener;
import dev.zmol.tool.CaptureOutput;
import dev.zmol.tool.FrameTime;
import dev.zmol.tool.LinkLayer;
import dev.zmol.tool.Tool;
import dev.zmol.tool.ToolException;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the frames of an interface or of a capture file. */
@Specialize
@Command(
    name = "dump",
    description = "Show the frames that pass through an interface, or that are in a capture file.",
    mixinStandardHelpOptions = true,
    version = Tool.VERSION)
final class DumpCommand implements Callable<Integer> {
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(3600);
  private static final int EPOCH = 2;

  @Spec private CommandSpec command;

  @ArgGroup(multiplicity = "1")
  private Source source;

  /** Where the frames come from: one of them. */
  static final class Source {
    @Option(
        names = {"-i", "--interface"},
        paramLabel = "NAME",
        required = true,
        description = "An interface of the kernel.")
    private String device;

    @Option(
        names = {"-r", "--read"},
        paramLabel = "FILE",
        required = true,
        description = "A capture file: pcap or pcapng.")
    private Path file;

    Source() {}
  }

  @Option(
      names = {"-w", "--write"},
      paramLabel = "FILE",
      description = "Write the frames to a capture file, in place of showing them: pcapng if its name ends in that.")
  private Path target;

  @Option(names = "--print", description = "With -w, show them too.")
  private boolean print;

  @Option(names = "-c", paramLabel = "COUNT", description = "How many frames to show (default: no end).")
  private long count = Long.MAX_VALUE;

  @Option(names = "-n", description = "Show numbers in place of names. They always are; for those who are used to it.")
  @SuppressWarnings("unused") // It changes nothing.
  private boolean numeric;

  @Option(names = "-v", description = "Show all fields, too.")
  private boolean verbose;

  @Option(names = "-x", description = "Show all bytes, too.")
  private boolean hex;

  @Option(
      names = "--keys",
      paramLabel = "FILE",
      description = "Show what is within the packets of IPsec, too: FILE has what 'ip xfrm state' prints.")
  private Path keys;

  @Option(names = "-p", description = "Leave the interface out of promiscuous mode.")
  private boolean modest;

  @Option(names = "-t", description = "Show no times; twice: the seconds since 1970.")
  private boolean[] times = {};

  @Parameters(
      paramLabel = "FILTER",
      arity = "0..*",
      description = "Which frames: host, net, port, portrange, with src or dst; ip, ip6, arp, tcp, udp, icmp, icmp6, "
          + "igmp; proto, ether, vlan, less, greater, broadcast, multicast; and, or, not, parentheses.")
  private List<String> filter = List.of();

  private final CountDownLatch finished = new CountDownLatch(1);
  private Predicate<PacketFacts> condition;
  private FrameText text;
  private PrintStream out;
  private CaptureOutput output;
  private long seen;

  DumpCommand() {}

  @Override
  public Integer call() {
    check();
    FrameTime time = times.length == 0 ? FrameTime.CLOCK : times.length < EPOCH ? FrameTime.NONE : FrameTime.EPOCH;
    text = new FrameText(time, verbose, hex, opener());
    out = new PrintStream(new BufferedOutputStream(System.out, 1 << 16), false, StandardCharsets.UTF_8);
    try (CaptureOutput written = target == null ? null : CaptureOutput.create(target)) {
      output = written;
      if (source.file == null) {
        capture();
      } else {
        read();
      }
    } finally {
      out.flush();
      finished.countDown();
    }
    return 0;
  }

  private void check() {
    try {
      condition = PacketFilter.parse(String.join(" ", filter));
    } catch (IllegalArgumentException e) {
      throw misuse(e.getMessage());
    }
    if (count < 1) {
      throw misuse("-c is " + count + "; it has to be 1 or more");
    }
  }

  /** What opens protected packets: each as often as it is seen, and however much the association has been used. */
  private Optional<PacketOpener> opener() {
    try {
      return Optional.ofNullable(keys)
          .map(file -> IpsecFile.read(file, DumpCommand::withoutLimits))
          .map(read -> new PacketOpener(read.associations()));
    } catch (IllegalArgumentException e) {
      throw misuse("--keys: " + e.getMessage());
    }
  }

  private static SecurityAssociationBuilder withoutLimits(SecurityAssociationBuilder association) {
    return association.replayWindow(0).softLifetime(Lifetime.UNLIMITED).hardLifetime(Lifetime.UNLIMITED);
  }

  private ParameterException misuse(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  private void read() {
    try (CaptureReader reader = CaptureReader.open(source.file)) {
      for (var frame = reader.next(); frame.isPresent() && seen < count; frame = reader.next()) {
        take(frame.get());
      }
    } catch (NoSuchFileException e) {
      throw new ToolException("there is no file " + source.file);
    } catch (IOException e) {
      throw new ToolException("can't read " + source.file + ": " + e.getMessage());
    }
  }

  private void capture() {
    try (PacketCapture capture = open()) {
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(capture)));
      if (output != null) {
        output.begin(capture.linkType().number());
      }
      System.err.println("zmol: capturing on " + source.device + ", link type " + capture.linkType());
      while (seen < count && capture.next(IDLE_NANOS)) {
        take(CapturedFrame.of(
            capture.linkType().number(),
            capture.epochNanos(),
            capture.bytes(),
            capture.offset(),
            capture.length(),
            capture.originalLength(),
            capture.direction()));
        out.flush();
      }
      System.err.println("zmol: " + seen + " frames captured, " + capture.dropped() + " lost by the kernel");
    }
  }

  private PacketCapture open() {
    try {
      return PacketCapture.open(source.device, !modest);
    } catch (IllegalArgumentException e) {
      throw misuse("-i '" + source.device + "': " + e.getMessage());
    }
  }

  /** When the program is interrupted, what has been captured is written to its end. */
  private void stop(PacketCapture capture) {
    capture.stop();
    try {
      finished.await(2, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void take(CapturedFrame frame) {
    Optional<LinkLayer> link = LinkLayer.of(frame.linkType(), frame.bytes());
    boolean isWanted =
        link.map(each -> condition.test(new PacketFacts(each, frame.bytes()))).orElse(filter.isEmpty());
    if (!isWanted) {
      return;
    }
    seen++;
    if (output != null) {
      output.append(frame);
    }
    if (output == null || print) {
      out.print(text.of(frame, link));
    }
  }
}
