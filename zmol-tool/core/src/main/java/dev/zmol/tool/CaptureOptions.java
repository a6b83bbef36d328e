package dev.zmol.tool;

import dev.zmol.iface.Device;
import dev.zmol.iface.Direction;
import dev.zmol.iface.DropCounters;
import dev.zmol.iface.PcapWriter;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is recorded of the frames between the device and the stack. */
final class CaptureOptions {
  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  @Option(
      names = "--pcap",
      paramLabel = "FILE",
      description = "Record all frames in a capture file; in the format pcapng if its name ends in that, which has "
          + "directions and the reasons why frames were dropped.")
  private Path file;

  @Option(
      names = "--pcap-direction",
      paramLabel = "rx|tx|both",
      defaultValue = "both",
      description = "Which frames are recorded (default: ${DEFAULT-VALUE}).")
  private String direction;

  @Option(
      names = "--pcap-snaplen",
      paramLabel = "BYTES",
      defaultValue = "262144",
      description = "How much is recorded of each (default: ${DEFAULT-VALUE}).")
  private int snapLength;

  private boolean isPcapng;
  private PcapWriter writer;

  CaptureOptions() {}

  /** Refuses what can't be. */
  void check() {
    if (snapLength < 1 || snapLength > PcapWriter.MAX_SNAP_LENGTH) {
      throw misuse(
          "--pcap-snaplen is " + snapLength + "; it has to be from 1 to " + PcapWriter.MAX_SNAP_LENGTH);
    }
    frames();
  }

  private Direction frames() {
    return switch (direction) {
      case "rx" -> Direction.RECEIVED;
      case "tx" -> Direction.TRANSMITTED;
      case "both" -> Direction.BOTH;
      default -> throw misuse("--pcap-direction is '" + direction + "'; it has to be rx, tx or both");
    };
  }

  private ParameterException misuse(String message) {
    return new ParameterException(command.commandLine(), message);
  }

  /** Wraps a device, if its frames are to be recorded. */
  Device around(Device device) {
    if (file == null) {
      return device;
    }
    PcapWriter.Builder builder = PcapWriter.builder(device).direction(frames()).snapLength(snapLength);
    isPcapng = isPcapng(file);
    try {
      writer = (isPcapng ? builder.pcapng() : builder).open(file);
      return writer;
    } catch (IOException e) {
      device.close();
      throw new ToolException("--pcap: can't write " + file + ": " + reason(e));
    }
  }

  /** {@return whether the name of a file asks for the format pcapng} */
  static boolean isPcapng(Path file) {
    return file.toString().toLowerCase(Locale.ROOT).endsWith(".pcapng");
  }

  /** {@return what went wrong, for a person} */
  static String reason(IOException e) {
    return e instanceof NoSuchFileException ? "there is no such directory" : e.getMessage();
  }

  void explain(DropCounters drops) {
    if (isPcapng) {
      writer.explain(drops);
    }
  }
}
