package dev.zmol.socket.blocking;

import dev.zmol.socket.TcpState;
import dev.zmol.socket.tcp.Connection;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.SocketException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * A connection as two streams, for threads that may block.
 *
 * <p>Any thread may call the methods, but for that of the stack: a read or a write is a request that the thread of the
 * stack serves, from the array of the caller and into it. One thread reads and one writes at a time; others wait for
 * their turn. Nothing pins a virtual thread, and a blocked thread costs nothing until there is something for it. As
 * each call goes to the thread of the stack and back, small reads and writes are better buffered.
 *
 * <p>What goes wrong is told by exceptions of {@code java.net}: a {@link java.net.ConnectException} if the peer refuses
 * or does not answer, a {@link java.net.NoRouteToHostException} if it cannot be reached, a {@link
 * java.net.SocketTimeoutException} if time is up, an {@link InterruptedIOException} if the thread is interrupted (it
 * stays so, and the connection goes on), a {@link SocketException} for the rest.
 */
public abstract class ConnectionStream extends Errand implements Closeable {
  private final StackGate gate;
  private final ReentrantLock readLock = new ReentrantLock();
  private final ReentrantLock writeLock = new ReentrantLock();
  private final Transfer reading = new Transfer();
  private final Transfer writing = new Transfer();
  private volatile long readTimeoutNanos;
  private volatile long writeTimeoutNanos;
  private volatile boolean closed;
  private volatile boolean aborted;
  private volatile boolean inputShut;
  private volatile boolean outputShut;

  // Owned by the thread of the stack.
  private Request opening;
  private Connection connection;
  private boolean attended;

  /**
   * Makes a stream without a connection; {@link #begin} or {@link #attach} gives it one.
   *
   * @param gate the way to the thread of the stack
   */
  protected ConnectionStream(StackGate gate) {
    this.gate = gate;
  }

  /**
   * Opens the connection; called by the thread of the stack, once.
   *
   * @return the connection, which is being opened
   * @throws IOException if it cannot be
   */
  protected abstract Connection open() throws IOException;

  /**
   * Says whose connection it is, for messages.
   *
   * @return the peer
   */
  protected abstract String peer();

  /**
   * Has the connection opened, and waits until it is established. If it is not, it is aborted.
   *
   * @param timeout how long to wait; zero for as long as the stack tries
   * @throws IOException if it is not established
   */
  protected final void begin(Duration timeout) throws IOException {
    long timeoutNanos = Timeout.nanos(timeout);
    gate.requireOtherThread();
    Request request = new Request();
    opening = request;
    request.post();
    gate.hand(this);
    try {
      request.await(timeoutNanos);
    } catch (IOException e) {
      abort();
      throw e;
    }
  }

  /**
   * Takes a connection; called by the thread of the stack.
   *
   * @param newConnection the connection, whose {@link Connection#onReady} belongs to this stream from now on
   */
  protected final void attach(Connection newConnection) {
    connection = newConnection;
    gate.enlist(this);
    newConnection.onReady(this::attend);
  }

  /** {@return a new view of what is received; closing it closes the connection, and {@code available} always says 0} */
  public final InputStream input() {
    return new StreamInput(this);
  }

  /**
   * {@return a new view of what is sent: a write returns when the send buffer has taken all; closing it closes the
   * connection}
   */
  public final OutputStream output() {
    return new StreamOutput(this);
  }

  /**
   * Sets how long a read may block; for ever unless this is called.
   *
   * @param timeout how long; zero for ever
   */
  public final void readTimeout(Duration timeout) {
    readTimeoutNanos = Timeout.nanos(timeout);
  }

  /**
   * Sets how long a write may block; for ever unless this is called, or until the connection is given up.
   *
   * @param timeout how long; zero for ever
   */
  public final void writeTimeout(Duration timeout) {
    writeTimeoutNanos = Timeout.nanos(timeout);
  }

  /** {@return whether {@link #close} or {@link #abort} was called} */
  public final boolean isClosed() {
    return closed;
  }

  /**
   * Ends what is sent (RFC 9293 §3.6): the peer reads all that was written, and then the end of the stream. What it
   * sends can still be read. A write that is blocked fails. Does not wait.
   */
  public final void shutdownOutput() {
    outputShut = true;
    gate.hand(this);
  }

  /**
   * Ends what is read: what is not read yet and what still comes is thrown away; reads, blocked ones too, find the end
   * of the stream. The peer is not told. Does not wait.
   */
  public final void shutdownInput() {
    inputShut = true;
    gate.hand(this);
  }

