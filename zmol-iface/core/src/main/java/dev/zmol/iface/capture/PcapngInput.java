package dev.zmol.iface.capture;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A pcapng file: sections of either byte order, each with interfaces of its own. Blocks of other types are skipped. */
final class PcapngInput extends CaptureReader {
  private static final int OBSOLETE_PACKET = 2;
  private static final int SIMPLE_PACKET = 3;
  private static final int TIME_OFFSET = 14;

  private static final int MAJOR_VERSION = 1;
  private static final int MAX_INTERFACES = 4096;

  /** Type and length in front. */
  private static final int BLOCK_HEADER = 8;

  /** The least block: type, length, and the length again. */
  private static final int LEAST_BLOCK = 12;

  /** More than a frame and its options have. */
  private static final int MAX_BLOCK = MAX_FRAME + (1 << 20);

  private static final int OPTION_HEADER = 4;
  private static final int PACKET_FIELDS = 20;

  private final List<CaptureInterface> interfaces = new ArrayList<>();

  /** Begins behind the type of the first section header. */
  PcapngInput(CaptureInput input) throws IOException {
    super(input);
    beginSection(input.read(4, "the header of the section"));
  }

  @Override
  public Optional<CapturedFrame> next() throws IOException {
    Optional<CapturedFrame> frame = Optional.empty();
    while (frame.isEmpty()) {
      byte[] header = input.readOrEnd(BLOCK_HEADER, "the header of a block");
      if (header.length == 0) {
        return frame;
      }
      if (input.getInt(header, 0) == PcapngOutput.SECTION_HEADER) {
        beginSection(Arrays.copyOfRange(header, 4, BLOCK_HEADER));
      } else {
        frame = block(input.getInt(header, 0), input.getInt(header, 4));
      }
    }
    return frame;
  }

  /** Reads a section header from behind its length, which cannot be read before the byte order is known. */
  private void beginSection(byte[] lengthField) throws IOException {
    byte[] magic = input.read(Integer.BYTES, "the header of the section");
    input.bigEndian(false);
    boolean isLittle = input.getInt(magic, 0) == PcapngOutput.BYTE_ORDER_MAGIC;
    input.bigEndian(!isLittle);
    if (input.getInt(magic, 0) != PcapngOutput.BYTE_ORDER_MAGIC) {
      throw new CaptureFormatException("a section does not tell its byte order");
    }
    int length = checkLength(input.getInt(lengthField, 0), 28);
    byte[] version = input.read(4, "the header of the section");
    if (input.getShort(version, 0) != MAJOR_VERSION) {
      throw new CaptureFormatException(
          "the version of pcapng is " + input.getShort(version, 0) + ", not " + MAJOR_VERSION);
    }
    input.skip(length - BLOCK_HEADER - 8, "the header of the section");
    interfaces.clear();
  }

  private static int checkLength(int length, int least) throws CaptureFormatException {
    if (length < least || length % Integer.BYTES != 0) {
      throw new CaptureFormatException("a block has a length of " + Integer.toUnsignedString(length) + " bytes");
    }
    return length;
  }

  private Optional<CapturedFrame> block(int type, int blockLength) throws IOException {
    int length = checkLength(blockLength, LEAST_BLOCK) - BLOCK_HEADER;
    boolean isRead =
        switch (type) {
          case PcapngOutput.INTERFACE_DESCRIPTION, PcapngOutput.ENHANCED_PACKET, OBSOLETE_PACKET, SIMPLE_PACKET -> true;
          default -> false;
        };
    if (!isRead) {
      input.skip(length, "a block");
      return Optional.empty();
    }
    if (length > MAX_BLOCK) {
      throw new CaptureFormatException("a block has a length of " + blockLength + " bytes");
    }
    byte[] body = input.read(length, "a block");
    int end = length - Integer.BYTES;
    return switch (type) {
      case PcapngOutput.INTERFACE_DESCRIPTION -> describeInterface(body, end);
      case SIMPLE_PACKET -> simplePacket(body, end);
      case OBSOLETE_PACKET -> packet(body, end, input.getShort(body, 0));
      default -> packet(body, end, input.getInt(body, 0));
    };
  }

