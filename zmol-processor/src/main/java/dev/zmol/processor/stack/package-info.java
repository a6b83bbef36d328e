/**
 * Generates the stacks that {@code @NetworkStack} asks for.
 *
 * <p>{@link dev.zmol.processor.stack.NetworkStackProcessor} reads a {@link dev.zmol.processor.stack.StackRequest} off
 * each annotated interface, {@link dev.zmol.processor.stack.StackChecks} turns it into a {@link
 * dev.zmol.processor.stack.StackModel} or reports every mistake at the place where it stands, and {@link
 * dev.zmol.processor.stack.StackWriter} writes the class. What the generated class may use of the interface modules is
 * listed in {@link dev.zmol.processor.stack.InterfaceNames} alone; this package knows no protocol by its class.
 */
package dev.zmol.processor.stack;
