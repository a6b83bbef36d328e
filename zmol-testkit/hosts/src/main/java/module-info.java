/** Networks of hosts with stacks of their own in one process, for tests with JUnit. */
module dev.zmol.testkit.hosts {
  requires transitive dev.zmol.socket.dual;
  requires transitive dev.zmol.testkit.network;

  requires static dev.zmol.annotations;
  requires static transitive org.junit.jupiter.api;

  exports dev.zmol.testkit.hosts;
}