  private Optional<CapturedFrame> describeInterface(byte[] body, int end) throws CaptureFormatException {
    if (end < 8 || interfaces.size() == MAX_INTERFACES) {
      throw new CaptureFormatException(
          end < 8 ? "an interface is cut short" : "there are more than " + MAX_INTERFACES + " interfaces");
    }
    int resolution = CaptureInterface.MICROSECONDS;
    long offset = 0;
    for (int at = 8; hasOption(body, at, end); at = nextOption(body, at)) {
      int code = input.getShort(body, at);
      int length = input.getShort(body, at + 2);
      if (code == PcapngOutput.TIME_RESOLUTION && length == 1) {
        resolution = body[at + OPTION_HEADER] & 0xff;
      } else if (code == TIME_OFFSET && length == Long.BYTES) {
        offset = getLong(body, at + OPTION_HEADER);
      }
    }
    interfaces.add(new CaptureInterface(input.getShort(body, 0), input.getInt(body, 4), resolution, offset));
    return Optional.empty();
  }

  /** An option of eight bytes, in the byte order of the section. */
  private long getLong(byte[] bytes, int at) {
    long first = input.getInt(bytes, at) & 0xffff_ffffL;
    long second = input.getInt(bytes, at + 4) & 0xffff_ffffL;
    return input.isBigEndian() ? first << 32 | second : second << 32 | first;
  }

  private CaptureInterface captureInterface(int number) throws CaptureFormatException {
    if (number < 0 || number >= interfaces.size()) {
      throw new CaptureFormatException(
          "a frame is from interface " + Integer.toUnsignedString(number) + ", of which nothing is said");
    }
    return interfaces.get(number);
  }

  private Optional<CapturedFrame> simplePacket(byte[] body, int end) throws CaptureFormatException {
    CaptureInterface from = captureInterface(0);
    int original = end < 4 ? -1 : input.getInt(body, 0);
    int kept = Math.min(original, end - 4);
    if (from.snapLength() > 0) {
      kept = Math.min(kept, from.snapLength());
    }
    if (original < 0 || kept > MAX_FRAME) {
      throw new CaptureFormatException("a frame has no length that could be");
    }
    byte[] bytes = Arrays.copyOfRange(body, 4, 4 + kept);
    return Optional.of(CapturedFrame.plain(from.linkType(), 0, bytes, original));
  }

  private Optional<CapturedFrame> packet(byte[] body, int end, int number) throws CaptureFormatException {
    CaptureInterface from = captureInterface(number);
    int kept = end < PACKET_FIELDS ? -1 : input.getInt(body, 12);
    if (kept < 0 || kept > Math.min(MAX_FRAME, end - PACKET_FIELDS)) {
      throw new CaptureFormatException("a frame is longer than its block");
    }
    long units = (input.getInt(body, 4) & 0xffff_ffffL) << 32 | (input.getInt(body, 8) & 0xffff_ffffL);
    byte[] bytes = Arrays.copyOfRange(body, PACKET_FIELDS, PACKET_FIELDS + kept);
    int original = Math.max(kept, input.getInt(body, 16));
    int options = PACKET_FIELDS + ((kept + 3) & ~3);
    return Optional.of(withOptions(from, from.epochNanos(units), bytes, original, body, options, end));
  }

  private CapturedFrame withOptions(
      CaptureInterface from, long epochNanos, byte[] bytes, int original, byte[] body, int options, int end) {
    FrameDirection direction = FrameDirection.UNKNOWN;
    OptionalLong id = OptionalLong.empty();
    List<String> comments = new ArrayList<>();
    for (int at = options; hasOption(body, at, end); at = nextOption(body, at)) {
      int code = input.getShort(body, at);
      int length = input.getShort(body, at + 2);
      int value = at + OPTION_HEADER;
      if (code == PcapngOutput.COMMENT) {
        comments.add(new String(body, value, length, StandardCharsets.UTF_8));
      } else if (code == PcapngOutput.FLAGS && length == Integer.BYTES) {
        direction = FrameDirection.of(input.getInt(body, value));
      } else if (code == PcapngOutput.PACKET_ID && length == Long.BYTES) {
        id = OptionalLong.of(getLong(body, value));
      }
    }
    return new CapturedFrame(from.linkType(), epochNanos, bytes, original, direction, id, List.copyOf(comments));
  }

  /** Whether there is a whole option; what is left over is not worth a refusal. */
  private boolean hasOption(byte[] body, int at, int end) {
    return end - at >= OPTION_HEADER
        && input.getShort(body, at) != PcapngOutput.END_OF_OPTIONS
        && end - at - OPTION_HEADER >= input.getShort(body, at + 2);
  }

  private int nextOption(byte[] body, int at) {
    return at + OPTION_HEADER + ((input.getShort(body, at + 2) + 3) & ~3);
  }
}
