/** The demonstration: the images of all flavours, used by the kernel's programs. */
module dev.zmol.tool.demo {
  requires dev.zmol.tool;

  exports dev.zmol.tool.demo;
}
