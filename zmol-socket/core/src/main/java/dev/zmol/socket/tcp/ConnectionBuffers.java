package dev.zmol.socket.tcp;

import dev.zmol.socket.TcpState;
import java.util.Objects;

/**
 * The two buffers of a connection, as its application sees them: what is to be sent, and what was received.
 *
 * <p>Data are copied into and out of them, or written and read in place. Owned by the thread that polls the stack; all
 * methods are called by it, and none blocks.
 */
public abstract sealed class ConnectionBuffers extends ConnectionOptions permits Connection {
  final TcpDriver driver;
  final SendSide sender;
  final ReceiveSide receiver;
  TcpState state = TcpState.CLOSED;
  boolean finQueued;
  boolean inputClosed;
  private byte sendBufferBits;
  private byte receiveBufferBits;

  /** The shift of our windows that our SYN offers. */
  byte windowShift;

  /** Creates empty buffers; see {@link Connection}. */
  ConnectionBuffers(TcpDriver driver, int segmentSize, int superSegment, int initialSequence) {
    this.driver = driver;
    TcpConfiguration configuration = driver.configuration();
    this.sendBufferBits = (byte) Integer.numberOfTrailingZeros(configuration.sendBuffer());
    this.receiveBufferBits = (byte) Integer.numberOfTrailingZeros(configuration.receiveBuffer());
    this.windowShift = (byte) configuration.windowShift();
    Connection connection = (Connection) this;
    this.sender = new SendSide(connection, initialSequence, segmentSize, superSegment);
    this.receiver = new ReceiveSide(connection);
  }

  /** {@return why the connection is closed; {@link CloseReason#NONE} while it is not} */
  public abstract CloseReason closeReason();

  /** {@return whether data may be handed over to be sent: now, or as soon as the connection is established} */
  public final boolean canSend() {
    return !finQueued && switch (state) {
      case SYN_SENT, SYN_RECEIVED, ESTABLISHED, CLOSE_WAIT -> true;
      default -> false;
    };
  }

  /** {@return whether there is nothing to read, and never will be} */
  public final boolean isEndOfStream() {
    return available() == 0 && isOver();
  }

  /** Whether nothing will be received any more. */
  private boolean isOver() {
    return receiver.finished || inputClosed || state == TcpState.CLOSED;
  }

  /** {@return whether the peer has closed its side, and all that it sent before has been received} */
  public final boolean isPeerClosed() {
    return receiver.finished;
  }

  /**
   * Hands over data to be sent.
   *
   * @param bytes where the data is
   * @param offset where it begins
   * @param length how much there is, in bytes
   * @return how much was taken: less than {@code length} if the send buffer is full; -1 if the connection was closed by
   *     the peer or given up, see {@link #closeReason()}
   * @throws IllegalStateException if this side has closed the connection
   */
  public final int send(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (!mayWrite()) {
      return -1;
    }
    int count = sender.write(bytes, offset, length);
    sendingChanged();
    return count;
  }

  /** {@return how many bytes {@link #send} takes at present} */
  public final int sendCapacity() {
    return canSend() ? sender.free() : 0;
  }

  /** {@return how many bytes were handed over and have not been acknowledged by the peer} */
  public final int sendQueue() {
    return sender.queued();
  }

  /**
   * Makes room in the send buffer to be written to in place, at {@link #sendArray} from {@link #sendIndex} on; {@link
   * #advanceSend} says how much was written.
   *
   * @return how many bytes there is room for in one piece; 0 if the buffer is full, or the connection cannot send
   */
  public final int sendSpan() {
    if (!canSend()) {
      return 0;
    }
    if (sender.capacity() == 0) {
      // If nothing is written, the next poll takes back the array that this takes.
      driver.ready((Connection) this);
    }
    return sender.writeSpan();
  }

  /**
   * {@return the array of the send buffer; valid until the next call of a method of this connection or the next poll}
   */
  public final byte[] sendArray() {
    return sender.array();
  }

  /** {@return where the room that {@link #sendSpan} has made begins} */
  public final int sendIndex() {
    return sender.writeIndex();
  }

  /**
   * Hands over what was written in place.
   *
   * @param count how many bytes (0 to {@link #sendSpan})
   * @throws IllegalArgumentException if that is more than there was room for
   */
  public final void advanceSend(int count) {
    requireCount(count, sendSpan());
    if (count > 0) {
      sender.commit(count);
      sendingChanged();
    }
  }

  /**
   * Reads data.
   *
   * @param bytes where to put it
   * @param offset where to begin
   * @param length how much to read at most, in bytes
   * @return how much was read: 0 if there is nothing at present; -1 if there never will be, because the peer has closed
   *     its side, {@link #closeInput} was called, or the connection is closed
   */
  public final int receive(byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    if (isEndOfStream()) {
      return -1;
    }
    int count = receiver.read(bytes, offset, length);
    receiver.announceWindow();
    return count;
  }

  /**
   * Copies data that can be read, and leaves it to be read.
   *
   * @param skip how many bytes to pass over
   * @param bytes where to put the copy
   * @param offset where to begin
   * @param length how much to copy at most, in bytes
   * @return how much was copied: 0 if there are no more than {@code skip} bytes at present; -1 if there never will be
   * @throws IllegalArgumentException if {@code skip} is negative
   */
  public final int peek(int skip, byte[] bytes, int offset, int length) {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    requireRange("skip", skip, 0, Integer.MAX_VALUE);
    if (skip >= available()) {
      return isOver() ? -1 : 0;
    }
    return receiver.peek(skip, bytes, offset, length);
  }

