package dev.zmol.iface.capture;

/** The formats of capture files. */
public enum CaptureFormat {
  /** Classic pcap, times in microseconds: what every program reads. */
  PCAP_MICROSECONDS,
  /** Classic pcap, times in nanoseconds. */
  PCAP,
  /** pcapng, times in nanoseconds: frames have a direction, an id and comments. */
  PCAPNG
}
