package org.example.conversations;

import dev.zmol.iface.capture.CaptureReader;
import dev.zmol.iface.capture.CapturedFrame;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Prints who has spoken with whom in a capture file (pcap or pcapng), and how much. */
final class Main {
  private Main() {}

  /**
   * Prints a line for each conversation, the one with the most bytes first.
   *
   * @param arguments the capture file
   * @throws IOException if it can't be read
   */
  public static void main(String[] arguments) throws IOException {
    if (arguments.length != 1) {
      System.err.println("usage: conversations FILE");
      System.exit(2);
    }
    Conversations conversations = new Conversations();
    try (CaptureReader reader = CaptureReader.open(Path.of(arguments[0]))) {
      for (Optional<CapturedFrame> next = reader.next(); next.isPresent(); next = reader.next()) {
        conversations.add(next.get());
      }
    }
    conversations.byBytes().forEach(System.out::println);
  }
}
