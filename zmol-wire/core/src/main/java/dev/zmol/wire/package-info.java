/** What packets of both IP families have in common. */
package dev.zmol.wire;