  /**
   * Throws data away that can be read.
   *
   * @param count how much at most, in bytes
   * @return how much was thrown away; -1 if there is nothing, and never will be
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public final int skip(int count) {
    requireRange("count", count, 0, Integer.MAX_VALUE);
    if (isEndOfStream()) {
      return -1;
    }
    int skipped = Math.min(count, available());
    if (skipped > 0) {
      receiver.consume(skipped);
      receiver.announceWindow();
    }
    return skipped;
  }

  /** {@return how many bytes {@link #receive} has to give at present} */
  public final int available() {
    return inputClosed ? 0 : receiver.unread();
  }

  /**
   * Says how much can be read in place, at {@link #receiveArray} from {@link #receiveIndex} on; {@link #advanceReceive}
   * says how much was.
   *
   * @return how many bytes lie in one piece; 0 if there is nothing
   */
  public final int receiveSpan() {
    return inputClosed ? 0 : receiver.readSpan();
  }

  /**
   * {@return the array of the receive buffer; valid until the next call of a method of this connection, or the next
   * poll}
   */
  public final byte[] receiveArray() {
    return receiver.array();
  }

  /** {@return where what {@link #receiveSpan} has found begins} */
  public final int receiveIndex() {
    return receiver.readIndex();
  }

  /**
   * Takes data that was read in place out of the receive buffer.
   *
   * @param count how many bytes (0 to {@link #receiveSpan})
   * @throws IllegalArgumentException if that is more than there is
   */
  public final void advanceReceive(int count) {
    requireCount(count, receiveSpan());
    if (count > 0) {
      receiver.consume(count);
      receiver.announceWindow();
    }
  }

  private static void requireCount(int count, int most) {
    if (count < 0 || count > most) {
      throw new IllegalArgumentException("count is " + count + "; it has to be from 0 to " + most);
    }
  }

  /**
   * Says that nothing will be read any more: what was not read yet is discarded, and so is what still comes. The peer
   * is not told; but once this side is closed too, data that were not read or still come are answered with a RST,
   * because they are lost (RFC 9293, SHLD-3), and the peer has the {@linkplain #userTimeout user timeout} to close its
   * own side, or the connection is aborted (RFC 1122 §4.2.2.13). No effect if it has been called before.
   */
  public final void closeInput() {
    if (inputClosed) {
      return;
    }
    inputClosed = true;
    if (finQueued && receiver.unread() > 0) {
      abort();
    }
    discardInput();
    if (state == TcpState.FIN_WAIT_2) {
      Timeouts.waitForFin((Connection) this);
    }
  }

  final void discardInput() {
    if (receiver.unread() > 0) {
      receiver.consume(receiver.unread());
      receiver.announceWindow();
    }
  }

  private boolean mayWrite() {
    if (finQueued || closeReason() == CloseReason.ABORTED) {
      throw new IllegalStateException("the connection is in state " + state + "; this side has closed it");
    }
    return canSend();
  }

  /** {@return how many bytes the send buffer holds at most} */
  public final int sendBuffer() {
    return 1 << sendBufferBits;
  }

  /**
   * Sets how many bytes the send buffer holds at most. It can always grow.
   *
   * @param limit the limit in bytes, a power of two (4 KiB to 1 GiB)
   * @throws IllegalStateException if the buffer has become larger already
   */
  public final void sendBuffer(int limit) {
    byte bits = bitsOf(limit);
    if (limit < sender.capacity()) {
      throw new IllegalStateException("limit is " + limit + "; the buffer holds " + sender.capacity() + " already");
    }
    sendBufferBits = bits;
    sendingChanged();
  }

  /** {@return how many bytes the receive buffer holds at most} */
  public final int receiveBuffer() {
    return 1 << receiveBufferBits;
  }

  /**
   * Sets how many bytes the receive buffer holds at most. It can always grow, though windows do not get larger than the
   * shift allows that the handshake has settled; with the first SYN still to be sent, that follows this limit too.
   *
   * @param limit the limit in bytes, a power of two (4 KiB to 1 GiB)
   * @throws IllegalStateException if it is less than before, and the SYN that announced that has been sent
   */
  public final void receiveBuffer(int limit) {
    byte bits = bitsOf(limit);
    if (isSynUnsent()) {
      windowShift = (byte) TcpConfiguration.windowShift(limit);
    } else if (limit < receiveBuffer()) {
      throw new IllegalStateException("limit is " + limit + "; " + receiveBuffer() + " have been announced already");
    }
    receiveBufferBits = bits;
    receiver.limitRaised(limit);
  }

  private static byte bitsOf(int limit) {
    if (limit < TcpConfiguration.LEAST_BUFFER || limit > TcpConfiguration.MOST_BUFFER || Integer.bitCount(limit) != 1) {
      throw new IllegalArgumentException("limit is " + limit + "; it has to be a power of two from 4 KiB to 1 GiB");
    }
    return (byte) Integer.numberOfTrailingZeros(limit);
  }

  /** Whether nothing has been sent yet by a connection that is being opened. */
  final boolean isSynUnsent() {
    return state == TcpState.SYN_SENT && sender.flight() == 0;
  }
}
