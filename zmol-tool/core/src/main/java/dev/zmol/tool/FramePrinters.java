package dev.zmol.tool;

import dev.zmol.wire.FramePrinter;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** What shows the frames of media that the tool itself does not know: those whose modules are there. */
public final class FramePrinters {
  private static final List<FramePrinter> FOUND =
      ServiceLoader.load(FramePrinter.class).stream().map(ServiceLoader.Provider::get).toList();

  private FramePrinters() {}

  /**
   * Finds what shows the frames of a link type.
   *
   * @param linkType the number that capture files have for it
   * @return the printer; nothing if its module is not there
   */
  public static Optional<FramePrinter> of(int linkType) {
    return FOUND.stream().filter(printer -> printer.isFor(linkType)).findFirst();
  }
}
