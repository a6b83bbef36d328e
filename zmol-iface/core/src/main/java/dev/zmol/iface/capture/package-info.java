/**
 * Files of captured frames, as packet analysers read and write them: classic pcap, and pcapng
 * (draft-ietf-opsawg-pcap, draft-ietf-opsawg-pcapng).
 *
 * <p>Frames come in as bytes and go out as bytes; nothing here knows devices or stacks. Files are hostile: whatever is
 * in one, reading it ends with an exception that says what is wrong, and needs a bounded amount of memory.
 */
package dev.zmol.iface.capture;
