package dev.zmol.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** POMs have what Maven Central asks for; where the project is to be found is asked for by the profile of releases. */
class PomTest {
  private static final Path ROOT = Artifacts.root();

  /** The POMs of what is published: of the artifacts that the BOM lists, and of what these inherit from. */
  static List<Path> published() throws IOException {
    String bom = Files.readString(ROOT.resolve("zmol-bom/pom.xml"));
    try (Stream<Path> files = Files.walk(ROOT, 3)) {
      return files
          .filter(path -> path.endsWith("pom.xml") && ROOT.relativize(path).toString().startsWith("zmol-"))
          .filter(path -> bom.contains("<artifactId>" + text(parse(path), "artifactId") + "</artifactId>"))
          .flatMap(path -> Stream.of(path, path.getParent().resolveSibling("pom.xml")))
          .distinct()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("published")
  void nameAndDescribeTheArtifact(Path pom) throws Exception {
    Element project = parse(pom);

    assertThat(text(project, "name")).startsWith("zmol");
    assertThat(text(project, "description")).endsWith(".");
  }

  @ParameterizedTest
  @MethodSource("published")
  void inheritTheRest(Path pom) throws Exception {
    Element project = parse(pom);

    assertThat(child(project, "parent") != null || hasTheRest(project)).isTrue();
    assertThat(child(project, "licenses") == null || hasTheRest(project)).isTrue();
  }

  @Test
  void theBomAndTheRootSayWhoAndWhere() throws Exception {
    Element root = parse(ROOT.resolve("pom.xml"));
    Element bom = parse(ROOT.resolve("zmol-bom/pom.xml"));

    assertThat(hasTheRest(root)).isTrue();
    assertThat(hasTheRest(bom)).isTrue();
    for (String property : List.of("zmol.url", "zmol.repository.url")) {
      assertThat(text(child(root, "properties"), property)).isEqualTo(text(child(bom, "properties"), property));
    }
  }

  private static boolean hasTheRest(Element project) {
    return Stream.of("url", "licenses", "developers", "scm").allMatch(name -> child(project, name) != null)
        && Stream.of("url", "connection").allMatch(name -> child(child(project, "scm"), name) != null);
  }

  private static String text(Element parent, String name) {
    Element child = child(parent, name);
    return child == null ? "" : child.getTextContent().strip();
  }

  private static Element child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && node.getNodeName().equals(name)) {
        return element;
      }
    }
    return null;
  }

  private static Element parse(Path file) {
    try (var in = Files.newInputStream(file)) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
    } catch (Exception e) {
      throw new AssertionError("cannot read " + file, e);
    }
  }
}
