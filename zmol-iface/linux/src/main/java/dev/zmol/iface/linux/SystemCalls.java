package dev.zmol.iface.linux;

import java.lang.foreign.AddressLayout;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * The system calls that devices need.
 *
 * <p>Linking a function costs tens of milliseconds for each new shape, so there are two shapes: {@code syscall} with six
 * arguments for all that is rare, and {@code read} and {@code write}. Methods return what the kernel returns, or the
 * negative error number. An instance belongs to one thread at a time.
 */
final class SystemCalls {
  private static final AddressLayout POINTER = ValueLayout.ADDRESS;
  private static final StructLayout CAPTURED = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO =
      CAPTURED.varHandle(MemoryLayout.PathElement.groupElement("errno")).withInvokeExactBehavior();

  private static final MethodHandle SYSCALL;
  private static final MethodHandle READ;
  private static final MethodHandle WRITE;

  /** Why nothing could be linked; null if all is well. */
  private static final String FAILURE;

  private static final CallNumbers NUMBERS = CallNumbers.ofThisMachine();

  static {
    MethodHandle syscall = null;
    MethodHandle read = null;
    MethodHandle write = null;
    String failure = null;
    try {
      FunctionDescriptor transfer = FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, POINTER,
          ValueLayout.JAVA_LONG);
      syscall = link("syscall", sevenLongs());
      read = link("read", transfer);
      write = link("write", transfer);
    } catch (IllegalCallerException e) {
      failure = nativeAccessDenied();
    } catch (RuntimeException | LinkageError e) {
      failure = "cannot call the C library of this system: " + e;
    }
    SYSCALL = syscall;
    READ = read;
    WRITE = write;
    FAILURE = failure;
  }

  /**
   * A {@code read} into an array, without a copy in between; linked when it is used first.
   *
   * <p>The thread does not reach a safepoint meanwhile, so it is for descriptors that never block, and for calls that
   * do nothing but copy.
   */
  private static final class Pinned {
    static final MethodHandle READ =
        link(
            "read",
            FunctionDescriptor.of(ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, POINTER, ValueLayout.JAVA_LONG),
            Linker.Option.critical(true));

    private Pinned() {}
  }

  private final MemorySegment captured;

  /**
   * Creates an instance.
   *
   * @param arena keeps the place where error numbers are put
   */
  SystemCalls(Arena arena) {
    captured = arena.allocate(CAPTURED);
  }

  @SuppressWarnings("restricted") // the user grants it: see nativeAccessDenied
  private static MethodHandle link(String name, FunctionDescriptor descriptor, Linker.Option... options) {
    Linker linker = Linker.nativeLinker();
    MemorySegment function =
        linker.defaultLookup().find(name).orElseThrow(() -> new UnsupportedOperationException("no function " + name));
    Linker.Option[] all = Arrays.copyOf(options, options.length + 1);
    all[options.length] = Linker.Option.captureCallState("errno");
    return linker.downcallHandle(function, descriptor, all);
  }

  private static FunctionDescriptor sevenLongs() {
    ValueLayout.OfLong number = ValueLayout.JAVA_LONG;
    return FunctionDescriptor.of(number, number, number, number, number, number, number, number);
  }

  private static String nativeAccessDenied() {
    Module module = SystemCalls.class.getModule();
    String name = module.isNamed() ? module.getName() : "ALL-UNNAMED";
    return "native access is denied: start java with --enable-native-access=" + name;
  }

  /**
   * Makes sure that system calls can be made.
   *
   * @throws DeviceException if not, saying why
   */
  static void checkAvailable() {
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new DeviceException("devices of the kernel need Linux; this is " + System.getProperty("os.name"));
    }
    if (NUMBERS == null) {
      throw new DeviceException("devices of the kernel need an x86-64 or AArch64 machine; this is "
          + System.getProperty("os.arch"));
    }
    if (FAILURE != null) {
      throw new DeviceException(FAILURE);
    }
  }

  /** Opens a file; {@code path} ends with a zero byte. */
  long open(MemorySegment path, int flags) {
    int currentDirectory = -100;
    return call(NUMBERS.openat(), currentDirectory, path.address(), flags, 0, 0);
  }

  long ioctl(int descriptor, long request, MemorySegment argument) {
    return call(NUMBERS.ioctl(), descriptor, request, argument.address(), 0, 0);
  }

  long ioctl(int descriptor, long request, long argument) {
    return call(NUMBERS.ioctl(), descriptor, request, argument, 0, 0);
  }

  long close(int descriptor) {
    return call(NUMBERS.close(), descriptor, 0, 0, 0, 0);
  }

  long eventfd(int flags) {
    return call(NUMBERS.eventfd2(), 0, flags, 0, 0, 0);
  }

  long socket(int domain, int type, int protocol) {
    return call(NUMBERS.socket(), domain, type, protocol, 0, 0);
  }

  long bind(int socket, MemorySegment address) {
    return call(NUMBERS.bind(), socket, address.address(), address.byteSize(), 0, 0);
  }

  long setsockopt(int socket, int level, int option, MemorySegment value) {
    return call(NUMBERS.setsockopt(), socket, level, option, value.address(), value.byteSize());
  }

  /** Reads an option; {@code length} holds how much room there is for it, and then how long it is. */
  long getsockopt(int socket, int level, int option, MemorySegment value, MemorySegment length) {
    return call(NUMBERS.getsockopt(), socket, level, option, value.address(), length.address());
  }

  /** Receives from a socket; {@code message} is a msghdr. */
  long recvmsg(int socket, MemorySegment message, int flags) {
    return call(NUMBERS.recvmsg(), socket, message.address(), flags, 0, 0);
  }

  /** Waits for one of {@code count} descriptors; {@code timeout} is a timespec, or {@link MemorySegment#NULL}. */
  long ppoll(MemorySegment descriptors, int count, MemorySegment timeout) {
    return call(NUMBERS.ppoll(), descriptors.address(), count, timeout.address(), 0, 0);
  }

  private long call(long number, long a, long b, long c, long d, long e) {
    try {
      long result = (long) SYSCALL.invokeExact(captured, number, a, b, c, d, e, 0L);
      return result == -1 ? -errno() : result;
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  long read(int descriptor, MemorySegment buffer, long length) {
    try {
      long result = (long) READ.invokeExact(captured, descriptor, buffer, length);
      return result < 0 ? -errno() : result;
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  /** Reads from a descriptor that never blocks, into a part of an array too. */
  long readPinned(int descriptor, MemorySegment buffer, long length) {
    try {
      long result = (long) Pinned.READ.invokeExact(captured, descriptor, buffer, length);
      return result < 0 ? -errno() : result;
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  long write(int descriptor, MemorySegment buffer, long length) {
    try {
      long result = (long) WRITE.invokeExact(captured, descriptor, buffer, length);
      return result < 0 ? -errno() : result;
    } catch (Throwable thrown) {
      throw unexpected(thrown);
    }
  }

  private long errno() {
    return (int) ERRNO.get(captured, 0L);
  }

  private static Error unexpected(Throwable thrown) {
    return thrown instanceof Error error ? error : new AssertionError("a system call threw", thrown);
  }
}
