/** The command {@code lowpan} of the tool: nodes whose radio is UDP, the air between them, networks in virtual time. */
package dev.zmol.tool.lowpan;
