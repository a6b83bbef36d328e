/**
 * Channels, selectors and sockets as {@code java.nio} and {@code java.net} have them, over the sockets of a stack.
 *
 * <p>What comes in are threads of programs that know nothing of zmol; each thing they ask for is done by the thread of
 * the stack, through {@link StackAccess}. Nothing here knows a family: a {@link Transport} does.
 */
package dev.zmol.net;
