/**
 * Finds out, after a compilation, whether the processors have run.
 *
 * <p>What comes in is a directory of class files. A processor that does not run cannot say so itself, so what lives
 * here must not depend on the processors, nor on anything that javac offers only to them.
 */
package dev.zmol.processor.check;
