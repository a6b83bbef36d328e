package dev.zmol.scenarios.table;

import java.util.Locale;

/** What the image of a scenario costs; lengths in bytes unless the name says otherwise. */
record Row(
    Scenario scenario,
    long ourClasses,
    long reachableClasses,
    long ourLoaded,
    long loaded,
    long imageAsIs,
    long image,
    long cache,
    double plainMillis,
    double archiveMillis,
    double cacheMillis,
    double compactMillis,
    int heapKib,
    long liveBytes,
    long compactLiveBytes,
    long residentKib) {
  String sizes() {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %d | %.1f | %.1f | %.1f |",
        scenario.letter(),
        scenario.title(),
        kib(ourClasses),
        kib(reachableClasses),
        ourLoaded,
        loaded,
        mib(imageAsIs),
        mib(image),
        mib(cache));
  }

  String times() {
    return String.format(
        Locale.ROOT,
        "| %s | %.0f | %.0f | %.0f | %.0f | %.1f | %d | %d | %.0f |",
        scenario.letter(),
        plainMillis,
        archiveMillis,
        cacheMillis,
        compactMillis,
        heapKib / 1024.0,
        kib(liveBytes),
        kib(compactLiveBytes),
        residentKib / 1024.0);
  }

  private static long kib(long bytes) {
    return Math.round(bytes / 1024.0);
  }

  private static double mib(long bytes) {
    return bytes / (1024.0 * 1024);
  }
}
