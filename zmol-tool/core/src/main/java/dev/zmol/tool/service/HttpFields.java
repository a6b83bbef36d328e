package dev.zmol.tool.service;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The field lines of a message's head (RFC 9110 §5). */
final class HttpFields {
  /** How many field lines a head may have. */
  static final int LIMIT = 100;

  private static final int DELETE = 0x7f;
  private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

  private record Field(String name, String value) {}

  private final List<Field> fields = new ArrayList<>();

  /**
   * Parses field lines.
   *
   * @param lines the lines after the start line
   */
  static HttpFields parse(List<String> lines) throws HttpFault {
    if (lines.size() > LIMIT) {
      throw new HttpFault(431, "the head has more than " + LIMIT + " fields");
    }
    HttpFields fields = new HttpFields();
    for (String line : lines) {
      fields.add(line);
    }
    return fields;
  }

  private void add(String line) throws HttpFault {
    int colon = line.indexOf(':');
    String name = colon < 0 ? "" : line.substring(0, colon);
    if (!isToken(name)) {
      throw new HttpFault(400, "a field line has no name that is a token");
    }
    String value = line.substring(colon + 1);
    // Looked for before the ends are stripped, which would take some of them for white space.
    if (value.chars().anyMatch(c -> (c < ' ' && c != '\t') || c == DELETE)) {
      throw new HttpFault(400, "a field value holds a control character");
    }
    fields.add(new Field(name.toLowerCase(Locale.ROOT), value.strip()));
  }

  /** {@return whether the text is a token (RFC 9110 §5.6.2)} */
  static boolean isToken(String text) {
    return !text.isEmpty()
        && text.chars().allMatch(c -> c < 0x80 && (Character.isLetterOrDigit(c) || TOKEN_MARKS.indexOf(c) >= 0));
  }

  /** {@return the values of a field, joined by commas; empty if there is none} */
  String value(String name) {
    return fields.stream().filter(field -> field.name.equals(name)).map(Field::value).collect(Collectors.joining(","));
  }

  /** {@return how many fields of this name there are} */
  long count(String name) {
    return fields.stream().filter(field -> field.name.equals(name)).count();
  }

  /** {@return whether there is a field of this name} */
  boolean isPresent(String name) {
    return fields.stream().anyMatch(field -> field.name.equals(name));
  }

  /** {@return whether a field's list of values has an element, letter case ignored} */
  boolean lists(String name, String element) {
    for (String part : value(name).split(",", -1)) {
      if (part.strip().equalsIgnoreCase(element)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Says how the body is delimited (RFC 9112 §6.3).
   *
   * @return the decoder; empty bodies have {@link FixedBody} of 0
   */
  BodyDecoder requestBody() throws HttpFault {
    String coding = value("transfer-encoding");
    if (isPresent("transfer-encoding")) {
      if (isPresent("content-length")) {
        throw new HttpFault(400, "the request has both Transfer-Encoding and Content-Length");
      }
      if (!coding.equalsIgnoreCase("chunked")) {
        throw new HttpFault(501, "only the transfer coding \"chunked\" is known");
      }
      return new ChunkedBody();
    }
    return new FixedBody(isPresent("content-length") ? contentLength() : 0);
  }

  /** {@return the Content-Length, which is there} */
  long contentLength() throws HttpFault {
    String text = value("content-length");
    int first = text.indexOf(',');
    if (first > 0 && List.of(text.split(",", -1)).stream().allMatch(text.substring(0, first)::equals)) {
      text = text.substring(0, first);
    }
    if (text.isEmpty() || text.length() > 18 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
      throw new HttpFault(400, "Content-Length is not a number of bytes");
    }
    return Long.parseLong(text);
  }
}
