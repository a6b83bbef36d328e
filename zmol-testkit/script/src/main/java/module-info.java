/** Tests of TCP that read like packet traces: the language of the scripts, and what runs them. */
module dev.zmol.testkit.script {
  requires transitive dev.zmol.socket;
  requires transitive dev.zmol.testkit.network;

  requires static transitive org.junit.jupiter.api;

  exports dev.zmol.testkit.script;
}
