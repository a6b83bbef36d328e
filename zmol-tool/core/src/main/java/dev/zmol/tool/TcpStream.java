package dev.zmol.tool;

import dev.zmol.socket.tcp.Connection;
import dev.zmol.tool.service.ByteStream;

/** A TCP connection as the services see it: its windows are the connection's own buffers. */
public final class TcpStream implements ByteStream {
  private final Connection connection;

  /**
   * Creates the stream of a connection.
   *
   * @param connection the connection
   */
  public TcpStream(Connection connection) {
    this.connection = connection;
  }

  @Override
  public byte[] input() {
    return connection.receiveArray();
  }

  @Override
  public int inputOffset() {
    return connection.receiveIndex();
  }

  @Override
  public int inputLength() {
    return connection.receiveSpan();
  }

  @Override
  public void consume(int count) {
    connection.advanceReceive(count);
  }

  @Override
  public boolean inputEnded() {
    return connection.isEndOfStream();
  }

  @Override
  public byte[] output() {
    return connection.sendArray();
  }

  @Override
  public int outputOffset() {
    return connection.sendIndex();
  }

  @Override
  public int outputLength() {
    return connection.sendSpan();
  }

  @Override
  public void produce(int count) {
    connection.advanceSend(count);
  }

  @Override
  public void finish() {
    connection.close();
  }

  @Override
  public void abort() {
    connection.abort();
  }
}
