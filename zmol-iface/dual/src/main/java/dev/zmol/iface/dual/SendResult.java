package dev.zmol.iface.dual;

import dev.zmol.annotations.Specialize;

/** What became of a packet that was handed down to be sent. */
@Specialize
public enum SendResult {
  /** The device took it. */
  SENT,
  /** It waits for the link-layer address of its next hop; the stack keeps a copy. */
  QUEUED,
  /** It waits as {@link #QUEUED} does, but the last search for the next hop was given up: it may not be there. */
  UNANSWERED,
  /** The device is busy, nothing was kept: try again at the next poll. */
  BUSY,
  /** It was dropped and counted: no route, no source address, too big, or the queue of waiting packets was full. */
  DROPPED
}
