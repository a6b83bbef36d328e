package dev.zmol.tool.service;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** One request and its response, as the client of a connection sees them. */
public final class HttpExchange implements StreamHandler {
  private enum State {
    HEAD,
    BODY,
    DONE
  }

  private final StreamWriter writer = new StreamWriter();
  private final HeadReader head = new HeadReader();
  private final BodySink sink;
  private State state = State.HEAD;
  private boolean untilClose;
  private BodyDecoder body;
  private int status;
  private String failure;

  private HttpExchange(String method, String host, String path, BodySource request, BodySink sink) {
    String length = request.remaining() > 0 ? "Content-Length: " + request.remaining() + "\r\n" : "";
    String text =
        method + " " + path + " HTTP/1.1\r\n"
            + "Host: " + host + "\r\n"
            + "User-Agent: zmol\r\n"
            + length
            + "Connection: close\r\n\r\n";
    writer.write(text.getBytes(StandardCharsets.ISO_8859_1));
    writer.write(request);
    this.sink = sink;
  }

  /**
   * Creates a GET request.
   *
   * @param host the Host field
   * @param path the path, beginning with a slash
   * @param sink where the response's body goes
   * @return the exchange
   */
  public static HttpExchange get(String host, String path, BodySink sink) {
    return new HttpExchange("GET", host, path, BodySource.of(new byte[0]), sink);
  }

  /**
   * Creates a PUT request.
   *
   * @param host the Host field
   * @param path the path, beginning with a slash
   * @param body what is sent
   * @param sink where the response's body goes
   * @return the exchange
   */
  public static HttpExchange put(String host, String path, BodySource body, BodySink sink) {
    return new HttpExchange("PUT", host, path, body, sink);
  }

  /** {@return whether the response has come, or will not} */
  public boolean isDone() {
    return state == State.DONE;
  }

  /** {@return the status code; 0 if none has come} */
  public int status() {
    return status;
  }

  /** {@return why there is no whole response; empty as long as nothing went wrong} */
  public Optional<String> failure() {
    return Optional.ofNullable(failure);
  }

  /**
   * Gives up.
   *
   * @param reason why, for a person
   */
  public void fail(String reason) {
    if (state != State.DONE) {
      state = State.DONE;
      failure = reason;
    }
  }

  @Override
  public void advance(ByteStream stream) {
    if (state == State.DONE) {
      return;
    }
    writer.flush(stream);
    try {
      read(stream);
    } catch (HttpFault fault) {
      fail("the response is malformed: " + fault.getMessage());
      stream.abort();
      return;
    }
    if (state != State.DONE && stream.inputEnded()) {
      end();
    }
    if (state == State.DONE) {
      stream.finish();
    }
  }

  private void read(ByteStream stream) throws HttpFault {
    while (state == State.HEAD && head.read(stream)) {
      begin(head.lines());
      head.clear();
    }
    if (state == State.BODY) {
      body.decode(stream, sink);
      state = body.isDone() ? State.DONE : State.BODY;
    }
  }

  private void end() {
    if (untilClose) {
      state = State.DONE;
    } else {
      fail(state == State.HEAD ? "the connection was closed without a response" : "the response was cut short");
    }
  }

  private void begin(List<String> lines) throws HttpFault {
    status = status(lines.getFirst());
    HttpFields fields = HttpFields.parse(lines.subList(1, lines.size()));
    if (status >= 200) {
      body = responseBody(fields);
      state = State.BODY;
    }
  }

  private static int status(String line) throws HttpFault {
    if (!line.matches("HTTP/1\\.[0-9] [1-5][0-9][0-9]( .*)?")) {
      throw new HttpFault(502, "it does not begin with a status line");
    }
    return Integer.parseInt(line, 9, 12, 10);
  }

  private BodyDecoder responseBody(HttpFields fields) throws HttpFault {
    if (status == 204 || status == 304) {
      return new FixedBody(0);
    }
    if (fields.lists("transfer-encoding", "chunked")) {
      return new ChunkedBody();
    }
    untilClose = !fields.isPresent("content-length");
    return new FixedBody(untilClose ? Long.MAX_VALUE : fields.contentLength());
  }
}
