package dev.zmol.socket.blocking;

import java.io.IOException;
import java.io.OutputStream;

/** What is sent by a {@link ConnectionStream}. */
final class StreamOutput extends OutputStream {
  private final ConnectionStream stream;

  StreamOutput(ConnectionStream stream) {
    this.stream = stream;
  }

  @Override
  public void write(int value) throws IOException {
    stream.write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
  }

  @Override
  public void close() {
    stream.close();
  }
}
