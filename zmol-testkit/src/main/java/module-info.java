/** What tests of network programs need: a clock, a link in virtual time, and a record of what they cover. */
module dev.zmol.testkit {
  requires transitive dev.zmol.iface;

  requires static org.junit.platform.launcher;

  exports dev.zmol.testkit;

  provides org.junit.platform.launcher.TestExecutionListener with
      dev.zmol.testkit.ConformanceListener;
}
