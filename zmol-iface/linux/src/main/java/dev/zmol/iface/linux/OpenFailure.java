package dev.zmol.iface.linux;

/** Tells a person what to do when a device could not be opened. */
final class OpenFailure {
  private OpenFailure() {}

  /** The node {@code /dev/net/tun} could not be opened. */
  static DeviceException ofNode(String node, int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES -> exception(
          "no permission to open " + node, errno, "run as root, or let this user read and write " + node);
      case Errno.ENOENT -> exception(
          "there is no " + node, errno, "load the module with 'modprobe tun'; in a container, pass the node through");
      case Errno.ENODEV, Errno.ENXIO -> exception(
          "the kernel does not know TAP and TUN", errno, "load the module with 'modprobe tun'");
      case Errno.EMFILE, Errno.ENFILE -> exception(
          "too many open files", errno, "close some, or raise the limit with 'ulimit -n'");
      default -> exception("cannot open " + node, errno, "see 'man 2 open'");
    };
  }

  /** The device could not be created or attached to. */
  static DeviceException ofAttach(DeviceKind kind, String name, int errno) {
    String device = kind.label() + " device '" + name + "'";
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES -> exception(
          "no permission to create the " + device,
          errno,
          "run as root, or inside of 'unshare --user --map-root-user --net', or let root prepare it with 'ip tuntap add "
              + "dev " + name + " mode " + kind.mode() + " user USER'");
      case Errno.EBUSY -> exception(
          "the " + device + " is in use", errno, "end the program that has it, or choose another name");
      case Errno.EINVAL -> exception(
          "there is an interface '" + name + "' already that is no " + kind.label() + " device, or is one with other "
              + "settings",
          errno,
          "choose another name, or look at it with 'ip -details link show " + name + "'");
      default -> exception("cannot create the " + device, errno, "see the kernel's log ('dmesg')");
    };
  }

  /** A raw packet socket could not be opened. */
  static DeviceException ofPacketSocket(int errno) {
    return switch (errno) {
      case Errno.EPERM, Errno.EACCES -> exception(
          "no permission to open a raw packet socket",
          errno,
          "run as root, or inside of 'unshare --user --map-root-user --net', or with the capability CAP_NET_RAW");
      case Errno.EAFNOSUPPORT -> exception(
          "the kernel does not know packet sockets", errno, "load the module with 'modprobe af_packet'");
      default -> ofCall("socket", errno);
    };
  }

  /** An interface could not be asked about. */
  static DeviceException ofInterface(String what, String name, int errno) {
    return errno == Errno.ENODEV
        ? exception("there is no interface '" + name + "'", errno, "look for its name with 'ip link'")
        : ofCall(what + " '" + name + "'", errno);
  }

  /** Makes sure that a call succeeded that never fails. */
  static long check(String call, long result) {
    if (result < 0) {
      throw ofCall(call, (int) -result);
    }
    return result;
  }

  /** Another call failed that never should. */
  static DeviceException ofCall(String call, int errno) {
    return new DeviceException(call + " failed (" + Errno.name(errno) + ")");
  }

  private static DeviceException exception(String problem, int errno, String remedy) {
    return new DeviceException(problem + " (" + Errno.name(errno) + "): " + remedy);
  }
}
