/**
 * Generates accessors for headers that are declared as records.
 *
 * <p>{@link dev.zmol.processor.wire.WireFormatProcessor} takes the records from javac, {@code LayoutReader} makes a
 * {@code WireLayout} of each and reports what cannot be, {@code WireGenerator} writes the class with {@code
 * NumberAccess}, {@code RecordMethods}, {@code DescriptionMethods} and {@code BitDiagram} each adding its part.
 * Generated code refers to the JDK and, where it is visible, to {@code dev.zmol.wire.Dissection}; nothing here knows
 * single protocols or flavours.
 */
package dev.zmol.processor.wire;
