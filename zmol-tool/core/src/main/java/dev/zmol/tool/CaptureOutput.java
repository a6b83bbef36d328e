package dev.zmol.tool;

import dev.zmol.iface.capture.CaptureFormat;
import dev.zmol.iface.capture.CaptureWriter;
import dev.zmol.iface.capture.CapturedFrame;
import dev.zmol.iface.capture.LinkType;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A capture file that frames of other captures are copied to. */
public final class CaptureOutput implements AutoCloseable {
  private final Path file;
  private final OutputStream output;
  private CaptureWriter writer;
  private int linkType;

  private CaptureOutput(Path file, OutputStream output) {
    this.file = file;
    this.output = output;
  }

  /**
   * Creates a file: pcapng if its name ends in that, classic pcap otherwise.
   *
   * @param file its name
   * @return the file
   */
  public static CaptureOutput create(Path file) {
    try {
      return new CaptureOutput(file, Files.newOutputStream(file));
    } catch (IOException e) {
      throw new ToolException("can't write " + file + ": " + CaptureOptions.reason(e));
    }
  }

  /**
   * Begins the file, so that it is one even without frames.
   *
   * @param newLinkType the number of what frames begin with, the same for all of them
   */
  public void begin(int newLinkType) {
    if (writer != null) {
      return;
    }
    LinkType type =
        LinkType.of(newLinkType)
            .orElseThrow(() -> new ToolException("can't write frames of link type " + newLinkType));
    CaptureFormat format = CaptureOptions.isPcapng(file) ? CaptureFormat.PCAPNG : CaptureFormat.PCAP;
    writer = CaptureWriter.to(output, format, type, CaptureWriter.MAX_SNAP_LENGTH);
    linkType = newLinkType;
  }

  /**
   * Writes a frame.
   *
   * @param frame the frame
   */
  public void append(CapturedFrame frame) {
    begin(frame.linkType());
    if (frame.linkType() != linkType) {
      throw new ToolException(
          "can't write frames of link type " + frame.linkType() + " behind those of " + linkType);
    }
    byte[] bytes = frame.bytes();
    writer.append(
        bytes,
        0,
        bytes.length,
        frame.originalLength(),
        frame.epochNanos(),
        frame.direction(),
        frame.id().orElse(0),
        String.join("; ", frame.comments()));
  }

  /** Writes what is left, and closes the file. */
  @Override
  public void close() {
    try {
      if (writer == null) {
        output.close();
        return;
      }
      writer.close();
      if (writer.failure().isPresent()) {
        throw writer.failure().get();
      }
    } catch (IOException e) {
      throw new ToolException("can't write " + file + ": " + e.getMessage());
    }
  }
}
