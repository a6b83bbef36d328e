/** The ready-made stack with all protocols. */
package dev.zmol.scenarios.allipv4;
