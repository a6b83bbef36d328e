package dev.zmol.socket.dns;

/** What has become of a lookup. */
public enum DnsOutcome {
  /** There are records of the type that was asked for. */
  ANSWERED("there is an answer"),
  /** The name does not exist (RFC 2308 §2.1). */
  NAME_ERROR("there is no such name"),
  /** The name exists, and has no record of the type (RFC 2308 §2.2). */
  NO_DATA("the name has no record of that type"),
  /** No server could, or wanted to, answer. */
  SERVER_FAILURE("the servers have failed, or have refused to answer"),
  /** No server has answered in time; for a name under {@code local.}, nobody has. */
  TIMED_OUT("nobody has answered"),
  /** There is no server to ask, or none that can be reached. */
  NO_SERVER("there is no server to ask"),
  /** The name is an alias of an alias, and so on, in a circle or for too long. */
  ALIAS_LOOP("the name is an alias of too many others"),
  /** The lookup was cancelled. */
  CANCELLED("the lookup was cancelled");

  private final String description;

  DnsOutcome(String description) {
    this.description = description;
  }

  /** {@return the outcome in words, to go behind a name and a colon} */
  public String description() {
    return description;
  }

  /** {@return whether an authority has said that there is nothing: other names may be tried} */
  public boolean isNegative() {
    return this == NAME_ERROR || this == NO_DATA;
  }
}
