package dev.zmol.iface.capture;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Reads the frames of a capture file: pcap with times in micro- or nanoseconds, or pcapng, in either byte order.
 *
 * <p>Not thread-safe.
 */
public abstract sealed class CaptureReader implements AutoCloseable permits PcapInput, PcapngInput {
  /** The longest frame that is read: as much as any analyser writes. */
  static final int MAX_FRAME = CaptureWriter.MAX_SNAP_LENGTH;

  final CaptureInput input;

  CaptureReader(CaptureInput input) {
    this.input = input;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the reader
   * @throws CaptureFormatException if it is no capture file
   * @throws IOException if it can't be read
   */
  public static CaptureReader open(Path file) throws IOException {
    InputStream input = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
    try {
      return of(input);
    } catch (IOException e) {
      input.close();
      throw e;
    }
  }

  /**
   * Reads a stream.
   *
   * @param stream where the file comes from; closed with the reader
   * @return the reader
   * @throws CaptureFormatException if it is no capture file
   * @throws IOException if it can't be read
   */
  public static CaptureReader of(InputStream stream) throws IOException {
    CaptureInput input = new CaptureInput(stream);
    byte[] magic = input.readOrEnd(Integer.BYTES, "the first number");
    if (magic.length == 0) {
      throw new CaptureFormatException("the file is empty");
    }
    int first = input.getInt(magic, 0);
    if (first == PcapngOutput.SECTION_HEADER) {
      return new PcapngInput(input);
    }
    boolean isLittle = PcapInput.isMagic(first);
    if (!isLittle && !PcapInput.isMagic(Integer.reverseBytes(first))) {
      throw new CaptureFormatException(String.format("it is no capture file: it begins with 0x%08x", first));
    }
    input.bigEndian(!isLittle);
    return new PcapInput(input, isLittle ? first : Integer.reverseBytes(first));
  }

  /**
   * Reads the next frame.
   *
   * @return the frame; empty at the end of the file
   * @throws CaptureFormatException if the file is broken here
   * @throws IOException if it can't be read
   */
  public abstract Optional<CapturedFrame> next() throws IOException;

  @Override
  public final void close() throws IOException {
    input.close();
  }
}
