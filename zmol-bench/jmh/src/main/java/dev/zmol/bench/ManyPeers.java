package dev.zmol.bench;

import dev.zmol.iface.Device;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import dev.zmol.iface.Packet;
import dev.zmol.wire.BigEndian;
import dev.zmol.wire.Checksum;
import dev.zmol.wire.IpProtocol;
import dev.zmol.wire.TcpFlags;
import dev.zmol.wire.TcpOptionWriter;
import dev.zmol.wire.TcpOptions;
import dev.zmol.wire.TcpSegment;
import java.util.Arrays;

/**
 * Very many hosts that connect to one: raw segments made by hand, twelve bytes of state for each host. They speak with
 * window scaling, selective acknowledgments and timestamps, as real ones do.
 *
 * <p>Segments are written into an inbox before the stack is polled, and its answers are read out of an outbox
 * afterwards, so that what hosts do is not part of what is measured.
 */
final class ManyPeers implements Device {
  /** How many segments fit the inbox. */
  static final int ROOM = 4_096;

  static final int SERVER = 10 << 24 | 2;
  static final int PORT = 7;
  static final int REQUEST = 64;

  private static final int FIRST_ADDRESS = 10 << 24 | 16 << 16;
  private static final int ADDRESSES = 4_096;
  private static final int FIRST_PORT = 1_024;
  private static final int FRAME = 192;
  private static final int IP = 20;
  private static final int TCP = 20;
  private static final int WINDOW = 0xffff;

  private final byte[] inbox = new byte[ROOM * FRAME];
  private final byte[] outbox = new byte[ROOM * FRAME];
  private final int[] inboxLengths = new int[ROOM];
  private final int[] outboxLengths = new int[ROOM];
  private final int[] sequences;
  private final int[] acknowledgments;
  private final int[] echoes;
  private final boolean[] pauses = new boolean[ROOM];
  private final TcpOptions options = new TcpOptions();
  private int inboxCount;
  private int inboxNext;
  private int outboxCount;
  private boolean paused;

  ManyPeers(int count) {
    sequences = new int[count];
    acknowledgments = new int[count];
    echoes = new int[count];
  }

  int count() {
    return sequences.length;
  }

  /** What is written from now on comes with a later poll than what was written before. */
  void pause() {
    pauses[inboxCount] = true;
  }

  boolean isDrained() {
    return inboxNext == inboxCount;
  }

  void connect(int peer) {
    sequences[peer] = peer * 7_919;
    int at = inboxCount * FRAME + IP + TCP;
    int end = TcpOptionWriter.maximumSegmentSize(inbox, at, 1_460);
    end = TcpOptionWriter.windowScale(inbox, end, 7);
    end = TcpOptionWriter.sackPermittedAndTimestamps(inbox, end, 1, 0);
    write(peer, TcpFlags.SYN, end - at, 0);
    sequences[peer]++;
  }

  void acknowledge(int peer) {
    write(peer, TcpFlags.ACK, timestamps(peer), 0);
  }

  /** Sends a request; what it acknowledges has come, or will have. */
  void request(int peer) {
    write(peer, TcpFlags.ACK | TcpFlags.PSH, timestamps(peer), REQUEST);
    sequences[peer] += REQUEST;
  }

  /** The reply to a request will come. */
  void expectReply(int peer) {
    acknowledgments[peer] += REQUEST;
  }

  private int timestamps(int peer) {
    int at = inboxCount * FRAME + IP + TCP;
    return TcpOptionWriter.timestamps(inbox, at, 1, echoes[peer]) - at;
  }

  private void write(int peer, int flags, int optionsLength, int data) {
    int ip = inboxCount * FRAME;
    int tcp = ip + IP;
    int length = TCP + optionsLength + data;
    int source = FIRST_ADDRESS + peer % ADDRESSES;
    int port = FIRST_PORT + peer / ADDRESSES;
    ipHeader(ip, source, IP + length);
    TcpSegment.emit(
        inbox, tcp, port, PORT, sequences[peer], acknowledgments[peer], TCP + optionsLength, flags, WINDOW);
    long pseudoHeader = (source & 0xffff_ffffL) + SERVER + IpProtocol.TCP + length;
    TcpSegment.fillChecksum(inbox, tcp, tcp + length, pseudoHeader);
    inboxLengths[inboxCount++] = IP + length;
  }

  private void ipHeader(int ip, int source, int length) {
    int first = 0x4500_0000 | length;
    int second = 0x4000;
    int third = 64 << 24 | IpProtocol.TCP << 16;
    long sum = (long) first + second + third + (source & 0xffff_ffffL) + SERVER;
    BigEndian.putInt(inbox, ip, first);
    BigEndian.putInt(inbox, ip + 4, second);
    BigEndian.putInt(inbox, ip + 8, third | Checksum.fold(sum));
    BigEndian.putInt(inbox, ip + 12, source);
    BigEndian.putInt(inbox, ip + 16, SERVER);
  }

  /** Takes in what the stack has answered; returns how much data was in it. */
  int readAnswers() {
    int data = 0;
    for (int k = 0; k < outboxCount; k++) {
      data += read(k * FRAME, outboxLengths[k]);
    }
    Arrays.fill(pauses, false);
    outboxCount = 0;
    inboxCount = 0;
    inboxNext = 0;
    return data;
  }

  private int read(int ip, int length) {
    int tcp = ip + IP;
    int address = BigEndian.getInt(outbox, ip + 16);
    int ports = TcpSegment.ports(outbox, tcp);
    int peer = ((ports & 0xffff) - FIRST_PORT) * ADDRESSES + address - FIRST_ADDRESS;
    int payload = TcpSegment.payload(outbox, tcp, ip + length);
    options.parse(outbox, tcp + TCP, payload);
    boolean isSyn = (TcpSegment.flags(TcpSegment.control(outbox, tcp)) & TcpFlags.SYN) != 0;
    int data = ip + length - payload;
    acknowledgments[peer] = (int) (TcpSegment.sequences(outbox, tcp) >>> 32) + data + (isSyn ? 1 : 0);
    echoes[peer] = options.timestampValue();
    return data;
  }

  @Override
  public DeviceCapabilities capabilities() {
    return DeviceCapabilities.plain(Medium.IP, 1_500);
  }

  @Override
  public boolean receive(Packet packet) {
    if (inboxNext == inboxCount || (pauses[inboxNext] && !paused)) {
      paused = true;
      return false;
    }
    paused = false;
    int length = inboxLengths[inboxNext];
    packet.clear();
    System.arraycopy(inbox, inboxNext * FRAME, packet.bytes(), Packet.HEADROOM, length);
    packet.set(Packet.HEADROOM, length);
    inboxNext++;
    return true;
  }

  @Override
  public boolean transmit(Packet packet) {
    if (outboxCount == ROOM) {
      return false;
    }
    System.arraycopy(packet.bytes(), packet.offset(), outbox, outboxCount * FRAME, packet.length());
    outboxLengths[outboxCount++] = packet.length();
    return true;
  }

  @Override
  public void await(long timeoutNanos) {
    // There is always something to do.
  }

  @Override
  public void wakeup() {
    // Nobody waits.
  }

  @Override
  public void close() {
    // Nothing to release.
  }
}
