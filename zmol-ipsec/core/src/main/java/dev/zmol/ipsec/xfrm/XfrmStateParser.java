package dev.zmol.ipsec.xfrm;

import dev.zmol.ipsec.EncryptionAlgorithm;
import dev.zmol.ipsec.IntegrityAlgorithm;
import dev.zmol.ipsec.Mode;
import dev.zmol.ipsec.SecurityAssociation;
import dev.zmol.ipsec.SecurityAssociationBuilder;
import java.util.Arrays;
import java.util.function.UnaryOperator;

/** Reads one association. */
final class XfrmStateParser {
  /** Linux remembers nothing unless told to. The window is the receiver's own business (RFC 4303 §3.4.3). */
  private static final int LEAST_WINDOW = 64;

  private static final int MOST_WINDOW = 1 << 16;
  private static final long MOST = 0xffff_ffffL;

  private final int line;
  private final String source;
  private final XfrmLimits limits = new XfrmLimits();
  private String destination = "";
  private String protocol = "";
  private long spi = -1;
  private long requestId;
  private Mode mode = Mode.TRANSPORT;
  private boolean extended;
  private boolean aligned4;
  private boolean inContext;
  private int window = LEAST_WINDOW;
  private long sequence;
  private long sequenceHigh;
  private EncryptionAlgorithm encryption;
  private byte[] encryptionKey = {};
  private IntegrityAlgorithm integrity;
  private byte[] integrityKey = {};

  XfrmStateParser(int line, String source) {
    this.line = line;
    this.source = source;
  }

  XfrmState read(XfrmWords words, UnaryOperator<SecurityAssociationBuilder> more) {
    try {
      while (!XfrmText.isOver(words)) {
        int at = words.line();
        String keyword = words.word("what it is about");
        if (!isIdentity(keyword, words) && !isAlgorithm(keyword, words) && !isReplay(keyword, words)) {
          take(at, keyword, words);
        }
      }
      return build(more);
    } finally {
      Arrays.fill(encryptionKey, (byte) 0);
      Arrays.fill(integrityKey, (byte) 0);
    }
  }

  // What is said

  private boolean isIdentity(String keyword, XfrmWords words) {
    switch (keyword) {
      case "dst" -> destination = words.word("an address");
      case "proto" -> protocol = words.word("a protocol");
      case "spi" -> spi = words.number("spi", MOST);
      case "reqid" -> requestId = words.number("reqid", MOST);
      case "mode" -> mode = mode(words);
      default -> {
        return false;
      }
    }
    return true;
  }

  static Mode mode(XfrmWords words) {
    int at = words.line();
    String name = words.word("a mode");
    return switch (name) {
      case "transport" -> Mode.TRANSPORT;
      case "tunnel" -> Mode.TUNNEL;
      default -> throw XfrmText.unsupported(at, "mode " + XfrmWords.shown(name));
    };
  }

