/**
 * The demonstration: starts the image of each flavour on a TAP device in a network namespace of its own, and has the
 * programs of the system use it; where that is not possible, each image rehearses on a link in memory.
 *
 * <p>It knows the images and the tool's command line, and nothing of the stack inside.
 */
package dev.zmol.tool.demo;
