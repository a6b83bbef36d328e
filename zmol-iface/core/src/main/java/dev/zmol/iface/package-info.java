/** What interfaces of both IP families have in common. */
package dev.zmol.iface;
