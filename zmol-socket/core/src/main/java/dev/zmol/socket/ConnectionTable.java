package dev.zmol.socket;

/**
 * A hash table from which packets find their sockets: open addressing over an array of tags.
 *
 * <p>The table knows hashes, not keys: {@link #find} and {@link #findNext} lead through the entries that share a hash,
 * and the caller compares the entry itself with the packet. Hashes are keyed with a secret, so that nobody outside can
 * make them collide. Owned by one thread.
 *
 * @param <E> the entries
 */
public final class ConnectionTable<E> {
  private static final int LEAST_CAPACITY = 16;
  private static final int EMPTY = 0;

  private int[] tags = new int[LEAST_CAPACITY];
  private Object[] entries = new Object[LEAST_CAPACITY];
  private int size;

  /** Creates an empty table. */
  public ConnectionTable() {}

  /**
   * Mixes ports into a hash of addresses.
   *
   * @param addresses the hash of the addresses, keyed with a secret; 0 if only the ports count
   * @param ports one or two ports
   * @return the hash
   */
  public static int hash(int addresses, int ports) {
    int hash = addresses ^ ports;
    hash = (hash ^ hash >>> 16) * 0x85eb_ca6b;
    hash = (hash ^ hash >>> 13) * 0xc2b2_ae35;
    return hash ^ hash >>> 16;
  }

  /** {@return how many entries there are} */
  public int size() {
    return size;
  }

  /** {@return how many slots there are, for who wants to look at all entries with {@link #at}} */
  public int capacity() {
    return tags.length;
  }

  /**
   * Finds the first entry with a hash.
   *
   * @param hash the hash
   * @return where it is; -1 if there is none
   */
  public int find(int hash) {
    int tag = tag(hash);
    return probe(tag & tags.length - 1, tag);
  }

  /**
   * Finds the next entry with the same hash.
   *
   * @param slot where the one before is
   * @param hash the hash
   * @return where it is; -1 if there is none
   */
  public int findNext(int slot, int hash) {
    return probe(slot + 1 & tags.length - 1, tag(hash));
  }

  /**
   * Returns an entry.
   *
   * @param slot where it is; comes from {@link #find} or {@link #findNext}, if the table has not changed since, or is
   *     any number below the {@link #capacity}
   * @return the entry; null if the slot is empty
   */
  @SuppressWarnings("unchecked")
  public E at(int slot) {
    return (E) entries[slot];
  }

  /**
   * Adds an entry, whether or not there are others with its hash.
   *
   * @param hash its hash
   * @param entry the entry
   */
  public void add(int hash, E entry) {
    if (size >= tags.length - (tags.length >>> 2)) {
      grow();
    }
    insert(tag(hash), entry);
    size++;
  }

  /**
   * Removes an entry; no effect if it is not in the table.
   *
   * @param hash its hash
   * @param entry the entry
   * @return whether it was in the table
   */
  @SuppressWarnings("ReferenceEquality") // The very entry is meant, whatever it thinks of equality.
  public boolean remove(int hash, E entry) {
    for (int slot = find(hash); slot >= 0; slot = findNext(slot, hash)) {
      if (entries[slot] == entry) {
        vacate(slot);
        size--;
        return true;
      }
    }
    return false;
  }

  /** Returns the hash as it is stored; zero stands for no entry. */
  private static int tag(int hash) {
    return hash == EMPTY ? 1 : hash;
  }

  private int probe(int from, int tag) {
    int mask = tags.length - 1;
    int slot = from;
    while (tags[slot] != tag) {
      if (tags[slot] == EMPTY) {
        return -1;
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private void insert(int tag, Object entry) {
    int mask = tags.length - 1;
    int slot = tag & mask;
    while (tags[slot] != EMPTY) {
      slot = slot + 1 & mask;
    }
    tags[slot] = tag;
    entries[slot] = entry;
  }

  /** Frees a slot, and moves up entries that lie behind it only because it was taken. */
  private void vacate(int slot) {
    int mask = tags.length - 1;
    int hole = slot;
    for (int next = slot + 1 & mask; tags[next] != EMPTY; next = next + 1 & mask) {
      int home = tags[next] & mask;
      if ((next - home & mask) >= (next - hole & mask)) {
        tags[hole] = tags[next];
        entries[hole] = entries[next];
        hole = next;
      }
    }
    tags[hole] = EMPTY;
    entries[hole] = null;
  }

  private void grow() {
    int[] oldTags = tags;
    Object[] oldEntries = entries;
    tags = new int[oldTags.length * 2];
    entries = new Object[oldTags.length * 2];
    for (int k = 0; k < oldTags.length; k++) {
      if (oldTags[k] != EMPTY) {
        insert(oldTags[k], oldEntries[k]);
      }
    }
  }
}
