package dev.zmol.acceptance;

import java.nio.file.Path;

/** The repository with zmol's artifacts that projects outside of this build are built from. */
final class ExampleRepository {
  static final Path DIRECTORY = Flavor.root().resolve("zmol-examples/target/repository");

  private ExampleRepository() {}

  /** Settings of Maven: what is not zmol's comes from the repository that the build of zmol itself has filled. */
  static String settings() {
    String where = System.getProperty("zmol.repository", System.getProperty("user.home") + "/.m2/repository");
    String repository =
        "<id>local</id><url>%s</url><snapshots><enabled>false</enabled></snapshots>".formatted(Path.of(where).toUri());
    return """
        <settings><profiles><profile><id>local</id><activation><activeByDefault>true</activeByDefault></activation>
        <repositories><repository>%1$s</repository></repositories>
        <pluginRepositories><pluginRepository>%1$s</pluginRepository></pluginRepositories>
        </profile></profiles></settings>
        """
        .formatted(repository);
  }
}
