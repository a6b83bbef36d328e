package dev.zmol.iface.linux;

import dev.zmol.wire.MacAddress;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;

/**
 * The program that decides in the kernel which frames of an interface are ours (classic BPF, see {@code
 * Documentation/networking/filter.rst} of Linux).
 *
 * <p>Without it each frame of the interface would be copied to us, those of its other users included. Frames of a VLAN
 * are left out too: the kernel has taken their tag off, so that they would look like frames of the network itself.
 */
final class PacketFilter {
  private static final int LOAD_WORD = 0x20;
  private static final int LOAD_HALF = 0x28;
  private static final int LOAD_BYTE = 0x30;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_SET = 0x45;
  private static final int RETURN = 0x06;

  /** Where the program finds whether there was a VLAN tag: SKF_AD_OFF + SKF_AD_VLAN_TAG_PRESENT. */
  private static final int VLAN_TAG_PRESENT = 0xffff_f000 + 48;

  private static final int WHOLE_FRAME = 0x4_0000;
  private static final int INSTRUCTION_SIZE = 8;
  private static final int PROGRAM_SIZE = 16;

  private PacketFilter() {}

  /**
   * Writes the program.
   *
   * @param arena keeps it
   * @param address the station address whose frames are wanted, beside those to groups; null for all frames
   * @return a {@code struct sock_fprog}
   */
  static MemorySegment program(Arena arena, MacAddress address) {
    long[] code = address == null ? everything() : addressedTo(address.bits());
    MemorySegment instructions = arena.allocate((long) code.length * INSTRUCTION_SIZE, 8);
    for (int k = 0; k < code.length; k++) {
      long each = code[k];
      long at = (long) k * INSTRUCTION_SIZE;
      instructions.set(ValueLayout.JAVA_SHORT, at, (short) (each >>> 48));
      instructions.set(ValueLayout.JAVA_BYTE, at + 2, (byte) (each >>> 40));
      instructions.set(ValueLayout.JAVA_BYTE, at + 3, (byte) (each >>> 32));
      instructions.set(ValueLayout.JAVA_INT, at + 4, (int) each);
    }
    MemorySegment program = arena.allocate(PROGRAM_SIZE, 8);
    program.set(ValueLayout.JAVA_SHORT, 0, (short) code.length);
    program.set(ValueLayout.ADDRESS, 8, instructions);
    return program;
  }

  private static long[] everything() {
    return new long[] {
      instruction(LOAD_BYTE, 0, 0, VLAN_TAG_PRESENT),
      instruction(IF_EQUAL, 0, 1, 0),
      instruction(RETURN, 0, 0, WHOLE_FRAME),
      instruction(RETURN, 0, 0, 0)
    };
  }

  /** The jumps count the instructions that are skipped: if the test holds, and if not. */
  private static long[] addressedTo(long mac) {
    return new long[] {
      instruction(LOAD_BYTE, 0, 0, VLAN_TAG_PRESENT),
      instruction(IF_EQUAL, 0, 7, 0),
      instruction(LOAD_WORD, 0, 0, 0),
      instruction(IF_EQUAL, 0, 2, (int) (mac >>> 16)),
      instruction(LOAD_HALF, 0, 0, 4),
      instruction(IF_EQUAL, 2, 0, (int) mac & 0xffff),
      instruction(LOAD_BYTE, 0, 0, 0),
      instruction(IF_SET, 0, 1, 1),
      instruction(RETURN, 0, 0, WHOLE_FRAME),
      instruction(RETURN, 0, 0, 0)
    };
  }

  private static long instruction(int code, int ifTrue, int ifFalse, int operand) {
    return (long) code << 48 | (long) ifTrue << 40 | (long) ifFalse << 32 | (operand & 0xffff_ffffL);
  }
}
