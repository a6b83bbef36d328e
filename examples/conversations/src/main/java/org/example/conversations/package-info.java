/** Prints the conversations in a capture file. */
package org.example.conversations;
