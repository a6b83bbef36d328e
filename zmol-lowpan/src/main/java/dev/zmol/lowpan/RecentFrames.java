package dev.zmol.lowpan;

import java.util.Arrays;

/** The last sequence number of each of a few stations, so that a frame which is sent again is known. */
final class RecentFrames {
  private static final int STATIONS = 32;

  private final long[] sources = new long[STATIONS];
  private final int[] states = new int[STATIONS];
  private int next;

  RecentFrames() {
    Arrays.fill(states, -1);
  }

  /** Takes note of a frame, and says whether the one before it from the same station had the same number. */
  boolean isRepeated(int length, long source, int sequence) {
    if (sequence < 0) {
      return false;
    }
    int state = length << 8 | sequence;
    for (int k = 0; k < STATIONS; k++) {
      if (states[k] >= 0 && sources[k] == source && states[k] >>> 8 == length) {
        boolean repeated = states[k] == state;
        states[k] = state;
        return repeated;
      }
    }
    sources[next] = source;
    states[next] = state;
    next = (next + 1) % STATIONS;
    return false;
  }
}
