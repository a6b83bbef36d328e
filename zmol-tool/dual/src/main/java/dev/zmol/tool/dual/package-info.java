/**
 * The command-line tool for both families, and the templates of the tools for one: the commands, and the stacks that
 * they run on.
 */
@Flavors(ipv4 = "dev.zmol.tool.ipv4", ipv6 = "dev.zmol.tool.ipv6")
package dev.zmol.tool.dual;

import dev.zmol.annotations.Flavors;
