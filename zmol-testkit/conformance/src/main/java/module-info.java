/** The record of what tests cover; it knows nothing of what is tested. */
module dev.zmol.testkit.conformance {
  requires static org.junit.platform.launcher;

  exports dev.zmol.testkit.conformance;

  provides org.junit.platform.launcher.TestExecutionListener with
      dev.zmol.testkit.conformance.ConformanceListener;
}
