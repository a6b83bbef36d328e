package dev.zmol.ipsec;

import java.security.GeneralSecurityException;
import java.security.NoSuchAlgorithmException;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.NoSuchPaddingException;

/** What the JDK's own providers have. */
final class Jdk {
  private static final String PROVIDER = "SunJCE";

  private Jdk() {}

  static Cipher cipher(String transformation) {
    try {
      return Cipher.getInstance(transformation, PROVIDER);
    } catch (NoSuchAlgorithmException | NoSuchPaddingException | java.security.NoSuchProviderException e) {
      throw new IllegalStateException("the JDK has no " + transformation, e);
    }
  }

  static Mac mac(String name) {
    try {
      return Mac.getInstance(name, PROVIDER);
    } catch (NoSuchAlgorithmException | java.security.NoSuchProviderException e) {
      throw new IllegalStateException("the JDK has no " + name, e);
    }
  }

  /** What cannot happen with keys and lengths that have been checked. */
  static IllegalStateException unexpected(GeneralSecurityException e) {
    return new IllegalStateException("the JDK refuses what it has to take", e);
  }
}
