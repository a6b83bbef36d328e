package dev.zmol.tool.service;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A connection in memory, whose windows are as small as a test wants them. */
final class MemoryStream implements ByteStream {
  private final int window;
  private final byte[] room;
  private final ByteArrayOutputStream sent = new ByteArrayOutputStream();
  private byte[] received = new byte[0];
  private int position;
  private int allowance = Integer.MAX_VALUE;
  private boolean peerFinished;
  private boolean finished;
  private boolean aborted;

  MemoryStream(int window) {
    this.window = window;
    this.room = new byte[window];
  }

  MemoryStream receive(String text) {
    return receive(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  MemoryStream receive(byte[] bytes) {
    byte[] rest = Arrays.copyOfRange(received, position, received.length);
    received = Arrays.copyOf(rest, rest.length + bytes.length);
    System.arraycopy(bytes, 0, received, rest.length, bytes.length);
    position = 0;
    return this;
  }

  MemoryStream receiveEnd() {
    peerFinished = true;
    return this;
  }

  /** How many more bytes may be sent. */
  MemoryStream allow(int count) {
    allowance = count;
    return this;
  }

  String takeSent() {
    String text = sent.toString(StandardCharsets.ISO_8859_1);
    sent.reset();
    return text;
  }

  byte[] sentBytes() {
    return sent.toByteArray();
  }

  boolean isFinished() {
    return finished;
  }

  boolean isAborted() {
    return aborted;
  }

  @Override
  public byte[] input() {
    return received;
  }

  @Override
  public int inputOffset() {
    return position;
  }

  @Override
  public int inputLength() {
    return Math.min(window, received.length - position);
  }

  @Override
  public void consume(int count) {
    if (count < 0 || count > inputLength()) {
      throw new IllegalArgumentException("consumed " + count + " of " + inputLength());
    }
    position += count;
  }

  @Override
  public boolean inputEnded() {
    return peerFinished && position == received.length;
  }

  @Override
  public byte[] output() {
    return room;
  }

  @Override
  public int outputOffset() {
    return 0;
  }

  @Override
  public int outputLength() {
    return finished ? 0 : Math.min(window, allowance);
  }

  @Override
  public void produce(int count) {
    if (count < 0 || count > outputLength()) {
      throw new IllegalArgumentException("produced " + count + " of " + outputLength());
    }
    sent.write(room, 0, count);
    allowance -= count;
  }

  @Override
  public void finish() {
    finished = true;
  }

  @Override
  public void abort() {
    aborted = true;
  }
}
