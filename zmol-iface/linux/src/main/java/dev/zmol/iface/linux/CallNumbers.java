package dev.zmol.iface.linux;

/**
 * The numbers of the system calls, which each architecture has of its own.
 *
 * @param openat opens a file
 * @param close closes a descriptor
 * @param ioctl commands a device
 * @param eventfd2 creates a descriptor that others write to
 * @param ppoll waits for descriptors
 * @param socket creates a socket
 * @param bind gives a socket its place
 * @param setsockopt sets an option of a socket
 * @param getsockopt reads an option of a socket
 * @param recvmsg receives from a socket, with what the kernel says about it
 */
record CallNumbers(
    long openat,
    long close,
    long ioctl,
    long eventfd2,
    long ppoll,
    long socket,
    long bind,
    long setsockopt,
    long getsockopt,
    long recvmsg) {
  /** {@return the numbers of the machine that the program runs on, or null if they are not known} */
  static CallNumbers ofThisMachine() {
    return switch (System.getProperty("os.arch")) {
      case "amd64", "x86_64" -> new CallNumbers(257, 3, 16, 290, 271, 41, 49, 54, 55, 47);
      case "aarch64" -> new CallNumbers(56, 57, 29, 19, 73, 198, 200, 208, 209, 212);
      default -> null;
    };
  }
}
