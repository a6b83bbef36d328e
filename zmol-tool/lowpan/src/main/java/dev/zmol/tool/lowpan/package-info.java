/** The command {@code lowpan} of the tool: nodes on a radio of UDP, the air between them, and networks in virtual time. */
package dev.zmol.tool.lowpan;
