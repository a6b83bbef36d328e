package dev.zmol.tool.service;

import java.nio.charset.StandardCharsets;

/**
 * Serves the requests of one connection, one after the other (RFC 9112).
 *
 * <p>Bodies are digested as they come and made as they go, so that a connection holds no more than one head.
 */
public final class HttpServer implements StreamHandler {
  private static final byte[] CONTINUE = "HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

  private enum State {
    HEAD,
    BODY,
    RESPONSE,
    CLOSING
  }

  private final HttpService service;
  private final HeadReader head = new HeadReader();
  private final StreamWriter writer = new StreamWriter();
  private State state = State.HEAD;
  private HttpRequest request;
  private BodyDecoder body;
  private BodyDigest digest;
  private boolean keepAlive;
  private long drained;

  /**
   * Creates the server of one connection.
   *
   * @param index the index page, HTML
   */
  public HttpServer(String index) {
    service = new HttpService(index);
  }

  @Override
  public void advance(ByteStream stream) {
    boolean more = true;
    while (more) {
      more =
          switch (state) {
            case HEAD -> readHead(stream);
            case BODY -> readBody(stream);
            case RESPONSE -> writeResponse(stream);
            case CLOSING -> drain(stream);
          };
    }
  }

  private boolean readHead(ByteStream stream) {
    try {
      if (head.read(stream)) {
        begin(HttpRequest.parse(head.lines()), stream);
        return true;
      }
    } catch (HttpFault fault) {
      refuse(fault);
      return true;
    }
    if (stream.inputEnded()) {
      return head.isEmpty() ? close(stream) : cutShort();
    }
    return false;
  }

  private void begin(HttpRequest parsed, ByteStream stream) throws HttpFault {
    request = parsed;
    keepAlive = parsed.keepAlive();
    body = parsed.fields().requestBody();
    digest = new BodyDigest();
    if (parsed.expectsContinue() && !body.isDone() && stream.inputLength() == 0) {
      writer.write(CONTINUE);
    }
    state = State.BODY;
  }

  private boolean readBody(ByteStream stream) {
    try {
      writer.flush(stream);
      body.decode(stream, digest);
    } catch (HttpFault fault) {
      refuse(fault);
      return true;
    }
    if (body.isDone()) {
      respond(service.answer(request, digest));
      return true;
    }
    return stream.inputEnded() && cutShort();
  }

  private boolean cutShort() {
    refuse(new HttpFault(400, "the request ended too early"));
    return true;
  }

  private void refuse(HttpFault fault) {
    keepAlive = false;
    respond(HttpResponse.fault(fault.status(), fault.getMessage()));
  }

  private void respond(HttpResponse response) {
    writer.write(response.head(keepAlive));
    if (request == null || !request.method().equals("HEAD")) {
      writer.write(response.body());
    }
    state = State.RESPONSE;
  }

  private boolean writeResponse(ByteStream stream) {
    if (!writer.flush(stream)) {
      return false;
    }
    head.clear();
    request = null;
    body = null;
    digest = null;
    state = State.HEAD;
    return keepAlive || close(stream);
  }

  private boolean close(ByteStream stream) {
    stream.finish();
    state = State.CLOSING;
    return true;
  }

  /** Reads over what a refused peer still sends, so that no reset destroys the answer on its way (RFC 9112 §9.6). */
  private boolean drain(ByteStream stream) {
    while (stream.inputLength() > 0) {
      drained += stream.inputLength();
      stream.consume(stream.inputLength());
      if (drained > 1 << 20) {
        stream.abort();
        return false;
      }
    }
    return false;
  }
}
