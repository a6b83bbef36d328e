package dev.zmol.iface.linux;

import dev.zmol.iface.ChecksumCapabilities;
import dev.zmol.iface.ChecksumMode;
import dev.zmol.iface.DeviceCapabilities;
import dev.zmol.iface.Medium;
import java.lang.foreign.Arena;

/**
 * An interface of the kernel that a descriptor is attached to.
 *
 * @param name its name, as the kernel knows it
 * @param descriptor what frames are read from and written to
 * @param medium what it carries
 * @param mtu its MTU in bytes
 * @param headerLength how many bytes of virtio header precede each frame; 0 if there is none
 * @param granted what the kernel does for us
 * @param isSocket whether the descriptor is one of a socket: an interface that went down may come back for it, and a
 *     full queue behind it has lost the frame
 */
record Attachment(
    String name,
    int descriptor,
    Medium medium,
    int mtu,
    int headerLength,
    GrantedOffload granted,
    boolean isSocket) {
  /** Attaches to an interface. */
  interface Opener {
    Attachment open(SystemCalls calls, Arena arena);
  }

  /** {@return what a device on it can do} */
  DeviceCapabilities capabilities() {
    if (!granted.includes(GrantedOffload.CHECKSUM)) {
      return DeviceCapabilities.plain(medium, mtu);
    }
    // The header of IPv4 and ICMP stay ours; what comes without the kernel's word is verified.
    ChecksumCapabilities checksums =
        new ChecksumCapabilities(
            ChecksumMode.BOTH, ChecksumMode.VERIFY, ChecksumMode.VERIFY, ChecksumMode.BOTH, ChecksumMode.BOTH);
    int segmentation = granted.includes(GrantedOffload.TCP_SEGMENTATION) ? DeviceCapabilities.MAX_MTU : 0;
    int datagrams = granted.includes(GrantedOffload.UDP_SEGMENTATION) ? DeviceCapabilities.MAX_MTU : 0;
    return new DeviceCapabilities(medium, mtu, 0, checksums, segmentation, datagrams);
  }
}
