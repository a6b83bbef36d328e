package dev.zmol.socket.blocking;

import java.io.IOException;
import java.io.InputStream;

/** What is received by a {@link ConnectionStream}. */
final class StreamInput extends InputStream {
  private final ConnectionStream stream;

  StreamInput(ConnectionStream stream) {
    this.stream = stream;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return stream.read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    return stream.read(bytes, offset, length);
  }

  @Override
  public void close() {
    stream.close();
  }
}
