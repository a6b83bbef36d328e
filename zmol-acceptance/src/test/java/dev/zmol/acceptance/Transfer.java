package dev.zmol.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zmol.tool.service.PatternSource;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HexFormat;

/** Carries a pattern to an image and from it with {@code curl}, and compares hashes. */
final class Transfer {
  private final Path directory;
  private final int size;
  private final String expected;

  /** Prepares transfers of so many bytes; files go into the directory. */
  Transfer(Path directory, int size) throws Exception {
    this.directory = directory;
    this.size = size;
    this.expected = PatternSource.sha256(size);
    PatternSource pattern = new PatternSource(size);
    byte[] block = new byte[1 << 20];
    try (OutputStream out = Files.newOutputStream(directory.resolve("upload"))) {
      while (pattern.remaining() > 0) {
        out.write(block, 0, pattern.fill(block, 0, block.length));
      }
    }
  }

  /** Sends the pattern into an image, and returns how many nanoseconds it took. */
  long upload(Served served, String address) throws Exception {
    String file = directory.resolve("upload").toString();
    long start = System.nanoTime();
    String answer = served.curl("--upload-file", file, Flavor.url(address, "/x")).check().output();
    long nanos = System.nanoTime() - start;
    assertThat(answer).isEqualTo("{\"length\":" + size + ",\"sha256\":\"" + expected + "\"}\n");
    return nanos;
  }

  /** Fetches the pattern out of an image, and returns how many nanoseconds it took. */
  long download(Served served, String address) throws Exception {
    Path file = directory.resolve("download");
    long start = System.nanoTime();
    served.curl("--output", file.toString(), Flavor.url(address, "/bytes/" + size)).check();
    long nanos = System.nanoTime() - start;
    assertThat(sha256(file)).isEqualTo(expected);
    return nanos;
  }

  static String sha256(Path file) throws Exception {
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().formatHex(digest.digest());
  }
}