  private boolean isReplay(String keyword, XfrmWords words) {
    switch (keyword) {
      case "replay-window", "replay_window" ->
          window = Math.max(window, (int) Math.min(MOST_WINDOW, words.number(keyword, MOST)));
      case "seq", "oseq", "replay-seq", "replay-oseq" -> sequence(keyword, words.number(keyword, MOST));
      case "seq-hi", "oseq-hi", "replay-seq-hi", "replay-oseq-hi" ->
          sequenceHigh = Math.max(sequenceHigh, words.number(keyword, MOST));
      case "anti-replay" -> {
        inContext = true;
        words.take("esn");
        words.take("context:");
      }
      case "bitmap" -> words.word(keyword);
      case "bitmap-length" -> {
        for (long k = words.number(keyword, MOST_WINDOW); k > 0 && !words.isAtEnd(); k--) {
          words.word(keyword);
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Outside of the context of the replay protection, "seq" is the number of a request for keys. */
  private void sequence(String keyword, long number) {
    if (inContext || keyword.startsWith("replay")) {
      // Only one of them is not zero: an association is for one direction.
      sequence = Math.max(sequence, number);
    }
  }

  private boolean isAlgorithm(String keyword, XfrmWords words) {
    int at = words.line();
    switch (keyword) {
      case "aead" -> {
        encryption = combined(at, words.word("an algorithm"));
        encryptionKey = words.key();
        requireLength(words, encryption.icvLength());
      }
      case "enc" -> {
        encryption = encryption(at, words.word("an algorithm"));
        encryptionKey = words.key();
      }
      case "auth" -> {
        integrity = integrity(at, words.word("an algorithm"));
        if (integrity == IntegrityAlgorithm.HMAC_SHA2_256_128) {
          throw new XfrmException(
              at, "\"auth\" with SHA-256 has 96 bits on Linux; \"auth-trunc\" with 128 is supported");
        }
        integrityKey = words.key();
      }
      case "auth-trunc" -> {
        integrity = integrity(at, words.word("an algorithm"));
        integrityKey = words.key();
        requireLength(words, integrity.icvLength());
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  private static EncryptionAlgorithm combined(int at, String name) {
    return switch (name) {
      case "rfc4106(gcm(aes))" -> EncryptionAlgorithm.AES_GCM_16;
      case "rfc4543(gcm(aes))" -> EncryptionAlgorithm.NULL_AES_GMAC;
      case "rfc7539esp(chacha20,poly1305)" -> EncryptionAlgorithm.CHACHA20_POLY1305;
      default -> throw XfrmText.unsupported(at, "aead " + XfrmWords.shown(name));
    };
  }

  private static EncryptionAlgorithm encryption(int at, String name) {
    return switch (name) {
      case "cbc(aes)", "aes" -> EncryptionAlgorithm.AES_CBC;
      case "ecb(cipher_null)", "cipher_null" -> EncryptionAlgorithm.NULL;
      default -> throw XfrmText.unsupported(at, "enc " + XfrmWords.shown(name));
    };
  }

  private static IntegrityAlgorithm integrity(int at, String name) {
    return switch (name) {
      case "hmac(sha1)", "sha1" -> IntegrityAlgorithm.HMAC_SHA1_96;
      case "hmac(sha256)", "sha256" -> IntegrityAlgorithm.HMAC_SHA2_256_128;
      case "hmac(sha384)", "sha384" -> IntegrityAlgorithm.HMAC_SHA2_384_192;
      case "hmac(sha512)", "sha512" -> IntegrityAlgorithm.HMAC_SHA2_512_256;
      default -> throw XfrmText.unsupported(at, "auth " + XfrmWords.shown(name));
    };
  }

  private static void requireLength(XfrmWords words, int icvLength) {
    int at = words.line();
    long bits = words.number("the length of the ICV", 512);
    if (bits != icvLength * 8L) {
      throw new XfrmException(at, "the length of the ICV is " + bits + " bits; it has to be " + icvLength * 8);
    }
  }

  private void take(int at, String keyword, XfrmWords words) {
    if (limits.take(keyword, words)) {
      return;
    }
    switch (keyword) {
      case "flag" -> flags(words);
      case "extra_flag", "extra-flag" -> extraFlags(words);
      case "sel" -> select(at, words);
      // What a card does for Linux, and marks of packets that have been protected, are nothing that the peer sees.
      case "crypto" -> words.skipLine();
      case "output-mark" -> {
        words.word("a mark");
        if (words.take("mask")) {
          words.word("a mask");
        }
      }
      case "dir" -> {
        if (!words.take("in") && !words.take("out")) {
          throw words.refuse("\"dir\" has to be \"in\" or \"out\"");
        }
      }
      default -> throw XfrmText.unsupported(at, XfrmWords.shown(keyword) + " of an association");
    }
  }

  private void flags(XfrmWords words) {
    boolean more = true;
    while (more) {
      if (words.take("esn")) {
        extended = true;
      } else if (words.take("align4")) {
        aligned4 = true;
      } else {
        // They say how the outer header is made of the inner one, which is up to each end (RFC 4301 §5.1.2).
        more = words.take("af-unspec") || words.take("noecn") || words.take("decap-dscp") || words.take("nopmtudisc")
            || words.take("icmp");
      }
    }
    words.skipParentheses();
  }

  private static void extraFlags(XfrmWords words) {
    if (!words.take("dont-encap-dscp")) {
      throw XfrmText.unsupported(words.line(), "that flag");
    }
    words.skipParentheses();
  }

  /** Takes a selector that narrows nothing: all, or the addresses of the association themselves. */
  private void select(int at, XfrmWords words) {
    boolean narrows = false;
    while (!XfrmText.isOver(words) && (words.is("src") || words.is("dst"))) {
      String own = words.is("src") ? source : destination;
      words.next();
      String block = words.word("addresses");
      boolean isAll = block.equals("0.0.0.0/0") || block.equals("::/0");
      boolean isOwn = mode == Mode.TRANSPORT && (block.equals(own + "/32") || block.equals(own + "/128"));
      narrows |= !isAll && !isOwn;
    }
    if (narrows || words.is("proto") || words.is("sport") || words.is("dport") || words.is("dev")) {
      throw XfrmText.unsupported(at, "an association for some of the packets between its addresses");
    }
    if (words.take("uid")) {
      words.word("a user");
    }
  }

  // What comes of it

  private XfrmState build(UnaryOperator<SecurityAssociationBuilder> more) {
    require(!destination.isEmpty(), "dst");
    require(!protocol.isEmpty(), "proto");
    require(spi >= 0, "spi");
    require(requestId <= Integer.MAX_VALUE, "reqid up to 2147483647");
    try {
      SecurityAssociationBuilder builder =
          switch (protocol) {
            case "esp" -> SecurityAssociation.esp((int) spi);
            case "ah" -> SecurityAssociation.ah((int) spi);
            default -> throw XfrmText.unsupported(line, "protocol " + XfrmWords.shown(protocol));
          };
      return new XfrmState(line, source, destination, (int) requestId, more.apply(configure(builder)).build());
    } catch (XfrmException e) {
      throw e;
    } catch (IllegalArgumentException e) {
      throw new XfrmException(line, e.getMessage());
    }
  }

  private void require(boolean isThere, String what) {
    if (!isThere) {
      throw new XfrmException(line, "the association has to have \"" + what + "\"");
    }
  }

  private SecurityAssociationBuilder configure(SecurityAssociationBuilder builder) {
    builder.mode(mode).replayWindow(window).softLifetime(limits.soft()).hardLifetime(limits.hard());
    builder.lastSequenceNumber(extended ? sequenceHigh << Integer.SIZE | sequence : sequence);
    if (!aligned4) {
      builder.roundedAh();
    }
    if (encryption != null) {
      builder.encryption(encryption, encryptionKey);
    }
    if (integrity != null) {
      builder.integrity(integrity, integrityKey);
    }
    return extended ? builder.extendedSequenceNumbers() : builder;
  }
}
