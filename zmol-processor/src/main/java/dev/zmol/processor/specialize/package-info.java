/**
 * Derives single-family flavours from dual-stack sources.
 *
 * <p>What comes in is a source file that javac has attributed; what goes out is the text of the same file for one
 * family. What lives here must not know what the templates are about: no protocol, no address, no name of a class of a
 * template. On the way:
 *
 * <ol>
 *   <li><b>The template</b> is read. {@link dev.zmol.processor.specialize.Template} joins the trees with what they mean
 *       and with the {@link dev.zmol.processor.specialize.SourceText} they stand for; {@link
 *       dev.zmol.processor.specialize.Survey} tells which variables are used and assigned.
 *   <li><b>The model</b> tells what is alive. {@link dev.zmol.processor.specialize.FamilyModel} answers for elements:
 *       what is dead, which interface collapses to which survivor. {@link dev.zmol.processor.specialize.Conditions}
 *       answers for conditions, with the help of {@link dev.zmol.processor.specialize.Bindings} and {@link
 *       dev.zmol.processor.specialize.Purity}; {@link dev.zmol.processor.specialize.SwitchCases} for cases, and {@link
 *       dev.zmol.processor.specialize.Reachability} for what follows a statement.
 *   <li><b>The plan</b> is made. {@link dev.zmol.processor.specialize.TemplateVisitor} walks the live trees and hands
 *       each to the room for it: {@link dev.zmol.processor.specialize.Declarations}, {@link
 *       dev.zmol.processor.specialize.Statements} with {@link dev.zmol.processor.specialize.Unwrapping}, {@link
 *       dev.zmol.processor.specialize.Switches}, {@link dev.zmol.processor.specialize.Expressions}, {@link
 *       dev.zmol.processor.specialize.Names} and {@link dev.zmol.processor.specialize.Docs}. They write edits and
 *       errors into the {@link dev.zmol.processor.specialize.Plan}.
 *   <li><b>Guards</b> object to what would change its meaning or be left over: {@link
 *       dev.zmol.processor.specialize.Meaning}, {@link dev.zmol.processor.specialize.Signatures}, {@link
 *       dev.zmol.processor.specialize.Leftovers}.
 *   <li><b>The text</b> is made by {@link dev.zmol.processor.specialize.Specializer}: {@link
 *       dev.zmol.processor.specialize.InheritedDocs} and {@link dev.zmol.processor.specialize.Imports} complete the
 *       plan, {@link dev.zmol.processor.specialize.Edits} are applied, and the {@link
 *       dev.zmol.processor.specialize.Proofreader} reads the result.
 * </ol>
 *
 * <p>{@link dev.zmol.processor.specialize.SpecializeProcessor} does this for each template that javac compiles, and
 * leaves the texts in the {@link dev.zmol.processor.specialize.FlavorStore}, where {@link
 * dev.zmol.processor.specialize.FlavorProcessor} finds them when the flavours are compiled. {@code
 * docs/specialisation.md} describes the same for authors of templates.
 */
package dev.zmol.processor.specialize;
