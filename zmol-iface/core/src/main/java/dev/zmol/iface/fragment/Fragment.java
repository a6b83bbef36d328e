package dev.zmol.iface.fragment;

/**
 * A fragment that was received: a context that its receiver fills, and uses again for the next one.
 *
 * <p>Owned by the thread of the stack. Addresses are numbers; those of less than 128 bits have zeros in front.
 */
public final class Fragment {
  long sourceHigh;
  long sourceLow;
  long destinationHigh;
  long destinationLow;
  long identification;
  byte[] bytes;
  int headers;
  int data;
  int end;
  int offset;
  boolean more;
  int congestion;
  boolean unicast;

  /** Creates a context. */
  public Fragment() {}

  /**
   * Says who has sent the fragment.
   *
   * @param high the first 64 bits of the address
   * @param low the last 64 bits of the address
   */
  public void source(long high, long low) {
    sourceHigh = high;
    sourceLow = low;
  }

  /**
   * Says whom the fragment was sent to.
   *
   * @param high the first 64 bits of the address
   * @param low the last 64 bits of the address
   */
  public void destination(long high, long low) {
    destinationHigh = high;
    destinationLow = low;
  }

  /**
   * Says where the bytes are.
   *
   * @param newBytes the buffer
   * @param newHeaders where the headers begin that every fragment has
   * @param newData where the headers end, and the data begins
   * @param newEnd where the data ends
   */
  public void bytes(byte[] newBytes, int newHeaders, int newData, int newEnd) {
    bytes = newBytes;
    headers = newHeaders;
    data = newData;
    end = newEnd;
  }

  /**
   * Says where the data belongs.
   *
   * @param newIdentification what tells the datagram from others between the same hosts
   * @param newOffset the offset of the data in the datagram, in bytes
   * @param newMore whether the datagram goes on behind this fragment
   */
  public void place(long newIdentification, int newOffset, boolean newMore) {
    identification = newIdentification;
    offset = newOffset;
    more = newMore;
  }

  /**
   * Says what else the headers tell.
   *
   * @param newCongestion the congestion codepoint, 0 to 3 (RFC 3168 §5)
   * @param newUnicast whether the fragment was sent to this host alone
   */
  public void marks(int newCongestion, boolean newUnicast) {
    congestion = newCongestion;
    unicast = newUnicast;
  }

  /** {@return how many bytes of data the fragment has} */
  public int length() {
    return end - data;
  }

  /** {@return where the data ends in the datagram, in bytes} */
  public int reach() {
    return offset + length();
  }
}
