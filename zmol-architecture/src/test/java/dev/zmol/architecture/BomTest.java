package dev.zmol.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** The BOM lists every artifact that is published, and no other. */
class BomTest {
  @Test
  void listsEveryPublishedArtifact() throws Exception {
    assertThat(listed()).isEqualTo(published());
  }

  private static Set<String> listed() throws Exception {
    Element bom = parse(Artifacts.root().resolve("zmol-bom/pom.xml"));
    var dependencies = bom.getElementsByTagName("dependency");
    return IntStream.range(0, dependencies.getLength())
        .mapToObj(i -> child((Element) dependencies.item(i), "artifactId"))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The artifacts that are jars and that the build does not keep to itself. */
  private static Set<String> published() throws Exception {
    Set<String> artifacts = new TreeSet<>();
    try (var files = Files.walk(Artifacts.root(), 3)) {
      for (Path pom : files.filter(BomTest::isModulePom).toList()) {
        Element project = parse(pom);
        boolean jar = !"pom".equals(child(project, "packaging"));
        if (jar && !isKept(pom)) {
          artifacts.add(child(project, "artifactId"));
        }
      }
    }
    return artifacts;
  }

  /** Whether the build keeps an artifact to itself, because its POM or one above it says so. */
  private static boolean isKept(Path pom) throws IOException {
    for (Path each = pom.getParent(); !each.equals(Artifacts.root()); each = each.getParent()) {
      if (Files.readString(each.resolve("pom.xml")).contains("<maven.deploy.skip>true")) {
        return true;
      }
    }
    return false;
  }

  private static boolean isModulePom(Path path) {
    return path.endsWith("pom.xml") && Artifacts.root().relativize(path).toString().startsWith("zmol-");
  }

  private static String child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node.getNodeName().equals(name)) {
        return node.getTextContent().strip();
      }
    }
    return "";
  }

  private static Element parse(Path file) throws Exception {
    try (var in = Files.newInputStream(file)) {
      return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(in).getDocumentElement();
    } catch (IOException e) {
      throw new IOException("cannot read " + file, e);
    }
  }
}
