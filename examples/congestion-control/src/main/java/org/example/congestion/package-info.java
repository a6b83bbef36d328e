/** A congestion control of our own. */
package org.example.congestion;
