/** A device of our own. */
package org.example.cable;
