package dev.zmol.tool.demo;

/**
 * One thing that was tried.
 *
 * @param flavor the flavour's name
 * @param what what was tried
 * @param succeeded whether it worked
 * @param detail what was measured, or what went wrong
 */
record Step(String flavor, String what, boolean succeeded, String detail) {}
