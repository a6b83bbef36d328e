package dev.zmol.tool.dual;

import dev.zmol.annotations.Specialize;
import dev.zmol.ipsec.SecurityAssociationBuilder;
import dev.zmol.ipsec.dual.XfrmConfiguration;
import dev.zmol.ipsec.xfrm.XfrmException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** A file with what {@code ip xfrm} prints: associations with their keys, and policies. */
@Specialize
final class IpsecFile {
  private IpsecFile() {}

  /**
   * Reads a file; what was read is wiped.
   *
   * @throws IllegalArgumentException if that fails; the message says why, and in which line
   */
  static XfrmConfiguration read(Path file, UnaryOperator<SecurityAssociationBuilder> more) {
    byte[] text = bytes(file);
    try {
      return XfrmConfiguration.parse(text, more);
    } catch (XfrmException e) {
      throw new IllegalArgumentException(file + ", " + e.getMessage(), e);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new IllegalArgumentException("there is no file " + file, e);
    } catch (IOException e) {
      throw new IllegalArgumentException("can't read " + file + ": " + e.getMessage(), e);
    }
  }
}