  /**
   * Closes both directions: what was written is still sent, and then the end of the stream; nothing is read any more.
   * Reads and writes that are blocked fail. Does not wait: the stack goes on by itself, as long as its runner runs.
   */
  @Override
  public final void close() {
    closed = true;
    gate.hand(this);
  }

  /** Closes both directions at once: what has not been sent is lost, the peer gets a RST. Does not wait. */
  public final void abort() {
    aborted = true;
    closed = true;
    gate.hand(this);
  }

  final int read(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    gate.requireOtherThread();
    lock(readLock);
    try {
      requireOpen();
      if (length == 0) {
        return 0;
      }
      return transfer(reading, bytes, offset, length, readTimeoutNanos);
    } finally {
      readLock.unlock();
    }
  }

  final void write(byte[] bytes, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, bytes.length);
    gate.requireOtherThread();
    lock(writeLock);
    try {
      requireOpen();
      if (outputShut) {
        throw outputShut();
      }
      if (length > 0) {
        transfer(writing, bytes, offset, length, writeTimeoutNanos);
      }
    } finally {
      writeLock.unlock();
    }
  }

  private int transfer(Transfer transfer, byte[] bytes, int offset, int length, long timeoutNanos)
      throws IOException {
    transfer.ask(bytes, offset, length);
    gate.hand(this);
    try {
      transfer.await(timeoutNanos);
      return transfer.count();
    } catch (InterruptedIOException e) {
      e.bytesTransferred = transfer.count();
      throw e;
    } finally {
      transfer.clear();
    }
  }

  private static void lock(ReentrantLock lock) throws InterruptedIOException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  private void requireOpen() throws SocketException {
    if (closed) {
      throw closed();
    }
  }

  private static SocketException closed() {
    return new SocketException("the stream is closed");
  }

  private static SocketException outputShut() {
    return new SocketException("the output of the stream is shut down");
  }

  // The thread of the stack

  /** Does what was asked for, as far as the connection allows; also called when there is news of the connection. */
  @Override
  final void attend() {
    try {
      if (!attended) {
        attended = true;
        connect();
      }
      if (connection != null) {
        serve();
      }
    } catch (RuntimeException | Error e) {
      breakOff(() -> new IOException("the stack has failed", e));
      throw e;
    }
  }

  private void connect() {
    if (connection != null || closed) {
      return;
    }
    try {
      attach(open());
    } catch (IOException e) {
      opening.fail(() -> e);
    }
  }

  private void serve() {
    if (closed) {
      reading.fail(ConnectionStream::closed);
      writing.fail(ConnectionStream::closed);
    }
    applyClosing();
    if (opening != null) {
      serveOpening();
    }
    if (reading.begin()) {
      serveReading();
    }
    if (writing.begin()) {
      serveWriting();
    }
    if (connection.state() == TcpState.CLOSED) {
      gate.delist(this);
    }
  }

  private void applyClosing() {
    if (aborted) {
      connection.abort();
    } else if (closed || outputShut) {
      connection.close();
    }
    if (closed || inputShut) {
      connection.closeInput();
    }
  }

  private void serveOpening() {
    boolean done = connection.isEstablished() || !connection.isOpen();
    if (!done || !opening.begin()) {
      return;
    }
    if (connection.isOpen()) {
      opening.finish();
    } else {
      opening.breakOff(StreamFailure.of(connection, peer(), true));
    }
    opening = null;
  }

  private void serveReading() {
    if (inputShut || (connection.isPeerClosed() && connection.available() == 0)) {
      reading.endOfStream();
    } else if (!reading.receiveFrom(connection)) {
      reading.suspend();
    } else if (reading.count() > 0) {
      reading.finish();
    } else {
      reading.breakOff(StreamFailure.of(connection, peer(), false));
    }
  }

  private void serveWriting() {
    if (!connection.canSend()) {
      boolean ours = outputShut && connection.isOpen();
      writing.breakOff(ours ? ConnectionStream::outputShut : StreamFailure.of(connection, peer(), false));
    } else if (writing.sendTo(connection)) {
      writing.finish();
    } else {
      writing.suspend();
    }
  }

  private void breakOff(Supplier<? extends IOException> reason) {
    reading.breakOff(reason);
    writing.breakOff(reason);
    fail(reason);
  }

  @Override
  final void fail(Supplier<? extends IOException> reason) {
    Request request = opening;
    if (request != null) {
      request.fail(reason);
    }
    reading.fail(reason);
    writing.fail(reason);
  }

  /** {@return the way to the thread of the stack} */
  protected final StackGate gate() {
    return gate;
  }
}
