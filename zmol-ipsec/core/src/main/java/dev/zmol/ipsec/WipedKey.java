package dev.zmol.ipsec;

import java.util.Arrays;
import javax.crypto.SecretKey;

/**
 * A key in an array that is wiped when the key is destroyed.
 *
 * <p>The JDK asks for copies, which it wipes itself; what it derives from the key lives as long as its cipher does.
 */
final class WipedKey implements SecretKey {
  private static final long serialVersionUID = 1;

  private final String algorithm;
  private final transient byte[] material;
  private boolean destroyed;

  /** Takes a part of an array, which is copied. */
  WipedKey(String algorithm, byte[] from, int length) {
    this.algorithm = algorithm;
    this.material = Arrays.copyOf(from, length);
  }

  @Override
  public String getAlgorithm() {
    return algorithm;
  }

  @Override
  public String getFormat() {
    return "RAW";
  }

  @Override
  public byte[] getEncoded() {
    if (destroyed) {
      throw new IllegalStateException("the key has been destroyed");
    }
    return material.clone();
  }

  @Override
  public void destroy() {
    Arrays.fill(material, (byte) 0);
    destroyed = true;
  }

  @Override
  public boolean isDestroyed() {
    return destroyed;
  }

  /** Says which algorithm the key is for, and nothing else. */
  @Override
  public String toString() {
    return algorithm + " key";
  }

  private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
    throw new java.io.NotSerializableException("keys are not written anywhere");
  }
}
