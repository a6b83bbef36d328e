/**
 * The parts of a command-line tool that no flavour has of its own: options, exit codes, what is printed and how.
 *
 * <p>Flavours bring in the commands themselves. Nothing here knows an IP address.
 */
package dev.zmol.tool;
