/**
 * Scripts that read like packet traces: they say what a peer sends, what an application calls, and what one TCP
 * connection of a real stack has to send and when, all in virtual time.
 *
 * <p>Nothing here knows an IP family: addresses are implicit, and a {@linkplain
 * dev.zmol.testkit.script.StackUnderTest stack under test} comes from a flavour. The notation is that of packetdrill as
 * far as it goes, and is described in {@code docs/testkit.md}.
 */
package dev.zmol.testkit.script;
