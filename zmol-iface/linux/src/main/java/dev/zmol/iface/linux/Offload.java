package dev.zmol.iface.linux;

/** What the kernel is asked to do about the packets that it exchanges with a device. */
public enum Offload {
  /** Nothing: packets are what would go over a wire. */
  NONE,
  /**
   * Transport checksums and TCP segmentation, by the header of virtio-net: TCP passes in super-segments of up to 64 KiB,
   * which costs a fraction of what the same bytes cost in packets of the MTU.
   */
  CHECKSUM_AND_SEGMENTATION
}
