/** A device whose frames go through a pipe to whoever measures the program. */
package dev.zmol.scenarios.pipe;
