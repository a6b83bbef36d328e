package dev.zmol.ipsec.xfrm;

import dev.zmol.ipsec.SecurityAssociation;

/**
 * A security association of Linux, which calls it a state.
 *
 * @param line the line of the text that it begins in, from 1
 * @param source the address that its packets come from
 * @param destination the address that they go to
 * @param requestId the number that policies know it by; 0 for none
 * @param security how packets are protected
 */
public record XfrmState(int line, String source, String destination, int requestId, SecurityAssociation security) {}
