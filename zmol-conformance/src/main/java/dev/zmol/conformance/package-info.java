/**
 * Makes the conformance table: what zmol promises, and which tests have shown it.
 *
 * <p>What is promised comes from the catalogues among the resources; what was shown comes from the files that the test
 * kit's listener leaves in each module. Nothing here says "done" by hand.
 */
package dev.zmol.conformance;
