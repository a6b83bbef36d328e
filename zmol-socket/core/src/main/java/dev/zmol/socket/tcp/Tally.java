package dev.zmol.socket.tcp;

/** Counts of what happens rarely; a connection has them from the first time on that there is something to count. */
final class Tally {
  long bytesRetransmitted;
  int timeouts;
  int duplicateAcknowledgments;
  int outOfOrderSegments;
  int duplicateSegments;
  int zeroWindows;
  int windowProbes;
  int keepAliveProbes;
  int challenges;

  Tally copy() {
    Tally copy = new Tally();
    copy.bytesRetransmitted = bytesRetransmitted;
    copy.timeouts = timeouts;
    copy.duplicateAcknowledgments = duplicateAcknowledgments;
    copy.outOfOrderSegments = outOfOrderSegments;
    copy.duplicateSegments = duplicateSegments;
    copy.zeroWindows = zeroWindows;
    copy.windowProbes = windowProbes;
    copy.keepAliveProbes = keepAliveProbes;
    copy.challenges = challenges;
    return copy;
  }
}
